"""The versions of the clock policy: found, kept in the process, seeded."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Pool, bindparam, func, select
from sqlalchemy.orm import selectinload

from portal.domain.requests.clocks.policy import STANDARD_POLICY, Policy, Targets
from portal.domain.requests.clocks.rows import ClockPolicy, ClockTarget, hours_of, stored_hours
from portal.domain.scope import GuardedSession
from portal.domain.work import Work

KEPT = timedelta(minutes=1)
"""How long a process goes on filing by the version it knows as the newest. What another process publishes reaches it
that much later: the page says so, and the version is frozen on each request either way."""
SEEDED_AT = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class _Known:
    """Versions never change, so only which is the newest grows old."""

    at: datetime
    newest: int
    versions: dict[int, Policy] = field(default_factory=dict)


_KNOWN: WeakKeyDictionary[Pool, _Known] = WeakKeyDictionary()
"""By the pool of the database it was read from."""

_VERSION = (
    select(
        ClockPolicy.no, ClockPolicy.intervals, ClockPolicy.warn_percent, ClockPolicy.paused_in, ClockPolicy.is_off,
        ClockPolicy.published_at, ClockTarget.category, ClockTarget.priority, ClockTarget.first_minutes,
        ClockTarget.next_minutes, ClockTarget.resolution_minutes,
    )
    .outerjoin(ClockTarget, ClockTarget.policy_id == ClockPolicy.id)
    .where(ClockPolicy.published_at.is_not(None))
)  # fmt: skip
_NEWEST_NO = select(func.max(ClockPolicy.no)).where(ClockPolicy.published_at.is_not(None)).scalar_subquery()
_NEWEST = _VERSION.where(ClockPolicy.no == _NEWEST_NO)
_ONE = _VERSION.where(ClockPolicy.no == bindparam("no"))


def current_policy(work: Work) -> Policy:
    """The version that requests are filed by now; at most a minute old in a process that did not publish it."""
    connection = _connection(work)
    pool = connection.engine.pool
    known = _KNOWN.get(pool)
    if known is None or abs(work.now - known.at) > KEPT:
        newest = _policy(connection.execute(_NEWEST).all())
        known = _KNOWN[pool] = _Known(work.now, newest.no, {**(known.versions if known else {}), newest.no: newest})
    return known.versions[known.newest]


def policy_of(work: Work, no: int) -> Policy:
    """The version of that number, which a request was filed by; LookupError when there is none."""
    newest = current_policy(work)
    if no == newest.no:
        return newest
    connection = _connection(work)
    versions = _KNOWN[connection.engine.pool].versions
    if no not in versions:
        versions[no] = _policy(connection.execute(_ONE, {"no": no}).all(), no)
    return versions[no]


def forget_policies(work: Work) -> None:
    """After a version was published: this process files by it from now on."""
    _KNOWN.pop(_connection(work).engine.pool, None)


def forget_all() -> None:
    """When databases are exchanged under a running process."""
    _KNOWN.clear()


def seed_policy(session: GuardedSession) -> None:
    """Version 1, unless there is a version already."""
    if session.scalar(select(ClockPolicy.id).limit(1)) is None:
        session.add(row_of(STANDARD_POLICY, published_at=SEEDED_AT))
        session.flush()


def row_of(policy: Policy, **changed: Any) -> ClockPolicy:
    """A new row with these values; a draft unless it says when it was published."""
    targets = [target_row(key, value) for key, value in policy.targets.items()]
    values = {
        "no": policy.no, "intervals": stored_hours(policy.hours), "warn_percent": policy.warn_percent,
        "paused_in": sorted(policy.paused_in), "is_off": policy.is_off,
    }  # fmt: skip
    return ClockPolicy(**{**values, **changed}, targets=targets)


def with_targets() -> Any:
    return selectinload(ClockPolicy.targets)


def target_row(key: tuple[str, str], value: Targets) -> ClockTarget:
    category, priority = key
    return ClockTarget(
        category=category, priority=priority, first_minutes=value.first, next_minutes=value.next,
        resolution_minutes=value.resolution,
    )  # fmt: skip


def _policy(rows: Sequence[Any], no: int = STANDARD_POLICY.no) -> Policy:
    if not rows:
        if no == STANDARD_POLICY.no:  # a database that was made but not filled yet
            return STANDARD_POLICY
        raise LookupError(f"no clock policy {no}")
    head = rows[0]
    targets = {
        (row.category, row.priority): Targets(row.first_minutes, row.next_minutes, row.resolution_minutes)
        for row in rows
        if row.category is not None
    }
    return Policy(
        head.no, targets, hours_of(head.intervals), head.warn_percent, frozenset(head.paused_in), head.is_off,
        head.published_at,
    )  # fmt: skip


def _connection(work: Work) -> Connection:
    return work.session.unguarded("the clock policy belongs to no account")
