"""What must be known of a case before the extension rules (A1-A7) can answer; None stands for unknown."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from portal.domain.contracts.clauses.fact_kinds import CIVIL, Known, Moment
from portal.domain.contracts.clauses.kinds import Choice
from portal.domain.contracts.clauses.listings import Choices, Steps
from portal.domain.contracts.clauses.numbers import Fen, Whole
from portal.domain.contracts.clauses.vocabulary import InterruptionCause, OfferPart, Party


@dataclass(frozen=True, kw_only=True)
class TermFacts:
    ends_on: Annotated[date, CIVIL]
    """The last day of the term as it stands, inclusive."""


@dataclass(frozen=True, kw_only=True)
class Achievement:
    """Actual against target, in fen or in boxes; compared unrounded. Of two pairs the money counts, unless the clause
    measures boxes."""

    actual_fen: Annotated[int | None, Fen()] = None
    """What was purchased or paid in the period measured, in fen, returned and diverted goods deducted."""
    target_fen: Annotated[int | None, Fen(minimum=1)] = None
    """What was to be purchased or paid in that period, in fen."""
    actual_boxes: Annotated[int | None, Whole(unit="boxes")] = None
    """Boxes purchased in the period measured, returned and diverted ones deducted."""
    target_boxes: Annotated[int | None, Whole(unit="boxes", minimum=1)] = None
    """Boxes to be purchased in that period."""


@dataclass(frozen=True, kw_only=True)
class Conditions(Achievement):
    """How each condition a clause may set stands; the fields have the names of `Condition`."""

    no_uncured_breach: Annotated[bool | None, Known()] = None
    """Whether no confirmed breach of the party that profits is left uncured."""
    qualifications_valid: Annotated[bool | None, Known()] = None
    """Whether all documents of both sides are valid."""
    nothing_overdue: Annotated[bool | None, Known()] = None
    """Whether no payment is overdue."""


@dataclass(frozen=True, kw_only=True)
class AutoRenewalFacts(TermFacts, Conditions):
    """A1."""

    refused_at: Annotated[datetime | None, Moment()] = None
    """When the refusal to renew arrived; blank while none has."""
    refused_by: Annotated[Party | None, Choice(among=Party)] = None
    """Who refused."""
    renewal_count: Annotated[int, Whole(unit="times")] = 0
    """How often the contract has renewed by itself before."""


@dataclass(frozen=True)
class Exercise:
    """One notice of exercise: the moment it arrived, and whose it was."""

    arrived_at: datetime
    by: Party


@dataclass(frozen=True, kw_only=True)
class ExtensionOptionFacts(TermFacts, Conditions):
    """A2."""

    exercises: Annotated[
        tuple[Exercise, ...],
        Steps(row=Exercise, columns=(("arrived_at", Moment()), ("by", Choice(among=Party))), ascending=False),
    ] = ()
    """Every notice of exercise that arrived in this term, in any order."""
    exercise_count: Annotated[int, Whole(unit="times")] = 0
    """How often the option was used in earlier terms."""


@dataclass(frozen=True, kw_only=True)
class PerformanceFacts(TermFacts, Achievement):
    """A3."""

    topup_fen: Annotated[int, Fen()] = 0
    """What was topped up after the end of the term, in fen; for a clause that measures money."""
    topup_boxes: Annotated[int, Whole(unit="boxes")] = 0
    """Boxes topped up after the end of the term; for a clause that measures boxes."""
    topped_up_on: Annotated[date | None, CIVIL] = None
    """The day the last of the top-up arrived."""


@dataclass(frozen=True, kw_only=True)
class PriorityRenewalFacts:
    """A4."""

    offer_arrived_at: Annotated[datetime | None, Moment()] = None
    """When the supplier's notice of the third party's offer arrived; blank while none has."""
    improved_at: Annotated[datetime | None, Moment()] = None
    """When the notice of an improved offer arrived; of several, the last."""
    offer_includes: Annotated[tuple[OfferPart, ...], Choices(among=OfferPart)] = ()
    """What the last of these notices states."""
    matched_at: Annotated[datetime | None, Moment()] = None
    """When our last declaration to match arrived; blank while there is none."""
    signed_with_other_on: Annotated[date | None, CIVIL] = None
    """The day the supplier signed with the third party; blank if it has not."""


@dataclass(frozen=True, kw_only=True)
class SoleNegotiationFacts(TermFacts):
    """A5."""

    talked_with_other_on: Annotated[date | None, CIVIL] = None
    """A day on which the supplier negotiated with a third party; blank if none is known."""
    ended_early_on: Annotated[date | None, CIVIL] = None
    """The last day of the period where both sides ended it early in writing."""


@dataclass(frozen=True)
class Interruption:
    """Days without supply, both included, and why."""

    starts_on: date
    ends_on: date
    cause: InterruptionCause


@dataclass(frozen=True, kw_only=True)
class InterruptionFacts(TermFacts):
    """A6. `ends_on` is the end without any earlier extension for interrupted supply."""

    interruptions: Annotated[
        tuple[Interruption, ...],
        Steps(
            row=Interruption,
            columns=(("starts_on", CIVIL), ("ends_on", CIVIL), ("cause", Choice(among=InterruptionCause))),
            ascending=False,
        ),
    ] = ()
    """Every interruption of supply, in any order; of one that goes on, the last day known."""


@dataclass(frozen=True, kw_only=True)
class MinimumYearsFacts:
    """A7."""

    starts_on: Annotated[date, CIVIL]
    """The first day of the cooperation."""
    exits_on: Annotated[date | None, CIVIL] = None
    """The day on which the supplier's exit takes effect; blank if it has not declared one."""
    has_cause: Annotated[bool | None, Known()] = None
    """Whether the supplier has a cause in law or contract to end it."""
