"""How a promised moment stands: kept, running, near, overdue or paused; or that there is none."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from portal.domain.requests.clocks.policy import NEVER, WARN_PERCENT
from portal.domain.requests.work_minutes import WorkMinutes
from portal.domain.work import SHANGHAI
from portal.domain.working_days import civil_day

NEAR_MINUTES = 120
"""Business minutes before a promise from which it counts as near."""
LONG = timedelta(days=14)
"""Beyond this, days are counted and not minutes."""


class Standing(StrEnum):
    OK = "ok"
    SOON = "soon"
    OVER = "over"
    PAUSED = "paused"
    MET = "met"
    LATE = "late"
    NONE = "none"


class Promise(NamedTuple):
    """`minutes` are business minutes and `days` working days left; over or late, they say by how much, with `days` in
    calendar days. `kept_at` is when it was done, `since` when the clock stopped."""

    due_at: datetime
    standing: Standing
    minutes: int = 0
    days: int = 0
    kept_at: datetime | None = None
    since: datetime | None = None


def promise(
    due_at: datetime, *, allowed: int, now: datetime, time: WorkMinutes, kept_at: datetime | None = None,
    paused_at: datetime | None = None, warn_percent: int = WARN_PERCENT,
) -> Promise:  # fmt: skip
    """How a promise of `allowed` business minutes that falls due at `due_at` stands at `now` (both aware)."""
    if due_at >= NEVER:
        return Promise(due_at, Standing.NONE, kept_at=kept_at)
    due_at = due_at.astimezone(SHANGHAI)  # once: its day, its hours and its words are all of our clock
    if kept_at is not None:
        return _kept(due_at, kept_at, time)
    if paused_at is not None:
        return Promise(due_at, Standing.PAUSED, since=paused_at)
    if now > due_at:
        return Promise(due_at, Standing.OVER, *_passed(due_at, now, time))
    minutes, left = _left(now, due_at, time)
    near = due_at - now < LONG and _is_near(minutes, allowed, warn_percent)
    return Promise(due_at, Standing.SOON if near else Standing.OK, minutes, left)


def _is_near(minutes: int, allowed: int, warn_percent: int) -> bool:
    """In the last two hours, and once the warning's share of the time is used."""
    return minutes <= NEAR_MINUTES or minutes * 100 <= allowed * (100 - warn_percent)


def _kept(due_at: datetime, kept_at: datetime, time: WorkMinutes) -> Promise:
    if kept_at <= due_at:
        return Promise(due_at, Standing.MET, kept_at=kept_at)
    return Promise(due_at, Standing.LATE, *_passed(due_at, kept_at, time), kept_at=kept_at)


def _passed(due_at: datetime, at: datetime, time: WorkMinutes) -> tuple[int, int]:
    minutes = time.between(due_at, at) if at - due_at < LONG else 0
    return minutes, (civil_day(at) - civil_day(due_at)).days


def _left(now: datetime, due_at: datetime, time: WorkMinutes) -> tuple[int, int]:
    minutes = time.between(now, due_at) if due_at - now < LONG else NEAR_MINUTES * 100
    return minutes, time.days_between(now, due_at)
