"""“You said, we did”: what partners told us and what we changed, written without names and read by all of them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import AccountOwned, Base, Conflict, Identifier, Refused, StaffOnly, belongs_to
from portal.domain.events import Actor, Recorded


class SayingState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Saying(Recorded, Base):
    """One text for all partners; `number` is YS-YYYYMM-####. It names nobody: what it was drawn from is staff only."""

    __tablename__ = "saying"
    __table_args__ = (Index(None, "state", "published_at", "id"),)

    number: Mapped[str] = mapped_column(String(16), unique=True)
    said: Mapped[str] = mapped_column(Text)
    did: Mapped[str] = mapped_column(Text)
    said_en: Mapped[str] = mapped_column(Text, default="")
    did_en: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(10), default=SayingState.DRAFT)
    written_by_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    written_at: Mapped[datetime]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    published_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}

    @property
    def texts(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in ("said", "did", "said_en", "did_en")}

    def write(self, texts: dict[str, str], *, by: Actor, at: datetime) -> None:
        """Word it anew, while it is a draft: whoever wrote it last is not the one who publishes it."""
        self._require(SayingState.DRAFT)
        for name, text in texts.items():
            setattr(self, name, text)
        self.written_by_id, self.written_at = _who(by), at
        self.record("saying.written", by=by, at=at)

    def publish(self, *, by: Actor, at: datetime, seen: int) -> None:
        """A second person has read it, as of version `seen`; Refused for the one who wrote it, Conflict where it was
        worded anew since: what goes out is what was read."""
        self._require(SayingState.DRAFT)
        if self.version != seen:
            raise Conflict("saying.wrong_state", number=self.number)
        if by.login_id == self.written_by_id:
            raise Refused("saying.four_eyes", number=self.number)
        self.state, self.published_by_id, self.published_at = SayingState.PUBLISHED, by.login_id, at
        self.record("saying.published", by=by, at=at)

    def withdraw(self, *, by: Actor, at: datetime) -> None:
        """Take it from the page, or give a draft up."""
        if self.state == SayingState.WITHDRAWN:
            raise Conflict("saying.wrong_state", number=self.number)
        self.state = SayingState.WITHDRAWN
        self.record("saying.withdrawn", by=by, at=at)

    def _require(self, state: SayingState) -> None:
        if self.state != state:
            raise Conflict("saying.wrong_state", number=self.number)


class SayingSource(AccountOwned, StaffOnly, Base):
    """Which feedback a text was drawn from: ours alone."""

    __tablename__ = "saying_source"
    __table_args__ = (*belongs_to(feedback_id="feedback"), Index(None, "feedback_id"))

    saying_id: Mapped[int] = mapped_column(ForeignKey("saying.id"), unique=True)
    feedback_id: Mapped[int] = mapped_column(Identifier)


def _who(by: Actor) -> int:
    assert by.login_id is not None
    return by.login_id
