"""How many last days for notices are near, kept in the process for a minute: whoever looks after thousands of accounts
opens the page of the day often, and every window of all their agreements is worked out for one figure."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Pool

from portal.domain.work import Work

KEPT = timedelta(minutes=1)
"""How long a process shows what it counted; what writes counts anew, and who records a notice sees it at once."""
Asked = tuple[int, int]
"""The post whose accounts count, and how many days ahead."""


class _Kept(NamedTuple):
    at: datetime
    today: date
    counted: int


_COUNTED: WeakKeyDictionary[Pool, dict[tuple[int | None, Asked], _Kept]] = WeakKeyDictionary()
"""By the pool of the database it was read from, and by who asked, whose scope it is."""


def near_notices(work: Work, asked: Asked, count: Callable[[], int]) -> int:
    """What `count` came to a minute ago or later on the same day (Asia/Shanghai)."""
    if work.writes:
        return count()
    of_pool = _COUNTED.setdefault(_pool(work), {})
    key = (work.actor.login_id, asked)
    kept = of_pool.get(key)
    if kept is None or kept.today != work.today or abs(work.now - kept.at) > KEPT:
        kept = of_pool[key] = _Kept(work.now, work.today, count())
    return kept.counted


def forget_notice_days(work: Work) -> None:
    """After a notice was recorded: this process shows it at once."""
    _COUNTED.pop(_pool(work), None)


def forget_all() -> None:
    """When databases are exchanged under a running process."""
    _COUNTED.clear()


def _pool(work: Work) -> Pool:
    return work.session.unguarded("only the pool is asked for").engine.pool
