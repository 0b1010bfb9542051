"""What a repository works with: the session, who acts, and what time it is."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select

from portal.domain.events import Actor
from portal.domain.scope import EveryAccount, GuardedSession

AnySelect = Select[*tuple[Any, ...]]
"""A select of whatever columns."""
SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Work:
    """`now` is an aware moment; `today` its civil date in `zone`. `writes` says that rows found may be changed."""

    session: GuardedSession
    actor: Actor
    now: datetime
    writes: bool = False
    zone: ZoneInfo = SHANGHAI

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @property
    def sees_all(self) -> bool:
        """Whether every account can be seen: staff with full reach, the worker and the commands."""
        return isinstance(self.session.scope, EveryAccount)


class Repository:
    """Finding and opening one subject's rows."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.session = work.session

    def for_change(self, query: AnySelect) -> AnySelect:
        """Lock the row on PostgreSQL when this work writes, so that two deciders come one after the other.

        The lock lets others hang new rows on this one (FOR NO KEY UPDATE): two filings for an account never wait for
        each other in a circle.
        """
        if not self.work.writes:
            return query
        return _locking(query)


@lru_cache(maxsize=128)
def _locking(query: AnySelect) -> AnySelect:
    """Of a statement that is kept this is kept too."""
    return query.with_for_update(of=query.column_descriptions[0]["entity"], key_share=True)
