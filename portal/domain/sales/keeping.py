"""Keeping the sums of twelve months of each account as the ledger changes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from portal.domain.accounts.models import Account
from portal.domain.sales.models import SalesMonth, TrailingYear
from portal.domain.sales.months import last_ended
from portal.domain.sales.trailing import Sold, trailing
from portal.domain.scope import GuardedSession

BATCH = 500
WHY = "the sums of twelve months are kept for every account"
JOINED = frozenset({"account.merged", "account.merge_undone"})
"""Events after which lines of one account are another's: its sums are another's, too."""
_LEDGER: Any = SalesMonth.__table__
_SUMS: Any = TrailingYear.__table__


def ledger_month(session: GuardedSession, today: date) -> date | None:
    """The month that figures are as of: the latest of the ledger that is over on civil day `today`. A month that is
    still running never counts, however much of it is booked."""
    query = select(func.max(_LEDGER.c.month)).where(_LEDGER.c.month <= last_ended(today))
    found: date | None = session.unguarded("which month it is says nothing of an account").scalar(query)
    return found


def renew_trailing(session: GuardedSession, account_ids: Iterable[int], since: date | None = None) -> None:
    """Sum up the twelve months of these accounts anew, where nothing changed before the month `since` only from it."""
    ids = sorted(set(account_ids))
    for start in range(0, len(ids), BATCH):
        _renew(session.unguarded(WHY), ids[start : start + BATCH], since)


def renew_all_trailing(session: GuardedSession) -> None:
    """The same for every account; for a recount."""
    last = 0
    query = select(Account.id).order_by(Account.id).limit(BATCH)
    while some := list(session.scalars(query.where(Account.id > last))):
        _renew(session.unguarded(WHY), some, None)
        last = some[-1]


def _renew(connection: Connection, ids: Sequence[int], since: date | None) -> None:
    stale = delete(_SUMS).where(_SUMS.c.account_id.in_(ids))
    connection.execute(stale if since is None else stale.where(_SUMS.c.month >= since))
    rows = [
        {"account_id": account_id, **one._asdict()}
        for account_id, sold in _sold(connection, ids).items()
        for one in trailing(sold, since)
    ]
    if rows:
        connection.execute(insert(_SUMS), rows)


def _sold(connection: Connection, ids: Sequence[int]) -> dict[int, dict[date, Sold]]:
    """By account and month, all products together."""
    query = select(_LEDGER.c.account_id, _LEDGER.c.month, _LEDGER.c.amount, _LEDGER.c.gross_profit)
    query = query.where(_LEDGER.c.account_id.in_(ids)).order_by(_LEDGER.c.account_id, _LEDGER.c.month)
    found: dict[int, dict[date, Sold]] = defaultdict(dict)
    for (account_id, month), rows in groupby(connection.execute(query), key=lambda row: (row[0], row[1])):
        some = list(rows)
        found[account_id][month] = Sold(sum(row.amount for row in some), sum(row.gross_profit for row in some))
    return found
