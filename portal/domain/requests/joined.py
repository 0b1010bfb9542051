"""What a request keeps of being joined with others, and the record of each merging."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.base import AccountOwned, Base, Identifier, belongs_to
from portal.domain.people.models import Login
from portal.domain.working_days import civil_day

TAKEN_APART_WITHIN = timedelta(days=7)
"""Calendar days (Asia/Shanghai) after merging in which it can be taken apart; the day of merging is day 0."""


class Joined:
    """`went_into` is the number under which it goes on once it is merged or converted. `has_joined`: others go on
    within this one; kept here so that the page of a request without any asks nothing more."""

    went_into: Mapped[str] = mapped_column(String(16), default="")
    has_joined: Mapped[bool] = mapped_column(default=False)


_CURRENT = text("taken_apart_at IS NULL")


class RequestMerge(AccountOwned, Base):
    """One request merged into another of the same account, and what it was before. All moments in UTC."""

    __tablename__ = "request_merge"
    __table_args__ = (
        *belongs_to(request_id="service_request", into_id="service_request"),
        Index("ix_request_merge_current", "request_id", unique=True, sqlite_where=_CURRENT, postgresql_where=_CURRENT),
        Index(None, "into_id"),
    )

    request_id: Mapped[int] = mapped_column(Identifier)
    into_id: Mapped[int] = mapped_column(Identifier)
    state_before: Mapped[str] = mapped_column(String(16))
    by_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    at: Mapped[datetime]
    taken_apart_at: Mapped[datetime | None]
    by: Mapped[Login] = relationship(lazy="raise")

    def may_be_taken_apart(self, now: datetime) -> bool:
        """Whether `now` (aware) is in time."""
        return self.taken_apart_at is None and civil_day(now) <= civil_day(self.at) + TAKEN_APART_WITHIN
