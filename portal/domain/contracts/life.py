"""The life of an agreement after its signing: held up and taken up again, disputed, terminated, settled (domain 4).

Nobody types in a state: each verb writes down a day and a reason, and `state_on` reads them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from portal.domain.base import Refused
from portal.domain.contracts.clauses import Side
from portal.domain.contracts.clauses.vocabulary import InterruptionCause
from portal.domain.contracts.models import Contract
from portal.domain.contracts.state import UNDER_WAY, ContractState, state_on
from portal.domain.events import Actor
from portal.domain.working_days import DAY, civil_day

S = ContractState


class Ground(StrEnum):
    """Why an agreement is terminated; the law's articles are those of the Civil Code."""

    AGREED = "agreed"
    CONTRACTUAL = "contractual"
    STATUTORY = "statutory_563"
    MANDATE = "mandate_933"
    TAKEBACK = "supplier_takeback"
    QUALIFICATION = "qualification_lost"


class Verb(StrEnum):
    SUBMIT = "submit"
    APPROVE = "approve"
    REJECT = "reject"
    EFFECTIVE = "effective"
    SUSPEND = "suspend"
    RESUME = "resume"
    DISPUTE = "dispute"
    RECONCILE = "reconcile"
    TERMINATE = "terminate"
    SETTLE = "settle"
    ARCHIVE = "archive"


FROM: Mapping[Verb, frozenset[ContractState]] = {
    Verb.SUBMIT: frozenset({S.DRAFT}),
    Verb.APPROVE: frozenset({S.INTERNAL_REVIEW}),
    Verb.REJECT: frozenset({S.INTERNAL_REVIEW, S.SENT}),
    Verb.EFFECTIVE: frozenset({S.SIGNED}),
    Verb.SUSPEND: frozenset({S.ACTIVE, S.EXPIRING, S.DISPUTED}),
    Verb.RESUME: frozenset({S.SUSPENDED}),
    Verb.DISPUTE: frozenset({S.ACTIVE, S.EXPIRING}),
    Verb.RECONCILE: frozenset({S.DISPUTED}),
    Verb.TERMINATE: UNDER_WAY,
    Verb.SETTLE: frozenset({S.EXPIRED, S.TERMINATED}),
    Verb.ARCHIVE: frozenset({S.SETTLED}),
}
"""In which states an agreement can be what."""


@dataclass(frozen=True)
class Notice:
    """A termination: its ground, the civil day on which the notice arrived, and a later day if it names one. It takes
    effect when it arrives, or on the day it names (Civil Code 565)."""

    ground: Ground
    arrived_on: date
    why: str
    named_day: date | None = None

    @property
    def takes_effect_on(self) -> date:
        """The first civil day on which the agreement is terminated."""
        return self.named_day or self.arrived_on


def verbs_for(contract: Contract, today: date) -> tuple[Verb, ...]:
    """What can be done with `contract` on civil day `today`, in the order of Verb."""
    state = state_on(contract, today)
    return tuple(verb for verb, states in FROM.items() if state in states and not _is_done(contract, verb))


def take_effect(contract: Contract, *, today: date, by: Actor, at: datetime) -> None:
    """It comes into force, on its first day at the earliest: `effect.py` says what it waited for."""
    require(contract, Verb.EFFECTIVE, today)
    contract.effective_on = max(today, contract.starts_on)
    _done(contract, "contract.took_effect", by, at, on=contract.effective_on.isoformat())


def suspend(
    contract: Contract, why: str, *, cause: InterruptionCause | None = None, today: date, by: Actor, at: datetime
) -> None:
    """Hold it up, for the reason that the partner reads. `cause` is one that clause A6 may name: its days may lengthen
    the term then (`interruptions.py`)."""
    require(contract, Verb.SUSPEND, today)
    contract.suspended_at, contract.suspended_why = at, why
    _done(contract, "contract.suspended", by, at, reason=why, **({"cause": str(cause)} if cause else {}))


def resume(contract: Contract, *, today: date, by: Actor, at: datetime) -> None:
    """Go on. The event has the calendar days it was held up, which clause A6 may add to the term."""
    require(contract, Verb.RESUME, today)
    assert contract.suspended_at is not None
    began = civil_day(contract.suspended_at)
    contract.suspended_at, contract.suspended_why = None, ""
    _done(contract, "contract.resumed", by, at, since=began.isoformat(), days=(today - began).days)


