"""A1: renewing by itself, unless a refusal has arrived in time."""

from dataclasses import replace
from datetime import date, timedelta

from portal.domain.contracts.clauses import DayKind, Party
from portal.domain.contracts.clauses.extension import AutoRenewal
from portal.domain.contracts.computing.day_counting import calendar_notes, extended_end
from portal.domain.contracts.computing.extension_conditions import checked, is_entitled, running_notes
from portal.domain.contracts.computing.extension_facts import AutoRenewalFacts
from portal.domain.contracts.computing.extension_notices import Notice, refusal
from portal.domain.contracts.computing.working import Assessment, Line, not_enough
from portal.domain.working_days import WorkingDays, civil_day


def auto_renewal(terms: AutoRenewal, facts: AutoRenewalFacts, day: date, days: WorkingDays) -> Assessment:
    """`renews`, `refused`, `conditions_failed` or `renewals_used_up`, as it stands on civil day `day`.

    `days`: `ends_on` is the end that results, `starts_on` the first day of a renewal, `notice_by` the last day on
    which a refusal may arrive, `remind_on` the last working day before.
    """
    window = refusal(terms, facts.ends_on, days)
    answer = Assessment(
        "renews",
        (Line("refusal_due", {"notice_by": window.arrives_by, "by": window.by}),),
        days={"ends_on": facts.ends_on, "notice_by": window.arrives_by, "remind_on": window.remind_on},
        notes=_notes(terms, facts, window, day, days),
    )
    if terms.max_renewals is not None and facts.renewal_count >= terms.max_renewals:
        used = Line("renewals_used", {"count": facts.renewal_count, "most": terms.max_renewals})
        return replace(answer, outcome="renewals_used_up", lines=(*answer.lines, used), notes=())
    return _unless_refused(answer, terms, facts, window)


def _unless_refused(answer: Assessment, terms: AutoRenewal, facts: AutoRenewalFacts, window: Notice) -> Assessment:
    if facts.refused_at is not None:
        arrived = civil_day(facts.refused_at)
        in_time = window.holds(arrived)
        if in_time and facts.refused_by is None and terms.who_may_refuse != Party.EITHER:
            return replace(not_enough("refused_by"), lines=answer.lines, days=answer.days)
        entitled = facts.refused_by is None or is_entitled(facts.refused_by, terms.who_may_refuse)
        code = "refusal_not_entitled" if not entitled else "refusal_in_time" if in_time else "refusal_too_late"
        line = Line(code, {"arrived_on": arrived, "notice_by": window.arrives_by, "by": terms.who_may_refuse})
        answer = replace(answer, lines=(*answer.lines, line))
        if entitled and in_time:
            return replace(answer, outcome="refused", notes=())
    conditions = checked(terms, facts)
    return conditions.refuses(answer) or _renewed(replace(answer, lines=answer.lines + conditions.lines), terms, facts)


def _renewed(answer: Assessment, terms: AutoRenewal, facts: AutoRenewalFacts) -> Assessment:
    starts_on, ends_on = facts.ends_on + timedelta(days=1), extended_end(facts.ends_on, terms.renew_months)
    number = facts.renewal_count + 1
    new_term = Line("new_term", {"months": terms.renew_months, "starts_on": starts_on, "ends_on": ends_on})
    counted = Line("renewal_counted", {"number": number})
    if terms.max_renewals is not None:
        counted = Line("renewal_counted_of", {"number": number, "most": terms.max_renewals})
    counters = "counters_restart" if terms.reset_on_renewal else "counters_carry_over"
    return replace(
        answer,
        lines=(*answer.lines, new_term, counted),
        days={**answer.days, "starts_on": starts_on, "ends_on": ends_on},
        notes=(*answer.notes, counters),
    )


def _notes(
    terms: AutoRenewal, facts: AutoRenewalFacts, window: Notice, day: date, days: WorkingDays
) -> tuple[str, ...]:
    touched = (window.remind_on, facts.ends_on) if terms.day_kind == DayKind.WORKING else (window.remind_on,)
    open_ = ("refusal_still_possible",) if window.holds(day) else ()
    judged_later = terms.conditions or terms.achievement_at_least is not None
    running = running_notes(day, facts.ends_on) if judged_later else ()
    return open_ + running + calendar_notes(days, *touched)
