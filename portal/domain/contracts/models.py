"""Rows of an agreement: identity, immutable versions, clauses, products and territory."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.accounts.models import Account
from portal.domain.base import AccountOwned, Base, Conflict, Identifier, belongs_to, is_parent
from portal.domain.events import Recorded
from portal.domain.products.models import Product
from portal.domain.working_days import DAY

_AMENDED = text("version_no > 1")


class Contract(Recorded, AccountOwned, Base):
    """An agreement with one account; `number` is the company's own, as printed.

    Its state is read from its dates and its markers (`state.py`), never typed in. `awaits` names what it waited for
    when it was signed (`effect.py`); it came into force on `effective_on` then, else on its first day.
    """

    __tablename__ = "contract"
    __table_args__ = (
        is_parent(),
        Index(None, "account_id", "ends_on"),
        Index(None, "side", "ends_on", "id"),
        Index(None, "ends_on", "id"),
    )

    number: Mapped[str] = mapped_column(String(40), unique=True)
    side: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(120), default="")
    cooperation_mode: Mapped[str | None] = mapped_column(String(10))
    goods_party_id: Mapped[int | None] = mapped_column(Identifier)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    review_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    awaits: Mapped[str] = mapped_column(String(20), default="")
    effective_on: Mapped[date | None]
    suspended_at: Mapped[datetime | None]
    suspended_why: Mapped[str] = mapped_column(String(200), default="")
    terminated_on: Mapped[date | None]
    terminated_why: Mapped[str] = mapped_column(Text, default="")
    termination_ground: Mapped[str | None] = mapped_column(String(20))
    termination_arrived_on: Mapped[date | None]
    settled_on: Mapped[date | None]
    archived_on: Mapped[date | None]
    disputed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}

    account: Mapped[Account] = relationship(lazy="raise")
    versions: Mapped[list["ContractVersion"]] = relationship(lazy="raise", order_by="ContractVersion.no")
    products: Mapped[list["ContractProduct"]] = relationship(
        lazy="raise", order_by="ContractProduct.id", cascade="all, delete-orphan"
    )
    territories: Mapped[list["ContractTerritory"]] = relationship(
        lazy="raise", order_by="ContractTerritory.id", cascade="all, delete-orphan"
    )

    @property
    def last_day(self) -> date:
        """The last civil day of it, inclusive: of one that is terminated the day before that takes effect."""
        return min(self.ends_on, self.terminated_on - DAY) if self.terminated_on else self.ends_on

    def days_left(self, today: date) -> int:
        """Calendar days left, today and the last day counted; 0 or less once it is over."""
        return (self.last_day - today).days + 1

    @property
    def draft(self) -> "ContractVersion | None":
        """The version that is still being written: the last one, until both parties have signed it."""
        last = self.versions[-1] if self.versions else None
        return None if last is None or last.is_signed else last

    def touch(self, *, at: datetime, seen: int | None = None) -> None:
        """Count this as a change of the whole agreement; Conflict when `seen` is no longer its version."""
        if seen is not None and seen != self.version:
            raise Conflict("edit.conflict", number=self.number)
        self.changed_at = at


class ContractVersion(Recorded, AccountOwned, Base):
    """The terms from `effective_from` on; immutable once both parties have signed."""

    __tablename__ = "contract_version"
    __table_args__ = (
        is_parent(),
        *belongs_to(contract_id="contract"),
        UniqueConstraint("contract_id", "no"),
    )

    contract_id: Mapped[int] = mapped_column(Identifier)
    no: Mapped[int]
    effective_from: Mapped[date]
    signed_by_us_on: Mapped[date | None]
    signed_by_partner_on: Mapped[date | None]
    summary: Mapped[str] = mapped_column(Text, default="")

    clauses: Mapped[list["Clause"]] = relationship(
        lazy="raise", order_by="Clause.position", cascade="all, delete-orphan"
    )

    @property
    def is_signed(self) -> bool:
        return self.signed_by_us_on is not None and self.signed_by_partner_on is not None


class Clause(Recorded, AccountOwned, Base):
    """One article of a version: a typed record with its wording. `change` is add, change or remove.

    A version after the first lists only what it changes; the rest stays as it was (Civil Code art. 544).
    `article` is the number printed in the contract and the name by which a later version changes it.
    """

    __tablename__ = "clause"
    __table_args__ = (
        is_parent(),
        *belongs_to(version_id="contract_version"),
        UniqueConstraint("version_id", "article"),
    )

    version_id: Mapped[int] = mapped_column(Identifier)
    article: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]
    change: Mapped[str] = mapped_column(String(8), default="add")
    clause_type: Mapped[str] = mapped_column(String(40))
    params: Mapped[dict[str, Any]]
    params_schema: Mapped[int] = mapped_column(default=1)
    binds: Mapped[str] = mapped_column(String(8))  # us, partner or both
    text_zh: Mapped[str] = mapped_column(Text)
    text_en: Mapped[str] = mapped_column(Text, default="")
    page: Mapped[int | None]


class ContractProduct(AccountOwned, Base):
    """A product the agreement covers."""

    __tablename__ = "contract_product"
    __table_args__ = (*belongs_to(contract_id="contract"), UniqueConstraint("contract_id", "product_id"))

    contract_id: Mapped[int] = mapped_column(Identifier)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), index=True)
    product: Mapped[Product] = relationship(lazy="raise")

    @classmethod
    def of_accounts(cls, ids: Sequence[int]) -> ColumnElement[bool]:
        """That it is of one of these accounts: found by way of their agreements, of which there is an index."""
        return cls.contract_id.in_(select(Contract.id).where(Contract.account_id.in_(ids)))


class ContractTerritory(AccountOwned, Base):
    """A region the agreement grants: a province, a city or a county by its code (None is the whole country), narrowed
    in words where needed: a hospital lies in the county of the code.

    Rows of version 1 are the agreement's own. An amendment that changes the territory names all of it anew, in rows
    with its number: they take over from its day on, and the earlier ones stay as they were signed (`territory.py`).
    """

    __tablename__ = "contract_territory"
    __table_args__ = (
        *belongs_to(contract_id="contract"),
        Index(None, "contract_id"),
        Index("ix_contract_territory_amended", "contract_id", sqlite_where=_AMENDED, postgresql_where=_AMENDED),
    )

    contract_id: Mapped[int] = mapped_column(Identifier)
    province: Mapped[str | None] = mapped_column(String(6))
    place: Mapped[str] = mapped_column(String(120), default="")
    channel: Mapped[str] = mapped_column(String(20), default="all")
    level: Mapped[str] = mapped_column(String(14), default="exclusive")
    version_no: Mapped[int] = mapped_column(default=1)

    @property
    def is_original(self) -> bool:
        """Whether it stands in the agreement itself, not in an amendment; a new row does until it says otherwise."""
        return self.version_no in (None, 1)
