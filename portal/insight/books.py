"""Reading the books of all accounts out of the ledger, some at a time, so that nobody waits behind the reader."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import func, select

from portal.domain.accounts.kinds import AccountKind
from portal.domain.accounts.models import Account
from portal.domain.accounts.regions import BY_CODE
from portal.domain.contracts.clauses import Side
from portal.domain.contracts.models import Contract
from portal.domain.sales.models import SalesMonth
from portal.domain.sales.months import last_day
from portal.domain.work import Repository
from portal.insight.reckoning import Book

BUYERS = (AccountKind.DISTRIBUTOR, AccountKind.INDIVIDUAL)
AT_ONCE = 500
"""Accounts read in one go: mail waits meanwhile."""


class Buyer(NamedTuple):
    """Who may buy: `segments` are what pages narrow by, the kind and the big region."""

    id: int
    number: str
    segments: tuple[str, ...]


class Books(Repository):
    def buyers(self) -> list[Buyer]:
        """Every distributor and agent, in the order of their ids."""
        query = select(Account.id, Account.number, Account.kind, Account.province)
        rows = self.session.execute(query.where(Account.kind.in_(BUYERS)).order_by(Account.id))
        return [Buyer(row.id, row.number, _segments(row.kind, row.province)) for row in rows]

    def first_month(self) -> date | None:
        """The last day of the ledger's first month; None where nothing was sold yet."""
        month = self.session.scalar(select(func.min(SalesMonth.month)))
        return last_day(month) if month else None

    def of(self, buyers: Sequence[Buyer]) -> Iterator[Book]:
        """Their books; nothing of who never bought. `buyers` are neighbours in the order of ids."""
        if not buyers:
            return
        ended, known = self._ended(buyers), {buyer.id: buyer for buyer in buyers}
        sold = (
            select(
                SalesMonth.account_id, SalesMonth.month, func.sum(SalesMonth.amount), func.sum(SalesMonth.gross_profit)
            )
            .where(SalesMonth.account_id.between(buyers[0].id, buyers[-1].id))
            .group_by(SalesMonth.account_id, SalesMonth.month)
            .order_by(SalesMonth.account_id, SalesMonth.month)
        )
        for account_id, rows in groupby(self.session.execute(sold), key=lambda row: row[0]):
            if (buyer := known.get(account_id)) is not None:
                months = [(last_day(month), int(amount), int(profit)) for _, month, amount, profit in rows]
                yield Book(
                    buyer.number, buyer.segments, {day: profit for day, _, profit in months if profit},
                    tuple(day for day, amount, _ in months if amount > 0), ended.get(account_id),
                )  # fmt: skip

    def _ended(self, buyers: Sequence[Buyer]) -> Mapping[int, date]:
        """By account the day its last agreement was ended early, where none runs longer than that."""
        query = select(Contract.account_id, Contract.terminated_on, Contract.ends_on).where(
            Contract.account_id.between(buyers[0].id, buyers[-1].id), Contract.side == Side.DOWNSTREAM
        )
        ended: dict[int, date] = {}
        running: dict[int, date] = defaultdict(lambda: date.min)
        for account_id, terminated_on, ends_on in self.session.execute(query):
            if terminated_on is None:
                running[account_id] = max(running[account_id], ends_on)
            else:
                ended[account_id] = max(ended.get(account_id, terminated_on), terminated_on)
        return {account_id: day for account_id, day in ended.items() if running[account_id] <= day}


def _segments(kind: str, province: str | None) -> tuple[str, ...]:
    place = BY_CODE.get(province or "")
    return (kind, place.big_region) if place else (kind,)
