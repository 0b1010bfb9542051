"""When a regular job is due: after an interval, or once a day."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from portal.domain.scope import GuardedSession
from portal.domain.work import SHANGHAI
from portal.notify.models import Job


@dataclass(frozen=True)
class Regular:
    """A job's name, its interval, and what to do within one transaction; returns how many things it did. A `steady` one
    keeps its interval while nothing happens."""

    name: str
    every: timedelta
    run: Callable[[GuardedSession, datetime], int]
    steady: bool = False

    def is_due(self, begun: Job | None, now: datetime) -> bool:
        return begun is None or not now - self.every < begun.begun_at <= now

    def calmed(self, pause: timedelta) -> "Regular":
        """The same, done no more often than this."""
        return self if self.steady or self.every >= pause else replace(self, every=pause)


@dataclass(frozen=True)
class Daily(Regular):
    """Once a civil day (Asia/Shanghai), from `at` on; a day on which no worker ran is passed over."""

    at: time = time(8, 0)

    def is_due(self, begun: Job | None, now: datetime) -> bool:
        here = now.astimezone(SHANGHAI)
        slot = datetime.combine(here.date(), self.at, SHANGHAI)
        return here >= slot and (begun is None or not slot <= begun.begun_at <= now)
