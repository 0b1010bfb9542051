"""What rows of the ledger name: accounts, products, and the line that is booked already."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select

from portal.domain.accounts.models import Account
from portal.domain.products.models import Product
from portal.domain.sales.models import SalesMonth
from portal.domain.scope import GuardedSession
from portal.intake.facts import day_of

Values = Mapping[str, Any]
Key = tuple[int, int, date]


class Named(NamedTuple):
    """Accounts by number and products by code, as these rows name them; ids and kinds only."""

    accounts: dict[str, Any]
    products: dict[str, int]

    def key_of(self, values: Values) -> Key | None:
        """Account, product and month of a row; None when one of them is not there."""
        account, product = self.accounts.get(values.get("account_no", "")), self.products.get(values["product_code"])
        if account is None or product is None:
            return None
        return account.id, product, day_of(values["month"])


def named_in(session: GuardedSession, rows: Iterable[Values]) -> Named:
    some = list(rows)
    numbers = {values["account_no"] for values in some if values.get("account_no")}
    codes = {values["product_code"] for values in some if values.get("product_code")}
    accounts = select(Account.number, Account.id, Account.kind).where(Account.number.in_(numbers))
    products = select(Product.code, Product.id).where(Product.code.in_(codes))
    return Named(
        {row.number: row for row in session.execute(accounts)}, {row.code: row.id for row in session.execute(products)}
    )


def booked(session: GuardedSession, keys: Iterable[Key]) -> dict[Key, SalesMonth]:
    """The lines that are there already, by account, product and month."""
    wanted = set(keys)
    one = SalesMonth
    query = select(one).where(one.account_id.in_({key[0] for key in wanted}), one.month.in_({key[2] for key in wanted}))
    rows = session.scalars(query) if wanted else ()
    return {(row.account_id, row.product_id, row.month): row for row in rows}
