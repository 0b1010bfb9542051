"""Rows of openings, and of what a relationship is worth to us."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.accounts.models import Account
from portal.domain.base import AccountOwned, Base, Fen, Identifier, StaffOnly, is_parent
from portal.domain.events import Recorded
from portal.domain.opportunities.stages import PIPELINE, Stage
from portal.domain.people.models import Staff
from portal.domain.products.models import Product
from portal.domain.pursued import Pursued


class Opportunity(Pursued, StaffOnly, AccountOwned, Base):
    """Something that a peripheral contact (`account`) may bring us. `number` is OP-YYYYMM-####.

    `expected` is the gross profit (fen) of twelve months that it may bring; `decides_on` and `next_on` are civil days.
    `brought_id` is the account that came of it, `source` the number of the feedback it was told in.
    """

    noun, pipeline = "opportunity", PIPELINE
    __tablename__ = "opportunity"
    __table_args__ = (
        is_parent(),
        Index(None, "stage", "id"),
        Index(None, "brought_id"),
        Index(None, "about", "decides_on"),
    )

    number: Mapped[str] = mapped_column(String(16), unique=True)
    title: Mapped[str] = mapped_column(String(80))
    about: Mapped[str] = mapped_column(String(10))
    stage: Mapped[str] = mapped_column(String(10), default=str(Stage.NOTICED))
    expected: Mapped[Fen] = mapped_column(default=0)
    decides_on: Mapped[date | None]
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    brought_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("account.id"))
    source: Mapped[str] = mapped_column(String(16), default="")
    next_step: Mapped[str] = mapped_column(String(200), default="")
    next_on: Mapped[date | None]
    owner_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("staff.id"))
    lost_reason: Mapped[str] = mapped_column(String(12), default="")
    remark: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    stage_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}

    account: Mapped[Account] = relationship(lazy="raise", foreign_keys="Opportunity.account_id")
    brought: Mapped[Account | None] = relationship(lazy="raise", foreign_keys=brought_id)
    product: Mapped[Product | None] = relationship(lazy="raise")
    owner: Mapped[Staff | None] = relationship(lazy="raise")


class RelationValue(Recorded, StaffOnly, AccountOwned, Base):
    """How much a peripheral contact is worth to us, from 1, hardly, to 5, very, with the reason of whoever judged."""

    __tablename__ = "relation_value"
    __table_args__ = (Index(None, "account_id", unique=True),)

    rating: Mapped[int]
    reason: Mapped[str] = mapped_column(String(200), default="")
    rated_by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    rated_at: Mapped[datetime]
