"""The promises of requests as clocks: asked how they stand now, in the reader's words."""

from datetime import datetime
from typing import Any

from portal.domain.requests.promise import promise
from portal.domain.requests.states import ENDED, PAUSED
from portal.web.current import uow
from portal.web.promise_words import STAFF_WORDS, Clock, Clocks, Words


class PromiseClocks:
    """For one reader at one moment, one request or a whole list; `row` is a request or a row of the queue."""

    def __init__(self, words: Words = STAFF_WORDS) -> None:
        self._now, self._time, self._clocks = uow.now, uow.requests.work_minutes, Clocks(words)

    def of(self, row: Any, due_at: datetime, kept_at: datetime | None = None, *, first: bool = False) -> Clock:
        """One promise; `first` says that it is about the first answer and still runs."""
        stands = promise(
            due_at, since=row.posted_at, now=self._now, time=self._time, kept_at=kept_at, paused=row.state in PAUSED
        )
        return self._clocks.of(stands, first=first)

    def latest(self, row: Any) -> Clock | None:
        """The promise that runs, the first answer and then the resolution; how it was kept once the request is
        resolved, None when it has ended."""
        if row.state in ENDED:
            return None
        return self.of(row, row.due_at, row.resolved_at, first=row.answered_at is None)
