"""A6 and A7: days without supply added to the end, and the years before which the supplier may not leave."""

from dataclasses import replace
from datetime import date, timedelta

from portal.domain.contracts.clauses.extension import InterruptionExtension, MinimumYears
from portal.domain.contracts.computing.day_counting import suggest_end
from portal.domain.contracts.computing.extension_conditions import running_notes
from portal.domain.contracts.computing.extension_facts import InterruptionFacts, MinimumYearsFacts
from portal.domain.contracts.computing.working import Assessment, Line, not_enough
from portal.domain.contracts.spans import Span, length_of, merged
from portal.domain.working_days import DAY, WorkingDays


def interruption_extension(
    terms: InterruptionExtension, facts: InterruptionFacts, day: date, _days: WorkingDays
) -> Assessment:
    """`term_extended` by the days without supply, or `not_extended`; calendar days, never rolled. A span that ends
    before it begins leaves the question open.

    `days`: `ends_on`, the end that results. The line `interruptions_total` has the days before the cap.
    """
    if any(one.ends_on < one.starts_on for one in facts.interruptions):
        return not_enough("interruptions")
    lines = [
        Line("cause_not_covered", {"starts_on": one.starts_on, "ends_on": one.ends_on, "cause": one.cause})
        for one in facts.interruptions
        if one.cause not in terms.cause
    ]
    covered = merged((one.starts_on, one.ends_on) for one in facts.interruptions if one.cause in terms.cause)
    lines += [_span_line(span, terms.min_gap_days) for span in covered]
    total = sum(length for length in map(length_of, covered) if length >= terms.min_gap_days)
    added = min(total, terms.cap_days)
    lines.append(Line("interruptions_total", {"total_days": total}))
    if total > added:
        lines.append(Line("interruptions_capped", {"cap_days": terms.cap_days}))
    ends_on = facts.ends_on + timedelta(days=added)
    if added:
        lines.append(Line("end_moved", {"added_days": added, "ends_on": ends_on}))
    outcome = "term_extended" if added else "not_extended"
    notes = running_notes(day, facts.ends_on)
    return Assessment(outcome, tuple(lines), days={"ends_on": ends_on}, notes=notes)


def _span_line(span: Span, least: int) -> Line:
    known = {"starts_on": span[0], "ends_on": span[1], "gap_days": length_of(span)}
    if length_of(span) < least:
        return Line("gap_too_short", {**known, "min_gap_days": least})
    return Line("gap_counted", known)


def minimum_years(terms: MinimumYears, facts: MinimumYearsFacts, day: date, _days: WorkingDays) -> Assessment:
    """`early_exit` (leads to the take-back compensation, B8), `exit_allowed`, or without a declared exit `bound` or
    `free_to_exit` on civil day `day`. Without cause an exit may take effect on `earliest_exit_on` or later: the day
    the contract names, else the day after the minimum years.

    `days`: `earliest_exit_on`.
    """
    earliest = terms.earliest_exit_on or suggest_end(facts.starts_on, terms.years * 12) + DAY
    named = Line("earliest_exit", {"years": terms.years, "earliest_exit_on": earliest})
    answer = Assessment("bound", (named,), days={"earliest_exit_on": earliest})
    exits_on = facts.exits_on
    if exits_on is None:
        return answer if day < earliest else replace(answer, outcome="free_to_exit")
    if exits_on >= earliest:
        return replace(answer, outcome="exit_allowed", lines=(named, Line("exit_late_enough", {"exits_on": exits_on})))
    if facts.has_cause is None:
        return replace(not_enough("has_cause"), lines=answer.lines, days=answer.days)
    if facts.has_cause:
        return replace(answer, outcome="exit_allowed", lines=(named, Line("exit_with_cause", {"exits_on": exits_on})))
    short = Line("exit_too_early", {"exits_on": exits_on, "short_days": (earliest - exits_on).days})
    return replace(answer, outcome="early_exit", lines=(named, short), notes=("leads_to_takeback",))
