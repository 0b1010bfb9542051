"""States of a service request: who may move it from where to where, and when it closes for good."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.domain.base import Refused
from portal.domain.working_days import WorkingDays, add_working_days

REOPEN_WITHIN_DAYS = 15
"""Calendar days after resolving or closing in which a request can be taken up again."""
CLOSE_AFTER_WORKING_DAYS = 5
"""Working days without an answer after which a resolved request is closed."""


class RequestState(StrEnum):
    NEW = "new"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    WAITING_PARTNER = "waiting_partner"
    WAITING_SUPPLIER = "waiting_supplier"
    RESOLVED = "resolved"
    CLOSED = "closed"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    MERGED = "merged"
    CONVERTED = "converted"


class Who(StrEnum):
    PARTNER = "partner"
    STAFF = "staff"
    WORKER = "worker"


S = RequestState
BEGUN = (S.ACCEPTED, S.IN_PROGRESS, S.WAITING_PARTNER, S.WAITING_SUPPLIER)
SIDES = {"partner": Who.PARTNER, "staff": Who.STAFF, "system": Who.WORKER}
"""By the kind of whoever acts."""
OPEN = frozenset({S.NEW, *BEGUN})
"""Our work is not done; the clock runs or is paused."""
PAUSED = frozenset({S.WAITING_PARTNER})
"""The promised time stands still by the standard policy; waiting for a supplier does not stop it."""
GONE = frozenset({S.MERGED, S.CONVERTED})
"""It goes on under another number: within another request, or as feedback."""
ENDED = frozenset({S.CLOSED, S.REJECTED, S.CANCELLED}) | GONE
WITH_ITS_EXTENSION = frozenset({"conclude", "withdraw"})
ENDING = frozenset({"resolve", "confirm", "close", "reject", "cancel", "merge", "convert"})
"""Verbs by which a request is done with, and which wait while an extension asked by it is under way."""


class WrongState(Refused):
    """`verb` cannot be done to a request in `state`."""

    def __init__(self, verb: str, state: RequestState) -> None:
        super().__init__("request.wrong_state", verb=verb, state=state)
        self.verb, self.state = verb, state


@dataclass(frozen=True)
class Step:
    """One verb: who may do it, and the state each source leads to."""

    by: frozenset[Who]
    targets: Mapping[RequestState, RequestState]


def _step(*by: Who, to: RequestState | None = None, among: tuple[RequestState, ...] = (),
          staying: tuple[RequestState, ...] = ()) -> Step:  # fmt: skip
    moving = {source: to for source in among if to is not None}
    return Step(frozenset(by), {**moving, **{state: state for state in staying}})


STEPS: Mapping[str, Step] = {
    "assign": _step(Who.STAFF, to=S.ACCEPTED, among=(S.NEW,), staying=BEGUN),
    # The first public answer is the first response. It does not end a wait: `resume` does.
    "answer": _step(
        Who.STAFF, to=S.IN_PROGRESS, among=(S.NEW, S.ACCEPTED, S.IN_PROGRESS),
        staying=(S.WAITING_PARTNER, S.WAITING_SUPPLIER, S.RESOLVED),
    ),
    "wait_for_partner": _step(Who.STAFF, to=S.WAITING_PARTNER, among=(S.NEW, *BEGUN)),
    "wait_for_supplier": _step(Who.STAFF, to=S.WAITING_SUPPLIER, among=(S.NEW, *BEGUN)),
    "resume": _step(Who.STAFF, to=S.IN_PROGRESS, among=BEGUN),
    "reply": _step(
        Who.PARTNER, to=S.IN_PROGRESS, among=(S.WAITING_PARTNER, S.RESOLVED),
        staying=(S.NEW, S.ACCEPTED, S.IN_PROGRESS, S.WAITING_SUPPLIER),
    ),
    "resolve": _step(Who.STAFF, to=S.RESOLVED, among=(S.NEW, *BEGUN)),
    "confirm": _step(Who.PARTNER, to=S.CLOSED, among=(S.RESOLVED,)),
    "close": _step(Who.STAFF, Who.WORKER, to=S.CLOSED, among=(S.RESOLVED,)),
    "reopen": _step(Who.PARTNER, Who.STAFF, to=S.IN_PROGRESS, among=(S.RESOLVED, S.CLOSED)),
    "reject": _step(Who.STAFF, to=S.REJECTED, among=(S.NEW, *BEGUN)),
    "cancel": _step(Who.PARTNER, to=S.CANCELLED, among=(S.NEW,)),
    # Out of `merged` it comes by being taken apart (merging.py), back to where it was.
    "merge": _step(Who.STAFF, to=S.MERGED, among=(S.NEW, *BEGUN, S.RESOLVED)),
    "convert": _step(Who.STAFF, to=S.CONVERTED, among=(S.NEW, *BEGUN, S.RESOLVED)),
    # How a request for an extension ends with the extension: by its own steps alone (extension_states.py).
    "conclude": _step(Who.PARTNER, Who.WORKER, to=S.CLOSED, among=(S.NEW, *BEGUN)),
    "withdraw": _step(Who.PARTNER, to=S.CANCELLED, among=(S.NEW, *BEGUN)),
}  # fmt: skip


def next_state(state: RequestState, verb: str, by: Who | None = None) -> RequestState:
    """The state after `verb`; WrongState if it cannot be done now or not by `by` (None asks nobody's leave), KeyError
    if there is no such verb."""
    target = STEPS[verb].targets.get(state)
    if target is None or (by is not None and by not in STEPS[verb].by):
        raise WrongState(verb, state)
    return target


def verbs_for(state: RequestState, who: Who) -> tuple[str, ...]:
    """What `who` may do to a request in `state` as such, in the order of STEPS."""
    return tuple(
        verb
        for verb, step in STEPS.items()
        if who in step.by and state in step.targets and verb not in WITH_ITS_EXTENSION
    )


def last_day_to_reopen(ended_on: date, within_days: int = REOPEN_WITHIN_DAYS) -> date:
    """The last civil day (Asia/Shanghai, included) for `reopen`; `ended_on`, when it was resolved or closed, is day 0
    (Civil Code 201)."""
    return ended_on + timedelta(days=within_days)


def may_reopen(ended_on: date, today: date, within_days: int = REOPEN_WITHIN_DAYS) -> bool:
    """Whether a request resolved or closed on that civil day can still be taken up again."""
    return today <= last_day_to_reopen(ended_on, within_days)


def closes_after(resolved_on: date, days: WorkingDays, working_days: int = CLOSE_AFTER_WORKING_DAYS) -> date:
    """The last civil day to answer; from the next day on the worker closes the resolved request."""
    return add_working_days(resolved_on, working_days, days)
