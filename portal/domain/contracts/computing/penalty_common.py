"""What all penalties share: put right in time, the cap, the notice, the check for excess."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from portal.domain.contracts.clauses.penalty import Penalty
from portal.domain.contracts.clauses.vocabulary import Base
from portal.domain.contracts.computing.amounts import share_of
from portal.domain.contracts.computing.day_counting import after_days, calendar_notes
from portal.domain.contracts.computing.excess import excess_check
from portal.domain.contracts.computing.penalty_facts import FACT_OF_BASE, PenaltyFacts, base_of
from portal.domain.contracts.computing.working import Assessment, Line, not_enough
from portal.domain.working_days import WorkingDays

COMPUTED, NOTHING, CURED = "penalty_computed", "no_penalty", "cured_in_time"


@dataclass(frozen=True)
class Sum:
    """What a rule came to before its cap: `fen`, the lines behind it, lines that follow (`after`), named days.

    `bases` are bases of a cap that the rule knows better than the facts.
    """

    fen: int
    lines: tuple[Line, ...]
    after: tuple[Line, ...] = ()
    days: Mapping[str, date] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    bases: Mapping[Base, int] = field(default_factory=dict)


def put_right(terms: Penalty, facts: PenaltyFacts, days: WorkingDays) -> Assessment | None:
    """The answer when the breach was put right within the agreed days of the notice: nothing. None where it was not,
    or cannot be; `not_enough` when only the notice is unknown."""
    if not terms.cure_days or terms.no_cure or facts.cured_on is None:
        return None
    if facts.notified_on is None:
        return not_enough("notified_on")
    cure_by = after_days(facts.notified_on, terms.cure_days, terms, days)
    if facts.cured_on > cure_by:
        return None
    line = Line("cured_in_time", {"cured_on": facts.cured_on, "cure_by": cure_by})
    return Assessment(CURED, (line,), 0, {"cure_by": cure_by}, calendar_notes(days, cure_by))


def concluded(terms: Penalty, facts: PenaltyFacts, found: Sum, day: date, days: WorkingDays) -> Assessment:
    """The sum under its cap, with what is said of every penalty; `not_enough` where the cap cannot be known."""
    limits = _limits(terms, facts, found)
    if isinstance(limits, Assessment):
        return limits
    lines, fen = found.lines, found.fen
    if found.fen:
        lines += limits
        fen = min([found.fen, *(limit.fen for limit in limits if limit.fen is not None)])
    if fen < found.fen:
        lines += (Line("capped", {"uncapped_fen": found.fen}, fen),)
    cure_lines, cure_days, cure_notes = _cure(terms, facts, day, days) if fen else ((), {}, ())
    checked, notes = excess_check(fen, facts)
    return Assessment(
        COMPUTED if fen else NOTHING,
        (*lines, *cure_lines, *found.after, *checked),
        fen,
        {**found.days, **cure_days},
        (*found.notes, *cure_notes, *notes),
    )


def _limits(terms: Penalty, facts: PenaltyFacts, found: Sum) -> tuple[Line, ...] | Assessment:
    """A line for each cap the clause agrees; `fen` is what it allows at most."""
    lines: tuple[Line, ...] = ()
    if terms.cap_rate is not None and terms.cap_base is not None and found.fen:
        base = found.bases.get(terms.cap_base, base_of(terms.cap_base, facts))
        if base is None:
            return not_enough(FACT_OF_BASE[terms.cap_base])
        known = {"rate": terms.cap_rate, "base": terms.cap_base, "base_fen": base}
        lines += (Line("cap_share", known, share_of(base, terms.cap_rate)),)
    if terms.cap_fen is not None:
        lines += (Line("cap_sum", {}, terms.cap_fen),)
    return lines


def _cure(
    terms: Penalty, facts: PenaltyFacts, day: date, days: WorkingDays
) -> tuple[tuple[Line, ...], dict[str, date], tuple[str, ...]]:
    """Where notice and cure stand on civil day `day`, for a breach that was not put right in time."""
    may_cure = bool(terms.cure_days) and not terms.no_cure
    if facts.notified_on is None:
        notice = ("notice_missing",) if terms.notice_needed else ()
        return (), {}, (*notice, "cure_not_begun") if may_cure else notice
    if not may_cure:
        return (), {}, ()
    cure_by = after_days(facts.notified_on, terms.cure_days, terms, days)
    notes = calendar_notes(days, cure_by)
    if facts.cured_on is not None:
        late = Line("cured_too_late", {"cured_on": facts.cured_on, "cure_by": cure_by})
        return (late,), {"cure_by": cure_by}, notes
    return (), {"cure_by": cure_by}, (("cure_still_possible",) if day <= cure_by else ()) + notes
