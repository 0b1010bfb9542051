"""A3: the highest step reached extends the term; what is missing may be topped up after the end."""

from datetime import date, timedelta

from portal.domain.contracts.clauses.extension import ExtensionStep, PerformanceExtension
from portal.domain.contracts.clauses.vocabulary import Metric
from portal.domain.contracts.computing.day_counting import after_days, calendar_notes, extended_end, remind_on
from portal.domain.contracts.computing.extension_conditions import LOOKS_REACHED, Achieved, achieved, running_notes
from portal.domain.contracts.computing.extension_facts import PerformanceFacts
from portal.domain.contracts.computing.working import Assessment, Line, not_enough
from portal.domain.working_days import WorkingDays


def performance_extension(
    terms: PerformanceExtension, facts: PerformanceFacts, day: date, days: WorkingDays
) -> Assessment:
    """`term_extended` by the months of the highest step reached, `topup_open` on civil day `day` while what is missing
    may still be topped up, or `not_extended`.

    `days`: `topup_by` (rolled past rest days) and `remind_on`, its last working day, while a top-up would help;
    `starts_on` … `ends_on` the term added; `ends_on` alone is the end that stands.
    """
    unit = "boxes" if terms.metric == Metric.PURCHASE_BOXES else "fen"
    before = achieved(facts, unit)
    if before is None:
        wanted = (f"actual_{unit}", f"target_{unit}")
        return not_enough(*(name for name in wanted if getattr(facts, name) is None))
    topup_by = after_days(facts.ends_on, terms.topup_days, terms, days) if terms.topup_days else None
    topup = int(getattr(facts, f"topup_{unit}"))
    if topup and topup_by and facts.topped_up_on is None:
        return not_enough("topped_up_on")
    topped, after = _topped_up(before, topup, facts.topped_up_on, topup_by)
    is_open = topup_by is not None and day <= topup_by
    return _answer(terms, facts, (_standing(before), *topped), after, topup_by if is_open else None, day, days)


def _standing(done: Achieved) -> Line:
    amounts = {f"actual_{done.unit}": done.actual, f"target_{done.unit}": done.target}
    return Line(f"achievement_{done.unit}", {**amounts, "achievement": done.share})


def _topped_up(
    before: Achieved, topup: int, on: date | None, topup_by: date | None
) -> tuple[tuple[Line, ...], Achieved]:
    """What became of a top-up, and the achievement with it."""
    if not topup:
        return (), before
    if topup_by is None:
        return (Line("topup_not_agreed"),), before
    known = {f"topup_{before.unit}": topup, "topped_up_on": on, "topup_by": topup_by}
    if on is None or on > topup_by:
        return (Line("topup_too_late", known),), before
    after = Achieved(before.actual + topup, before.target, before.unit)
    return (Line(f"topup_in_time_{before.unit}", known), _standing(after)), after


def _answer(
    terms: PerformanceExtension, facts: PerformanceFacts, lines: tuple[Line, ...], done: Achieved,
    topup_by: date | None, day: date, days: WorkingDays,
) -> Assessment:  # fmt: skip
    """`topup_by` is None once it has passed, or where no top-up is agreed."""
    months = max((step.months for step in terms.steps if done.reaches(step.achievement)), default=0)
    missed = [step for step in terms.steps if not done.reaches(step.achievement)]
    named = {"ends_on": facts.ends_on}
    outcome = "not_extended"
    notes = running_notes(day, facts.ends_on)
    lines += tuple(_step(step, done) for step in terms.steps)
    if missed and topup_by:
        outcome, named = "topup_open", named | {"topup_by": topup_by, "remind_on": remind_on(topup_by, days)}
        lines += (Line("topup_possible", {"topup_by": topup_by}),)
        notes += calendar_notes(days, topup_by)
    if any(done.seems_to_reach(step.achievement) for step in missed):
        notes += (LOOKS_REACHED,)
    if months:
        starts_on, ends_on = facts.ends_on + timedelta(days=1), extended_end(facts.ends_on, months)
        outcome, named = "term_extended", named | {"starts_on": starts_on, "ends_on": ends_on}
        lines += (Line("new_term", {"months": months, "starts_on": starts_on, "ends_on": ends_on}),)
    return Assessment(outcome, lines, days=named, notes=notes)


def _step(step: ExtensionStep, done: Achieved) -> Line:
    known = {"step": step.achievement, "months": step.months}
    if done.reaches(step.achievement):
        return Line("step_reached", known)
    return Line(f"step_missed_{done.unit}", {**known, f"gap_{done.unit}": done.gap(step.achievement)})
