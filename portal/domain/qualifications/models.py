"""Rows of the papers we hand out ourselves: our company's, and those of products and batches we deal in."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.accounts.papers.paper import PaperColumns
from portal.domain.attachments.models import FileColumns
from portal.domain.base import Base
from portal.domain.products.models import Product


class HousePaper(PaperColumns, Base):
    """Belongs to no account: without a product it is about our company, else about the product, or one batch of it."""

    __tablename__ = "house_paper"
    __table_args__ = (
        Index(None, "product_id", "doc_type", "id"),
        Index(None, "state", "remind_on", "id"),
    )
    noun = "house_paper"

    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    batch_no: Mapped[str] = mapped_column(String(40), default="")
    product: Mapped[Product | None] = relationship(lazy="raise")


class HouseFile(FileColumns, Base):
    """A file of such a paper: read by staff, and by partners whom the paper concerns once it is verified."""

    __tablename__ = "house_file"
    __table_args__ = (Index(None, "subject", "subject_id", "id"), Index(None, "sha256"))
