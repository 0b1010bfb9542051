"""What each person wants to be told by which channel, and when."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import Base
from portal.domain.events import Actor, Recorded
from portal.domain.scope import GuardedSession
from portal.notify.groups import IF_CHOSEN, group_of

NOW, DAILY, OFF = "now", "digest", "off"
MODES = (NOW, DAILY, OFF)
DIGEST_AT = "09:00"


class NoticeChoice(Recorded, Base):
    """One person's choice; who has none is told as the company decided.

    `mail`: a group of events and now, digest or off; `sms`: groups; `quiet`: `21:00-08:00` or nothing.
    """

    __tablename__ = "notice_choice"

    login_id: Mapped[int] = mapped_column(ForeignKey("login.id"), unique=True)
    mail: Mapped[dict[str, Any]] = mapped_column(default=dict)
    sms: Mapped[list[str]] = mapped_column(default=list)
    quiet: Mapped[str] = mapped_column(String(11), default="")
    digest_at: Mapped[str] = mapped_column(String(5), default=DIGEST_AT)
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}

    @property
    def wishes(self) -> "Wishes":
        return Wishes(dict(self.mail), frozenset(self.sms), self.quiet, self.digest_at)

    def choose(self, wishes: "Wishes", *, by: Actor, at: datetime) -> None:
        before = self.wishes.facts if self.id else None
        self.mail, self.sms = wishes.mail, sorted(wishes.sms)
        self.quiet, self.digest_at = wishes.quiet, wishes.digest_at
        self.record("login.notices_chosen", by=by, at=at, before=before, after=wishes.facts)


@dataclass(frozen=True)
class Wishes:
    """What holds for one person."""

    mail: dict[str, str] = field(default_factory=dict)
    sms: frozenset[str] = frozenset()
    quiet: str = ""
    digest_at: str = DIGEST_AT

    @property
    def facts(self) -> dict[str, Any]:
        return {"mail": self.mail, "sms": sorted(self.sms), "quiet": self.quiet, "digest_at": self.digest_at}

    def mail_mode(self, kind: str) -> str:
        """now, digest or off; what must always go is not theirs to choose."""
        group = group_of(kind)
        return NOW if group is None else self.mail_of(group)

    def mail_of(self, group: str) -> str:
        """The same of a group; what was never chosen is as usual."""
        return self.mail.get(group, OFF if group in IF_CHOSEN else NOW)

    def by_sms(self, kind: str) -> bool:
        return group_of(kind) in self.sms


def choice_of(session: GuardedSession, login_id: int) -> NoticeChoice | None:
    return session.scalar(select(NoticeChoice).where(NoticeChoice.login_id == login_id))


def wishes_by_login(session: GuardedSession, quiet: str) -> Callable[[int], Wishes]:
    """What each login wants, each asked for once; `quiet` are the company's hours for those who chose nothing."""
    known: dict[int, Wishes] = {}

    def wishes_of(login_id: int) -> Wishes:
        if login_id not in known:
            chosen = choice_of(session, login_id)
            known[login_id] = chosen.wishes if chosen else Wishes(quiet=quiet)
        return known[login_id]

    return wishes_of
