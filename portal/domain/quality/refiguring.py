"""Figures that time alone changes, those that an import left out, and a recount of all."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, select

from portal.domain.accounts.models import Account
from portal.domain.quality.figuring import AT_ONCE, figure, keep
from portal.domain.quality.models import ArchiveQuality
from portal.domain.scope import GuardedSession
from portal.domain.work import Work

WHY = "figures are kept for every account"
COUNTED = ("percent", "filled", "weight", "rank", "errors", "missing", "papers", "stale", "resting", "gaps", "owner_id",
           "province", "turns_on")  # fmt: skip


def refigure_due(work: Work, most: int = AT_ONCE) -> int:
    """Figure what turned by `work.today`, and accounts that have no figures yet; returns how many, at most twice
    `most`. An import leaves its accounts to this: figuring thousands on the way would hold everybody else up."""
    session, today = work.session, work.today
    turned = select(ArchiveQuality.account_id).where(ArchiveQuality.turns_on <= today).limit(most)
    ids = set(session.scalars(turned.order_by(ArchiveQuality.turns_on)))
    bare = select(Account.id).outerjoin(ArchiveQuality, ArchiveQuality.account_id == Account.id)
    ids |= set(session.scalars(bare.where(ArchiveQuality.id.is_(None)).limit(most)))
    if ids:
        connection = session.unguarded(WHY)
        keep(connection, list(figure(connection, ids, today)))
    return len(ids)


def recount(session: GuardedSession, today: date) -> list[int]:
    """Figure every account anew, some at a time; ids of those whose kept figures were wrong."""
    wrong: list[int] = []
    connection = session.unguarded(WHY)
    for ids in _all_ids(session):
        kept = {row.account_id: row for row in session.scalars(
            select(ArchiveQuality).where(ArchiveQuality.account_id.in_(ids)).execution_options(populate_existing=True)
        )}  # fmt: skip
        rows = list(figure(connection, ids, today))
        for row in rows:
            one = kept.get(row["account_id"])
            if one is None or any(getattr(one, name) != row[name] for name in COUNTED):
                wrong.append(row["account_id"])
        keep(connection, rows)
    session.expire_all()
    return wrong


def _all_ids(session: GuardedSession) -> Iterator[list[int]]:
    after, last = 0, session.scalar(select(func.max(Account.id))) or 0
    while after < last:
        found = list(session.scalars(select(Account.id).where(Account.id > after).order_by(Account.id).limit(AT_ONCE)))
        yield found
        after = found[-1]
