"""Finding, adding and changing products, and who supplies them."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from portal.domain.accounts.identifiers import approval_no_fault
from portal.domain.accounts.models import Account
from portal.domain.base import Conflict, NotFound, Refused
from portal.domain.products.models import Product, Supply
from portal.domain.work import Repository


@dataclass(frozen=True)
class SupplyFacts:
    """Who makes it for us, and prices per box in fen; staff only."""

    supplier: Account | None = None
    listed_price: int | None = None
    supply_price: int | None = None


_ALL = select(Product).order_by(Product.code)


class ProductRepository(Repository):
    def get(self, code: str) -> Product:
        product: Product | None = self.session.scalar(self.for_change(select(Product).where(Product.code == code)))
        if product is None:
            raise NotFound(code)
        return product

    def all(self) -> list[Product]:
        """The whole catalogue, by code; a company holds rights to dozens, not thousands."""
        return list(self.session.scalars(_ALL))

    def with_supply(self) -> list[Any]:
        """Product, its supply and its supplier (staff only), by code."""
        query = (
            select(Product, Supply, Account)
            .outerjoin(Supply, Supply.product_id == Product.id)
            .outerjoin(Account, Account.id == Supply.account_id)
            .order_by(Product.code)
        )
        return list(self.session.execute(query).all())

    def supply(self, product: Product) -> tuple[Supply | None, Account | None]:
        """Where the product comes from and at what price; nothing in a partner's scope."""
        query = select(Supply, Account).join(Account, Account.id == Supply.account_id)
        row = self.session.execute(query.where(Supply.product_id == product.id)).one_or_none()
        return (row[0], row[1]) if row else (None, None)

    def add(self, code: str, facts: dict[str, Any], supply: SupplyFacts) -> Product:
        """A new product; Refused for a code in use, an approval number that is none (domestic, HK/Macao/Taiwan,
        imported) and a drug under special control (`special_control` among the facts)."""
        if self.session.scalar(select(Product.id).where(Product.code == code)) is not None:
            raise Refused("product.code_taken", number=code)
        product = Product(code=code)
        self._apply(product, facts)
        self.session.add(product)
        product.record("product.added", by=self.work.actor, at=self.work.now, code=code)
        self._supply(product, supply)
        return product

    def change(self, product: Product, facts: dict[str, Any], supply: SupplyFacts, *, seen: int) -> None:
        """Set the product's columns and its supply; Conflict when `seen` is no longer its version."""
        if product.version != seen:
            raise Conflict("edit.conflict", number=product.code)
        kept = [name for name in facts if name != "special_control"]
        before = {name: getattr(product, name) for name in kept if getattr(product, name) != facts[name]}
        self._apply(product, facts)
        product.changed_at = self.work.now
        changes = {name: [_plain(old), _plain(facts[name])] for name, old in before.items()}
        product.record("product.changed", by=self.work.actor, at=self.work.now, code=product.code, changes=changes)
        self._supply(product, supply)

    def _apply(self, product: Product, facts: dict[str, Any]) -> None:
        if facts.get("approval_no") and approval_no_fault(facts["approval_no"]):
            raise Refused("product.approval_no_invalid")
        if facts.get("special_control"):
            raise Refused("product.special_control")
        for name, value in facts.items():
            if name != "special_control":
                setattr(product, name, value)

    def _supply(self, product: Product, facts: SupplyFacts) -> None:
        supply, _ = self.supply(product)
        if facts.supplier is None:
            if supply is not None:
                self.session.delete(supply)
            return
        if facts.supplier.kind != "supplier":
            raise Refused("product.not_a_supplier", number=facts.supplier.number)
        if supply is None:
            supply = Supply(product_id=product.id)
            self.session.add(supply)
        supply.account_id = facts.supplier.id
        supply.listed_price, supply.supply_price = facts.listed_price, facts.supply_price  # type: ignore[assignment]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return ", ".join(f"{code} {status}" for code, status in sorted(value.items())) or None
    return None if value is None or value == "" else str(value)
