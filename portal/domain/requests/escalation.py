"""Escalation: what runs late or is overdue is told once for each promised moment, in office hours only."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import String, UniqueConstraint, and_, case, exists, func, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import AccountOwned, Base, Identifier, StaffOnly, belongs_to
from portal.domain.requests.calendar import work_minutes_now
from portal.domain.requests.clocks.policies import current_policy, policy_of
from portal.domain.requests.clocks.policy import Policy
from portal.domain.requests.clocks.reasons import Which
from portal.domain.requests.clocks.rows import ClockPolicy, ClockTarget
from portal.domain.requests.desk_card import DeskCard
from portal.domain.requests.escalating_to import Around
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.work_minutes import WorkMinutes
from portal.domain.requests.working_time import BusinessHours, add_minutes, is_open
from portal.domain.work import Work
from portal.domain.working_days import add_working_days

PAST_DAYS = 3
"""Working days for which a missed promise is still told: an upgrade does not bring up the past, and what fell due on
the last evening before a long holiday is not forgotten."""


class Step(StrEnum):
    RUNNING_LATE = "running_late"
    OVERDUE = "overdue"


KINDS = {Step.RUNNING_LATE: "request.running_late", Step.OVERDUE: "request.overdue"}


class Escalation(AccountOwned, StaffOnly, Base):
    """That it was told of the promise due at `due_at`; a moment that moves is another promise."""

    __tablename__ = "escalation"
    __table_args__ = (*belongs_to(request_id="service_request"), UniqueConstraint("request_id", "step", "due_at"))

    request_id: Mapped[int] = mapped_column(Identifier)
    step: Mapped[str] = mapped_column(String(12))
    due_at: Mapped[datetime]
    told_at: Mapped[datetime]


class Late(NamedTuple):
    """What is to be told of a request."""

    step: Step
    due_at: datetime


class Standards:
    """The policies behind requests, with working time by the calendar of this moment; each read once."""

    def __init__(self, work: Work) -> None:
        self.work, self._times = work, dict[BusinessHours, WorkMinutes]()

    def time(self, policy: Policy) -> WorkMinutes:
        if policy.hours not in self._times:
            self._times[policy.hours] = work_minutes_now(self.work, policy.hours)
        return self._times[policy.hours]

    def is_near(self, row: Any) -> bool:
        """Whether the warning's share of the time for what is promised next is used, in business minutes."""
        policy = policy_of(self.work, row.policy_no)
        targets = policy.target(row.category, row.priority)
        if targets is None:
            return False
        which = which_of(row)
        allowed = {Which.FIRST: targets.first, Which.NEXT: targets.next}.get(which, targets.resolution)
        left = self.time(policy).between(self.work.now, row.due_at)
        return left * 100 <= allowed * (100 - policy.warn_percent)


def which_of(row: Any) -> Which:
    """Which promise of a request falls due next."""
    if row.answered_at is None:
        return Which.FIRST
    return Which.NEXT if row.next_due_at == row.due_at else Which.RESOLUTION


def escalate(work: Work, most: int = 200) -> int:
    """Tell of up to `most` open requests that run late or are overdue; none outside office hours, none whose clock
    stands still, none without a clock; returns how many. Whatever others hold is left for the next round."""
    policy, standards = current_policy(work), Standards(work)
    time = standards.time(policy)
    if not is_open(work.now, time.days, policy.hours):
        return 0
    found = dict(islice(_late(work, standards, time), most))
    return _tell(work, found) if found else 0


def _late(work: Work, standards: Standards, time: WorkMinutes) -> Iterator[tuple[int, Late]]:
    """The moment due first on top; one indexed question, however many requests are open."""
    past = work.today - add_working_days(work.today, -PAST_DAYS, time.days)
    for row in work.session.execute(_candidates(work.now, work.now - past, _horizon(work, time))):
        if row.due_at < work.now:
            yield row.id, Late(Step.OVERDUE, row.due_at)
        elif standards.is_near(row):
            yield row.id, Late(Step.RUNNING_LATE, row.due_at)


def _horizon(work: Work, time: WorkMinutes) -> datetime:
    """Nothing due later can be near: what the warning leaves of the longest time that any version allows."""
    longest = select(
        func.max(ClockTarget.resolution_minutes), func.max(ClockTarget.next_minutes), func.min(ClockPolicy.warn_percent)
    ).join(ClockPolicy, ClockPolicy.id == ClockTarget.policy_id)
    done, answer, percent = work.session.execute(longest.where(ClockPolicy.published_at.is_not(None))).one()
    minutes = max(done or 0, answer or 0) * (100 - (percent or 0)) // 100
    return add_minutes(work.now, minutes + 1, time.days, time.hours)


def _candidates(now: datetime, oldest: datetime, horizon: datetime) -> Any:
    step = case((DeskCard.due_at < now, Step.OVERDUE.value), else_=Step.RUNNING_LATE.value)
    told = exists().where(
        Escalation.request_id == DeskCard.request_id, Escalation.step == step, Escalation.due_at == DeskCard.due_at
    )
    return (
        select(
            ServiceRequest.id, DeskCard.due_at, ServiceRequest.category, ServiceRequest.priority,
            ServiceRequest.policy_no, ServiceRequest.answered_at, ServiceRequest.next_due_at,
        )
        .join(ServiceRequest, ServiceRequest.id == DeskCard.request_id)
        .where(
            DeskCard.is_open == True, DeskCard.is_paused == False,  # noqa: E712 - columns, and equalities an index serves
            and_(DeskCard.due_at >= oldest, DeskCard.due_at <= horizon), ~told,
        )
        .order_by(DeskCard.due_at, DeskCard.request_id)
    )  # fmt: skip


def _tell(work: Work, found: dict[int, Late]) -> int:
    """Again, now that these requests are held: who answers one, or tells of it too, comes before or after."""
    held = select(ServiceRequest).where(ServiceRequest.id.in_(found)).order_by(ServiceRequest.id)
    requests = work.session.scalars(held.with_for_update(of=ServiceRequest, key_share=True, skip_locked=True)).all()
    columns = (Escalation.request_id, Escalation.step, Escalation.due_at)
    told = {tuple(row) for row in work.session.execute(select(*columns).where(Escalation.request_id.in_(found)))}
    late = [one for one in requests if _still(one, found[one.id]) and (one.id, *found[one.id]) not in told]
    around = Around(work, late)
    for asking in late:
        step, due_at = found[asking.id]
        row = {"account_id": asking.account_id, "request_id": asking.id, "step": step, "due_at": due_at}
        work.session.insert(Escalation, row | {"told_at": work.now})
        told_to = around.facts(asking, with_lead=step == Step.OVERDUE)
        facts = {"promise": which_of(asking), "due_at": due_at.isoformat(), **told_to}
        asking.record(KINDS[step], by=work.actor, at=work.now, **facts)
    return len(late)


def _still(asking: ServiceRequest, late: Late) -> bool:
    return asking.is_open and not asking.is_paused and asking.due_at == late.due_at
