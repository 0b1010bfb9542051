"""Rows of what a company changed: one per version of a category."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import Base, StaffOnly
from portal.domain.events import Recorded
from portal.domain.requests.catalogue import RequestCategory
from portal.domain.requests.categories.overlay import Setting, from_json, setting_of


class CategorySetting(Recorded, StaffOnly, Base):
    """One version of one category, numbered from 1; a draft until it is put into force, and never changed after that.
    `taken_from` is the version it was taken back to."""

    __tablename__ = "category_setting"
    __table_args__ = (UniqueConstraint("category", "no"),)

    category: Mapped[str] = mapped_column(String(30))
    no: Mapped[int]
    overlay: Mapped[dict[str, Any]] = mapped_column(default=dict)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    in_force_since: Mapped[datetime | None]
    taken_from: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}

    @property
    def number(self) -> str:
        """What the event log calls it."""
        return f"{self.category} {self.no}"

    @property
    def value(self) -> Setting:
        return setting_of(RequestCategory(self.category), self.no, from_json(self.overlay))
