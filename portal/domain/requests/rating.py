"""How content a partner is with a request that is done: one word of theirs for each time it was resolved."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.base import AccountOwned, Base, Identifier, Refused, belongs_to
from portal.domain.people.models import Login
from portal.domain.requests.states import RequestState

SCORES = range(1, 6)
"""From 1, not content at all, to 5, very content."""
LOW = 2
"""Up to this somebody of us calls back."""
OPEN_FOR = timedelta(days=7)
"""So long after it was resolved partners are asked about it."""
RATED = frozenset({RequestState.RESOLVED, RequestState.CLOSED})


class RatingReason(StrEnum):
    """What counted, whichever way."""

    SPEED = "speed"
    CLARITY = "clarity"
    RESULT = "result"
    MANNER = "manner"
    EFFORT = "effort"


_WAITS = text("waits_for_call")


class Rating(AccountOwned, Base):
    """What the partner's people say about a request; a later word replaces the one before, events keep both.

    `waits_for_call`: it is low, and nobody has been given the task to call back yet.
    """

    __tablename__ = "rating"
    __table_args__ = (
        *belongs_to(request_id="service_request"),
        UniqueConstraint("request_id"),
        Index(None, "account_id", "rated_at"),
        Index("ix_rating_waits_for_call", "id", sqlite_where=_WAITS, postgresql_where=_WAITS),
    )

    request_id: Mapped[int] = mapped_column(Identifier)
    score: Mapped[int]
    reasons: Mapped[list[str]] = mapped_column(default=list)
    comment: Mapped[str] = mapped_column(Text, default="")
    rated_by_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    rated_at: Mapped[datetime]
    by_mail: Mapped[bool] = mapped_column(default=False)
    waits_for_call: Mapped[bool] = mapped_column(default=False)
    rated_by: Mapped[Login] = relationship(lazy="raise")

    @property
    def is_low(self) -> bool:
        return self.score <= LOW


def may_rate(state: str, resolved_at: datetime | None, at: datetime) -> bool:
    """Whether a request in that state, resolved at that moment, can be rated at `at` (both aware): done, and its window
    of seven days not over."""
    return state in RATED and resolved_at is not None and at < closes_at(resolved_at)


def closes_at(resolved_at: datetime) -> datetime:
    """When the question about a request resolved at that moment closes: seven times 24 hours later (domain 6)."""
    return resolved_at + OPEN_FOR


def checked_reasons(reasons: Iterable[str]) -> list[str]:
    """The reasons in their own order, each once; Refused for one that does not exist."""
    chosen = set(reasons)
    if not chosen <= set(RatingReason):
        raise Refused("rating.unknown_reason")
    return [reason.value for reason in RatingReason if reason in chosen]
