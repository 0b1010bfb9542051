"""What each of these tables is: whose rows they are, what a row needs, and by what it is found again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from portal.domain.accounts.models import Account, Contact, Qualification
from portal.domain.base import Base
from portal.domain.products.models import Product
from portal.domain.scope import GuardedSession
from portal.intake.columns import Column
from portal.intake.plain.columns import CONTACTS, PRODUCTS, QUALIFICATIONS

Values = Mapping[str, Any]
Key = tuple[Any, ...]
SUPPLY = ("supplier_no", "listed_price", "supply_price")
"""What is kept beside a product, backstage."""


@dataclass(frozen=True)
class Kind:
    """Rows of `model`; with an account they are found by it and `key`, else by `key` alone. `noun` begins the kinds of
    the events of such a row."""

    name: str
    columns: tuple[Column, ...]
    model: type[Base]
    key: tuple[str, ...]
    needs: tuple[str, ...]
    noun: str
    of_account: bool = True

    @property
    def kept_in(self) -> tuple[str, ...]:
        """Fields that are columns of the row itself."""
        return tuple(
            column.name for column in self.columns
            if column.source is not None and column.source.class_ is self.model
        )  # fmt: skip

    def key_of(self, values: Values, account_id: int | None) -> Key:
        own = tuple(_plain_key(values.get(name)) for name in self.key)
        return (account_id, *own) if self.of_account else own

    def facts(self, values: Values) -> dict[str, Any]:
        """Columns of the row that the values speak of."""
        return {name: self.typed(name, values[name]) for name in self.kept_in if name in values}

    def typed(self, name: str, value: Any) -> Any:
        """A kept value as its column holds it."""
        is_day = isinstance(value, str) and next(one for one in self.columns if one.name == name).reads in (
            "day", "last_day",
        )  # fmt: skip
        return date.fromisoformat(value) if is_day else value

    def accounts(self, session: GuardedSession, rows: Iterable[Values]) -> dict[str, Any]:
        """Number → id and kind of the accounts that these rows name."""
        numbers = {values[name] for values in rows for name in ("account_no", "supplier_no") if values.get(name)}
        query = select(Account.number, Account.id, Account.kind).where(Account.number.in_(numbers))
        return {row.number: row for row in session.execute(query)} if numbers else {}

    def there(self, session: GuardedSession, rows: Iterable[Values], accounts: Mapping[str, Any]) -> dict[Key, Any]:
        """By their key, the rows that these may be about."""
        model: Any = self.model
        query = select(model)
        if self.of_account:
            ids = {accounts[values["account_no"]].id for values in rows if values.get("account_no") in accounts}
            query = query.where(model.account_id.in_(ids))
        else:
            query = query.where(model.code.in_({values.get("code") for values in rows}))
        found: dict[Key, Any] = {}
        for row in session.scalars(query.order_by(model.id)):
            own = {name: getattr(row, name) for name in self.key}
            found.setdefault(self.key_of(own, getattr(row, "account_id", None)), row)
        return found


def _plain_key(value: Any) -> str:
    """A day is the same whether it was read just now or kept as text."""
    return value.isoformat() if isinstance(value, date) else value or ""


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("contacts", CONTACTS, Contact, ("name",), ("account_no", "name"), "contact"),
        Kind("qualifications", QUALIFICATIONS, Qualification, ("doc_type", "number", "issued_on", "expires_on"),
             ("account_no", "doc_type"), "qualification"),
        Kind("products", PRODUCTS, Product, ("code",), ("code", "name_zh"), "product", of_account=False),
    )
}  # fmt: skip
