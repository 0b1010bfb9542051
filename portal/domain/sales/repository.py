"""Reading the ledger of one account; as rows, for a page holds dozens of them."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select

from portal.domain.accounts.models import Account
from portal.domain.paging import Page, page_of
from portal.domain.products.models import Product
from portal.domain.sales.keeping import ledger_month
from portal.domain.sales.models import SalesMonth, TrailingYear
from portal.domain.sales.months import YEAR, months_on
from portal.domain.work import Repository


class Booked(NamedTuple):
    """A line of the ledger with its product (fen)."""

    month: date
    code: str
    name: str
    amount: int
    boxes: int
    gross_profit: int
    import_no: str


class SalesLedger(Repository):
    def as_of(self) -> date | None:
        """The month that figures are as of; None while nothing is booked."""
        return ledger_month(self.session, self.work.today)

    def page(self, month: date, *, after: str | None = None, before: str | None = None) -> Page:
        """What was booked in a month, by account."""
        one = SalesMonth
        query = (
            select(
                one.account_id, one.id, one.amount, one.boxes, one.gross_profit, one.import_no, Account.number,
                Account.name_zh, Account.short_name, Product.code, Product.name_zh.label("product"),
            )
            .join(Account, Account.id == one.account_id)
            .join(Product, Product.id == one.product_id)
            .where(one.month == month)
        )  # fmt: skip
        return page_of(self.session, query, (one.account_id, one.id), after=after, before=before)

    def lines(self, account_id: int, through: date, months: int = YEAR) -> list[Booked]:
        """What was booked in the `months` up to and with `through`, by month and product."""
        one = SalesMonth
        query = (
            select(
                one.month, Product.code, Product.name_zh, one.amount, one.boxes, one.gross_profit, one.import_no,
            )
            .join(Product, Product.id == one.product_id)
            .where(one.account_id == account_id, one.month > months_on(through, -months), one.month <= through)
            .order_by(one.month, Product.code)
        )  # fmt: skip
        return [Booked(*row) for row in self.session.execute(query)]

    def trailing_in(self, account_id: int, months: Iterable[date]) -> dict[date, Any]:
        """By month, the sums of the twelve months up to and with it: amount, gross_profit, first_month and last_month;
        a month is missing where nothing was booked in its twelve."""
        one = TrailingYear
        query = select(one.month, one.amount, one.gross_profit, one.first_month, one.last_month)
        query = query.where(one.account_id == account_id, one.month.in_(list(months)))
        return {row.month: row for row in self.session.execute(query)}
