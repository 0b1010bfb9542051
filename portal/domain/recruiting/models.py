"""Rows of prospects: who might take an empty cell."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.accounts.models import Account
from portal.domain.base import Base, Identifier, StaffOnly
from portal.domain.people.models import Staff
from portal.domain.products.models import Product
from portal.domain.pursued import Pursued
from portal.domain.recruiting.stages import PIPELINE, Stage


class Prospect(Pursued, StaffOnly, Base):
    """One candidate for one product in one region (six digits of GB/T 2260). `name` stands for a candidate that is no
    account yet; `next_on` is a civil day. Not owned by the account: a bare one has none."""

    noun, pipeline = "prospect", PIPELINE
    __tablename__ = "prospect"
    __table_args__ = (
        Index(None, "stage", "id"),
        Index(None, "product_id", "region"),
        Index(None, "account_id"),
    )

    account_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("account.id"))
    number: Mapped[str] = mapped_column(String(16), unique=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    region: Mapped[str] = mapped_column(String(6))
    name: Mapped[str] = mapped_column(String(80), default="")
    contact: Mapped[str] = mapped_column(String(120), default="")
    stage: Mapped[str] = mapped_column(String(12), default=str(Stage.IDENTIFIED))
    next_step: Mapped[str] = mapped_column(String(200), default="")
    next_on: Mapped[date | None]
    owner_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("staff.id"))
    lost_reason: Mapped[str] = mapped_column(String(20), default="")
    remark: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    stage_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}

    account: Mapped[Account | None] = relationship(lazy="raise")
    product: Mapped[Product] = relationship(lazy="raise")
    owner: Mapped[Staff | None] = relationship(lazy="raise")
