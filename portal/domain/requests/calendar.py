"""The official working calendar as a table: holidays and make-up working days, editable, year by year."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import Base


class CalendarDay(Base):
    """One day whose kind is known. `is_provisional`: the State Council's notice for its year is not out yet."""

    __tablename__ = "calendar_day"

    day: Mapped[date] = mapped_column(unique=True)
    is_workday: Mapped[bool]
    name: Mapped[str] = mapped_column(String(40), default="")
    source: Mapped[str] = mapped_column(String(40), default="")
    is_provisional: Mapped[bool] = mapped_column(default=False)
