"""Rows of papers asked for: one line per paper of a request, as its category asked for them on the day of filing."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import AccountOwned, Base, Identifier, belongs_to


class PaperState(StrEnum):
    """What we know of a paper; a file that was given waits to be looked at."""

    MISSING = "missing"
    GIVEN = "given"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class RequestPaper(AccountOwned, Base):
    """One paper. `code` is a type of qualification document, or `free_<n>` with a name of its own in `zh` and `en`;
    `reason` says why it was refused, for the partner to read. Its files hang on the row."""

    __tablename__ = "request_paper"
    __table_args__ = (*belongs_to(request_id="service_request"), Index(None, "request_id", "id"))

    request_id: Mapped[int] = mapped_column(Identifier)
    code: Mapped[str] = mapped_column(String(30))
    zh: Mapped[str] = mapped_column(String(40), default="")
    en: Mapped[str] = mapped_column(String(60), default="")
    required: Mapped[bool]
    state: Mapped[str] = mapped_column(String(10), default=PaperState.MISSING)
    reason: Mapped[str] = mapped_column(Text, default="")
    changed_at: Mapped[datetime | None]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
