"""Rows of the batch watch: which request names which batch, and which batches quality keeps an eye on."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.base import AccountOwned, Base, Identifier, StaffOnly, belongs_to
from portal.domain.events import Recorded
from portal.domain.people.models import Login
from portal.domain.products.models import Product

_OPEN = text("ended_at IS NULL")


class BatchMention(AccountOwned, StaffOnly, Base):
    """A request that names a batch; the product is not always told."""

    __tablename__ = "batch_mention"
    __table_args__ = (*belongs_to(request_id="service_request"), Index(None, "batch_no", "id"))

    request_id: Mapped[int] = mapped_column(Identifier, unique=True)
    batch_no: Mapped[str] = mapped_column(String(40))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    at: Mapped[datetime]


class BatchWatch(Recorded, StaffOnly, Base):
    """One watch on one batch of one product, from the quality complaint that set it to the day somebody ended it with
    a reason. `reports` counts the requests of all partners that name the batch, earlier ones included."""

    __tablename__ = "batch_watch"
    __table_args__ = (
        Index("uq_batch_watch_open", "batch_no", "product_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index(None, "ended_at", "id"),
    )

    batch_no: Mapped[str] = mapped_column(String(40))
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    began_at: Mapped[datetime]
    reports: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    reason: Mapped[str] = mapped_column(Text, default="")

    product: Mapped[Product] = relationship(lazy="raise")
    ended_by: Mapped[Login | None] = relationship(lazy="raise")

    @property
    def number(self) -> str:
        """What the event log calls it."""
        return self.batch_no
