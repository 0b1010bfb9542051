"""A2: extending alone, by a notice that arrives inside the window."""

from dataclasses import replace
from datetime import date, timedelta

from portal.domain.contracts.clauses import DayKind
from portal.domain.contracts.clauses.extension import ExtensionOption
from portal.domain.contracts.computing.day_counting import calendar_notes, extended_end
from portal.domain.contracts.computing.extension_conditions import checked, is_entitled
from portal.domain.contracts.computing.extension_facts import Exercise, ExtensionOptionFacts
from portal.domain.contracts.computing.extension_notices import Notice, option
from portal.domain.contracts.computing.working import Assessment, Line
from portal.domain.working_days import WorkingDays, civil_day


def extension_option(terms: ExtensionOption, facts: ExtensionOptionFacts, day: date, days: WorkingDays) -> Assessment:
    """`option_exercised`, `treated_as_offer` (a notice outside the window, or not by the holder),
    `conditions_failed`, `exercises_used_up`; without a notice `option_not_open_yet`, `option_open` or
    `option_lapsed` on civil day `day`.

    `days`: `opens_on` … `notice_by` is the window, `remind_on` its last working day, `exercised_on` the arrival that
    counts, `starts_on` … `ends_on` the term added; `ends_on` alone is the end that stands.
    """
    window = option(terms, facts.ends_on, days)
    bounds = {"opens_on": window.opens_on or facts.ends_on, "notice_by": window.arrives_by}
    touched = (window.remind_on, facts.ends_on) if terms.day_kind == DayKind.WORKING else (window.remind_on,)
    answer = Assessment(
        _without_notice(window, day),
        (Line("option_window", {**bounds, "by": terms.holder}),),
        days={**bounds, "remind_on": window.remind_on, "ends_on": facts.ends_on},
        notes=calendar_notes(days, *touched),
    )
    if terms.max_exercises is not None and facts.exercise_count >= terms.max_exercises:
        used = Line("exercises_used", {"count": facts.exercise_count, "most": terms.max_exercises})
        return replace(answer, outcome="exercises_used_up", lines=(*answer.lines, used))
    return _heard(answer, terms, facts, window, day) if facts.exercises else answer


def _without_notice(window: Notice, day: date) -> str:
    if window.holds(day):
        return "option_open"
    return "option_lapsed" if day > window.arrives_by else "option_not_open_yet"


def _heard(
    answer: Assessment, terms: ExtensionOption, facts: ExtensionOptionFacts, window: Notice, day: date
) -> Assessment:
    lines, exercised_on = _judged(terms, facts.exercises, window)
    answer = replace(answer, lines=answer.lines + lines)
    if exercised_on is None:
        still = ("option_still_open",) if window.holds(day) else ()
        return replace(answer, outcome="treated_as_offer", notes=answer.notes + still)
    conditions = checked(terms, facts)
    found = conditions.refuses(answer)
    return found or _extended(replace(answer, lines=answer.lines + conditions.lines), terms, facts, exercised_on)


def _judged(
    terms: ExtensionOption, exercises: tuple[Exercise, ...], window: Notice
) -> tuple[tuple[Line, ...], date | None]:
    """A line for each notice in the order of arrival, and the day of the first that counts."""
    lines: list[Line] = []
    exercised_on: date | None = None
    for exercise in sorted(exercises, key=lambda one: one.arrived_at):
        arrived = civil_day(exercise.arrived_at)
        code = _verdict(terms, exercise, arrived, window)
        if code == "exercise_in_time" and exercised_on is not None:
            code = "exercise_same_day" if arrived == exercised_on else "exercise_after_extension"
        elif code == "exercise_in_time":
            exercised_on = arrived
        lines.append(Line(code, {"arrived_on": arrived, "by": exercise.by}))
    return tuple(lines), exercised_on


def _verdict(terms: ExtensionOption, exercise: Exercise, arrived: date, window: Notice) -> str:
    if not is_entitled(exercise.by, terms.holder):
        return "exercise_by_other"
    if window.holds(arrived):
        return "exercise_in_time"
    return "exercise_too_late" if arrived > window.arrives_by else "exercise_too_early"


def _extended(answer: Assessment, terms: ExtensionOption, facts: ExtensionOptionFacts, on: date) -> Assessment:
    starts_on, ends_on = facts.ends_on + timedelta(days=1), extended_end(facts.ends_on, terms.months)
    new_term = Line("new_term", {"months": terms.months, "starts_on": starts_on, "ends_on": ends_on})
    price = Line(f"price_{terms.price_rule}", {"change": terms.price_change} if terms.price_change is not None else {})
    return replace(
        answer,
        outcome="option_exercised",
        lines=(*answer.lines, new_term, price),
        days={**answer.days, "exercised_on": on, "starts_on": starts_on, "ends_on": ends_on},
    )