def dispute(contract: Contract, why: str, *, today: date, by: Actor, at: datetime) -> None:
    """Mark it as disputed."""
    require(contract, Verb.DISPUTE, today)
    contract.disputed_at = at
    _done(contract, "contract.disputed", by, at, reason=why)


def reconcile(contract: Contract, why: str, *, today: date, by: Actor, at: datetime) -> None:
    """The dispute is over: how it ended is the reason."""
    require(contract, Verb.RECONCILE, today)
    contract.disputed_at = None
    _done(contract, "contract.reconciled", by, at, reason=why)


def terminate(contract: Contract, notice: Notice, *, today: date, by: Actor, at: datetime) -> None:
    """End it before its time. Refused for a ground of the other side of the trade (`contract.ground_not_here`), a
    notice that has not arrived (`contract.notice_ahead`) or arrived before the contract began
    (`contract.notice_too_early`), and a day that lies before the arrival (`contract.ends_before_notice`) or after the
    last day (`contract.ends_anyway`)."""
    require(contract, Verb.TERMINATE, today)
    if notice.ground is Ground.TAKEBACK and contract.side != Side.UPSTREAM:
        raise Refused("contract.ground_not_here")
    if notice.arrived_on > today:
        raise Refused("contract.notice_ahead")
    if notice.arrived_on < contract.starts_on:
        raise Refused("contract.notice_too_early", day=contract.starts_on)
    if notice.takes_effect_on < notice.arrived_on:
        raise Refused("contract.ends_before_notice")
    if notice.takes_effect_on > contract.ends_on:
        raise Refused("contract.ends_anyway", day=contract.ends_on)
    contract.terminated_on, contract.terminated_why = notice.takes_effect_on, notice.why
    contract.termination_ground, contract.termination_arrived_on = notice.ground, notice.arrived_on
    facts = {"ground": str(notice.ground), "arrived_on": notice.arrived_on.isoformat()}
    _done(contract, "contract.terminated", by, at, on=notice.takes_effect_on.isoformat(), **facts)


def settle(contract: Contract, settled_on: date, *, today: date, by: Actor, at: datetime) -> None:
    """Statement, stock and papers are cleared since civil day `settled_on`: from it the deposit's refund is counted.
    Who noted it and when is in the event.
    Refused for a day that lies ahead (`contract.settled_ahead`) or before the end (`contract.settled_too_early`)."""
    require(contract, Verb.SETTLE, today)
    if settled_on > today:
        raise Refused("contract.settled_ahead")
    if settled_on < first_day_after(contract):
        raise Refused("contract.settled_too_early", day=first_day_after(contract))
    contract.settled_on = settled_on
    _done(contract, "contract.settled", by, at, on=settled_on.isoformat())


def put_away(contract: Contract, *, today: date, by: Actor, at: datetime) -> None:
    """The end of its life: from now on it is read, and nothing of it is changed."""
    require(contract, Verb.ARCHIVE, today)
    contract.archived_on = today
    _done(contract, "contract.archived", by, at)


def first_day_after(contract: Contract) -> date:
    """The first civil day on which it is over."""
    return contract.last_day + DAY


def require(contract: Contract, verb: Verb, today: date) -> None:
    """Refused("contract.wrong_state") unless `verb` can be done with `contract` on civil day `today`."""
    if state_on(contract, today) not in FROM[verb]:
        raise Refused("contract.wrong_state", number=contract.number)
    if _is_done(contract, verb):
        if verb is Verb.TERMINATE:
            raise Refused("contract.terminated_already", number=contract.number, day=contract.terminated_on)
        raise Refused("contract.wrong_state", number=contract.number)


def _is_done(contract: Contract, verb: Verb) -> bool:
    """Whether the state would allow it, but it is done already: a termination that takes effect later, a coming into
    force; or nothing was ever awaited."""
    if verb is Verb.EFFECTIVE:
        return not contract.awaits or contract.effective_on is not None
    return verb is Verb.TERMINATE and contract.terminated_on is not None


def _done(contract: Contract, kind: str, by: Actor, at: datetime, **facts: object) -> None:
    contract.touch(at=at)
    contract.record(kind, by=by, at=at, **facts)
