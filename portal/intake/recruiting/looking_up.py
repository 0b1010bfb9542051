"""What rows of prospects name: accounts, products, our people, and the prospect that is there already."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import or_, select

from portal.domain.accounts.models import Account
from portal.domain.products.models import Product
from portal.domain.recruiting.models import Prospect
from portal.domain.scope import GuardedSession
from portal.intake.facts import day_of
from portal.intake.lease import managers
from portal.intake.recruiting.columns import HELD_IN

Values = Mapping[str, Any]
Key = tuple[Any, ...]


class Named(NamedTuple):
    """Accounts by number, products by code and people by name, as these rows name them; ids and kinds only."""

    accounts: dict[str, Any]
    products: dict[str, int]
    people: Mapping[str, int]

    def facts(self, values: Values) -> dict[str, Any]:
        """Columns of the prospect that a row speaks of; whoever is an account needs no name of its own. KeyError for
        what is gone."""
        found: dict[str, Any] = {held: values[name] for name, held in HELD_IN.items() if name in values}
        if "next_on" in found:
            found["next_on"] = day_of(found["next_on"])
        if "account_no" in values:
            found |= {"account_id": self.accounts[values["account_no"]].id, "name": ""}
        if "product_code" in values:
            found["product_id"] = self.products[values["product_code"]]
        if "keeper_name" in values:
            found["owner_id"] = self.people[values["keeper_name"]]
        return found


def named_in(session: GuardedSession, rows: Iterable[Values]) -> Named:
    some = list(rows)
    numbers, codes = ({one[name] for one in some if name in one} for name in ("account_no", "product_code"))
    accounts = select(Account.number, Account.id, Account.kind).where(Account.number.in_(numbers))
    products = select(Product.code, Product.id).where(Product.code.in_(codes))
    return Named(
        {row.number: row for row in session.execute(accounts)},
        {row.code: row.id for row in session.execute(products)},
        managers(session),
    )


def keys_of(values: Values, named: Named) -> list[Key]:
    """What a row is found again by: its number, and who it is for which product where."""
    account = named.accounts.get(values.get("account_no", ""))
    who = account.id if account is not None else values.get("name")
    about = (named.products.get(values.get("product_code", "")), values.get("region"), who)
    number = values.get("prospect_no")
    return [*([(number,)] if number else []), *([about] if all(about) and not number else [])]


def there(session: GuardedSession, rows: Iterable[Values], named: Named) -> dict[Key, Prospect]:
    """The prospects that these rows may be about, the oldest of those that are alike."""
    some = list(rows)
    numbers = {one["prospect_no"] for one in some if one.get("prospect_no")}
    regions = {one["region"] for one in some if one.get("region")}
    of_these = Prospect.product_id.in_(named.products.values()) & Prospect.region.in_(regions)
    query = select(Prospect).where(or_(Prospect.number.in_(numbers), of_these)).order_by(Prospect.id)
    found: dict[Key, Prospect] = {}
    for one in session.scalars(query):
        for key in ((one.number,), (one.product_id, one.region, one.account_id or one.name)):
            found.setdefault(key, one)
    return found
