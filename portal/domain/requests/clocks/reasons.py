"""Asked why a promise of a request falls due when it does: everything the answer needs, read at once."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal.domain.requests.calendar import named_days_in
from portal.domain.requests.catalogue import CATALOGUE, Priority, RequestCategory, from_stored
from portal.domain.requests.clocks.explained import Explanation, explain
from portal.domain.requests.clocks.keeping import pauses_of
from portal.domain.requests.clocks.legal import LegalClock, legal_clock
from portal.domain.requests.clocks.policies import policy_of
from portal.domain.requests.clocks.policy import Policy, Targets
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.working_time import add_minutes
from portal.domain.work import Repository
from portal.domain.working_days import DAY, WorkingDays, civil_day

Pause = tuple[str, datetime, datetime | None]


class Which(StrEnum):
    FIRST = "first"
    NEXT = "next"
    RESOLUTION = "resolution"


@dataclass(frozen=True)
class Reason:
    """`standard` are the business minutes at normal priority, `told` how the time went. While the clock stands still,
    its due moment is the one it would have if the clock went on now."""

    which: Which
    category: str
    priority: str
    policy: Policy
    standard: int
    told: Explanation
    kept_at: datetime | None
    is_paused: bool


class Reasons(Repository):
    def why(self, asking: ServiceRequest, which: Which) -> Reason | None:
        """Why that promise falls due then; None when it was not made, or is not open any more (the next answer)."""
        policy = policy_of(self.work, asking.policy_no)
        targets = policy.target(asking.category, asking.priority)
        began, due_at = _span(asking, which)
        if targets is None or began is None or due_at is None:
            return None
        kept_at = _kept_at(asking, which)
        until, is_paused = kept_at or asking.closed_at or self.work.now, kept_at is None and asking.is_paused
        pauses, allowed = self._pauses(asking, is_paused), _minutes(targets, which)
        last = max(civil_day(due_at), self.work.today) if is_paused else civil_day(due_at)
        days, names = named_days_in(self.work, civil_day(began), last + 60 * DAY)
        if is_paused:
            over = [(begins, ends or self.work.now) for _, begins, ends in pauses]
            due_at = add_minutes(began, allowed, days, policy.hours, over)
        told = explain(began, due_at, allowed, until, days=days, hours=policy.hours, pauses=pauses, names=names)
        usual = policy.target(asking.category, Priority.P3) or targets
        return Reason(
            which, asking.category, asking.priority, policy, _minutes(usual, which), told, kept_at, is_paused
        )  # fmt: skip

    def legal(self, asking: ServiceRequest, days: WorkingDays) -> LegalClock | None:
        """The legal clock of a request, which no policy moves."""
        facts = from_stored(CATALOGUE[RequestCategory(asking.category)], asking.fields)
        return legal_clock(asking.category, facts, asking.posted_at, days)

    def _pauses(self, asking: ServiceRequest, is_paused: bool) -> list[Pause]:
        """Each as (state, from, to), the open one only while it lasts."""
        found: list[Pause] = [(one.state, one.began_at, one.ended_at) for one in pauses_of(asking)]
        ended = [one for one in found if one[2] is not None]
        if not is_paused or asking.stopped_at is None:
            return ended
        return [*ended, *(_open(found) or [(asking.state, asking.stopped_at, None)])]


def _open(found: list[Pause]) -> list[Pause]:
    return [one for one in found if one[2] is None]


def _span(asking: ServiceRequest, which: Which) -> tuple[datetime | None, datetime | None]:
    if which is Which.NEXT:
        return (asking.unanswered_since, asking.next_due_at) if asking.is_open else (None, None)
    return asking.posted_at, asking.answer_due_at if which is Which.FIRST else asking.resolve_due_at


def _kept_at(asking: ServiceRequest, which: Which) -> datetime | None:
    return {Which.FIRST: asking.answered_at, Which.NEXT: None, Which.RESOLUTION: asking.resolved_at}[which]


def _minutes(targets: Targets, which: Which) -> int:
    return {Which.FIRST: targets.first, Which.NEXT: targets.next, Which.RESOLUTION: targets.resolution}[which]
