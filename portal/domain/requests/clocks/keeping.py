"""Keeping the time of a request: its clock stops and goes on with its state, and only business minutes come back."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from portal.domain.events import Actor
from portal.domain.requests.calendar import working_days_in
from portal.domain.requests.clocks.policies import policy_of
from portal.domain.requests.clocks.policy import NEVER, Policy, Targets
from portal.domain.requests.clocks.rows import ClockPause
from portal.domain.requests.states import OPEN, RequestState
from portal.domain.requests.working_time import Span, add_minutes
from portal.domain.work import Work
from portal.domain.working_days import WorkingDays, civil_day

if TYPE_CHECKING:
    from portal.domain.requests.models import ServiceRequest

AHEAD = timedelta(days=500)
"""How far beyond today the calendar is read when a promise is reckoned anew."""
DONE = frozenset({RequestState.RESOLVED, RequestState.CLOSED})
"""Our work is done: the clock stands, and goes on if the partner reopens."""


def keep_time(asking: "ServiceRequest", by: Actor, at: datetime) -> None:
    """After a change of state at `at` (aware): stop the clock, let it go on, promise an answer to what was just said.
    By the policy under which it was filed; reads the calendar only when a promise moves."""
    work = Work(asking.own_session(), by, at, writes=True)
    policy = policy_of(work, asking.policy_no)
    if asking.state in DONE or asking.state in policy.paused_in:
        _stop(asking, at)
    elif asking.state not in OPEN:
        return
    elif asking.stopped_at is not None:
        _go_on(asking, work, policy)
    elif asking.unanswered_since is not None and asking.next_due_at is None:
        _promise_next(asking, work, policy)


def reckon(asking: "ServiceRequest", policy: Policy, days: WorkingDays, pauses: tuple[Span, ...] = ()) -> None:
    """Set the promises that are not kept yet to where the calendar and the pauses put them; kept ones are history."""
    targets = policy.target(asking.category, asking.priority)
    if targets is None:
        return
    if asking.answered_at is None:
        asking.answer_due_at = add_minutes(asking.posted_at, targets.first, days, policy.hours, pauses)
    asking.resolve_due_at = add_minutes(asking.posted_at, targets.resolution, days, policy.hours, pauses)
    if asking.unanswered_since is not None:
        asking.next_due_at = add_minutes(asking.unanswered_since, targets.next, days, policy.hours, pauses)


def promised(targets: Targets | None, at: datetime, days: WorkingDays, policy: Policy) -> tuple[datetime, datetime]:
    """The moments (UTC) of the first answer and of the resolution of what is filed at `at`; NEVER without a clock."""
    if targets is None:
        return NEVER, NEVER
    first, resolution = (
        add_minutes(at, minutes, days, policy.hours) for minutes in (targets.first, targets.resolution)
    )
    return first, resolution


def _promise_next(asking: "ServiceRequest", work: Work, policy: Policy) -> None:
    targets, since = policy.target(asking.category, asking.priority), asking.unanswered_since
    if targets is not None and since is not None:
        days = working_days_in(work, civil_day(since), work.today + AHEAD)
        asking.next_due_at = add_minutes(since, targets.next, days, policy.hours)


def days_for(work: Work, asking: "ServiceRequest") -> WorkingDays:
    """The calendar from when it was filed to well ahead of now."""
    return working_days_in(work, civil_day(asking.posted_at), work.today + AHEAD)


def pauses_of(asking: "ServiceRequest") -> list[ClockPause]:
    """Every pause, in the order of time."""
    query = select(ClockPause).where(ClockPause.request_id == asking.id).order_by(ClockPause.id)
    return list(asking.own_session().scalars(query))


def spans_of(pauses: list[ClockPause]) -> tuple[Span, ...]:
    """Those that are over."""
    return tuple((one.began_at, one.ended_at) for one in pauses if one.ended_at is not None)


def _stop(asking: "ServiceRequest", at: datetime) -> None:
    if asking.stopped_at is not None:
        return
    asking.stopped_at = at
    if asking.state not in DONE:  # what ends is rarely reopened: its pause is written when it is
        asking.own_session().add(_pause(asking, at))


def _go_on(asking: "ServiceRequest", work: Work, policy: Policy) -> None:
    began, asking.stopped_at = asking.stopped_at, None
    pauses = pauses_of(asking)
    if began is not None and not any(one.ended_at is None for one in pauses):
        pauses.append(_pause(asking, began, RequestState.RESOLVED))
        asking.own_session().add(pauses[-1])
    for one in pauses:
        one.ended_at = one.ended_at or work.now
    reckon(asking, policy, days_for(work, asking), spans_of(pauses))


def _pause(asking: "ServiceRequest", began_at: datetime, state: str = "") -> ClockPause:
    return ClockPause(
        account_id=asking.account_id, request_id=asking.id, state=state or asking.state, began_at=began_at
    )
