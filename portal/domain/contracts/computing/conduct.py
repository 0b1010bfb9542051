"""Integrity, transfer, disputes: clauses that answer with a right or an explanation, never with a sum."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from portal.domain.contracts.clauses.conduct import Assignment, Compliance, Dispute
from portal.domain.contracts.clauses.fact_kinds import CIVIL, Known
from portal.domain.contracts.clauses.kinds import Choice
from portal.domain.contracts.computing.day_counting import after_months
from portal.domain.contracts.computing.fact_vocabulary import TransferKind
from portal.domain.contracts.computing.working import Assessment, Line, not_enough
from portal.domain.working_days import WorkingDays

TERMINATION_LAPSES_AFTER = 12
"""Months from knowing of the ground in which a right to end a contract lapses (Civil Code 564)."""


@dataclass(frozen=True, kw_only=True)
class ComplianceFacts:
    """Integrity."""

    breached: Annotated[bool | None, Known()] = None
    """Whether a breach of integrity is proven."""
    known_on: Annotated[date | None, CIVIL] = None
    """The day the other side came to know of it."""


def compliance(_terms: Compliance, facts: ComplianceFacts, day: date, _days: WorkingDays) -> Assessment:
    """`may_be_ended`: a breach gives the right to end the contract, without time to cure; `right_lapsed` a year after
    it was known (`days`: `end_by`); `no_breach`, or `integrity_agreed` while nothing is known."""
    if facts.breached is None:
        return Assessment("integrity_agreed", (Line("ends_without_cure"),))
    if not facts.breached:
        return Assessment("no_breach")
    if facts.known_on is None:
        return Assessment("may_be_ended", (Line("ends_without_cure"),), notes=("right_lapses",))
    end_by = after_months(facts.known_on, TERMINATION_LAPSES_AFTER)
    lines = (Line("ends_without_cure"), Line("right_lapses_after", {"known_on": facts.known_on, "end_by": end_by}))
    return Assessment("may_be_ended" if day <= end_by else "right_lapsed", lines, days={"end_by": end_by})


@dataclass(frozen=True, kw_only=True)
class TransferFacts:
    """A transfer of the contract."""

    kind: Annotated[TransferKind | None, Choice(among=TransferKind)] = None
    """What happens: the contract is passed on, or the control of the authorisation holder changes."""
    consented: Annotated[bool | None, Known()] = None
    """Whether the other side consented in writing."""


def assignment(terms: Assignment, facts: TransferFacts, _day: date, _days: WorkingDays) -> Assessment:
    """`transfer_free`, `consent_given`, `consent_needed`; while nothing happens `transfer_rule`."""
    counts = facts.kind != TransferKind.CHANGE_OF_CONTROL or terms.change_of_control_counts
    if not terms.consent_needed or not counts:
        return Assessment("transfer_free", (Line("no_consent_agreed" if counts else "control_does_not_count"),))
    line = Line("control_counts" if facts.kind == TransferKind.CHANGE_OF_CONTROL else "consent_agreed")
    if facts.kind is None:
        return Assessment("transfer_rule", (line,))
    if facts.consented is None:
        return not_enough("consented")
    return Assessment("consent_given" if facts.consented else "consent_needed", (line,))


@dataclass(frozen=True, kw_only=True)
class DisputeFacts:
    """Nothing is asked."""


def dispute(terms: Dispute, _facts: DisputeFacts, _day: date, _days: WorkingDays) -> Assessment:
    """`forum_agreed`: who decides, and where."""
    return Assessment("forum_agreed", (Line(f"decided_by_{terms.forum}", {"place": terms.place}),))
