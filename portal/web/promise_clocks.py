"""The promises of requests as clocks: asked how they stand now, in the reader's words."""

from datetime import datetime
from typing import Any

from portal.domain.requests.clocks.policy import NEVER, Policy, Targets
from portal.domain.requests.promise import promise
from portal.domain.requests.states import ENDED
from portal.domain.requests.work_minutes import WorkMinutes
from portal.domain.working_days import civil_day
from portal.web.current import uow
from portal.web.locale import local
from portal.web.promise_words import STAFF_WORDS, Clock, Clocks, Words


def is_provisional(row: Any) -> bool:
    """Whether a promise of the request falls due on a day whose official notice is not out: it may still move."""
    days = uow.requests.working_days
    return any(due_at < NEVER and days.is_provisional(civil_day(due_at)) for due_at in (row.due_at, row.resolve_due_at))


NO_TARGETS = Targets(0, 0, 0)


class PromiseClocks:
    """For one reader at one moment, one request or a whole list; `row` is a request or a row of the queue."""

    def __init__(self, words: Words = STAFF_WORDS) -> None:
        self._now, self._clocks = local(uow.now), Clocks(words)
        self._times: dict[int, tuple[Policy, WorkMinutes]] = {}

    def answer(self, row: Any, kept_at: datetime | None = None) -> Clock:
        """The promise of the first answer."""
        return self._of(row, row.answer_due_at, self._targets(row).first, kept_at)

    def resolution(self, row: Any, kept_at: datetime | None = None) -> Clock:
        return self._of(row, row.resolve_due_at, self._targets(row).resolution, kept_at)

    def next_answer(self, row: Any) -> Clock | None:
        """The promise to answer what the partner wrote since; None when nothing waits."""
        if row.next_due_at is None:
            return None
        return self._of(row, row.next_due_at, self._targets(row).next, first=True)

    def latest(self, row: Any) -> Clock | None:
        """The promise that runs, an answer or the resolution, whichever is due first; how it was kept once the request
        is resolved, None when it has ended."""
        if row.state in ENDED:
            return None
        targets, is_answer = self._targets(row), row.answered_at is None
        allowed = targets.first if is_answer else targets.resolution
        if not is_answer and row.next_due_at == row.due_at:
            is_answer, allowed = True, targets.next
        return self._of(row, row.due_at, allowed, row.resolved_at, first=is_answer)

    def _of(
        self, row: Any, due_at: datetime, allowed: int, kept_at: datetime | None = None, *, first: bool = False
    ) -> Clock:
        """One promise; `first` says that it is about an answer and still runs."""
        policy, time = self._by(row.policy_no)
        stands = promise(
            due_at, allowed=allowed, now=self._now, time=time, kept_at=kept_at, paused_at=row.stopped_at,
            warn_percent=policy.warn_percent,
        )  # fmt: skip
        return self._clocks.of(stands, first=first)

    def _targets(self, row: Any) -> Targets:
        return self._by(row.policy_no)[0].target(row.category, row.priority) or NO_TARGETS

    def _by(self, no: int) -> tuple[Policy, WorkMinutes]:
        if no not in self._times:
            policy = uow.requests.policy_numbered(no)
            self._times[no] = policy, uow.requests.time_of(policy)
        return self._times[no]
