"""Texts kept for the next time, one's own, a team's, or everybody's: replies at the desk, and messages of care."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, String, Text, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import Base, Conflict, NotFound, Refused, StaffOnly
from portal.domain.events import Actor, Recorded
from portal.domain.people.roles import StaffRole
from portal.domain.requests.canned_text import GAPS, Gaps, check
from portal.domain.work import Repository


class Shelf(StrEnum):
    """Whose a reply is."""

    OWN = "own"
    TEAM = "team"
    COMPANY = "company"


class CannedReply(Recorded, StaffOnly, Base):
    """`role` is the team on whose shelf it stands; `categories` are the requests it fits, none are all.

    One with a `channel` (sms, wechat, call) is a message of care (care/messages.py): its categories are occasions."""

    __tablename__ = "canned_reply"

    title: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    shelf: Mapped[str] = mapped_column(String(8))
    owner_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    role: Mapped[str | None] = mapped_column(String(20))
    categories: Mapped[list[str]] = mapped_column(default=list)
    channel: Mapped[str | None] = mapped_column(String(8))
    locale: Mapped[str] = mapped_column(String(2), default="zh")
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}

    def may_be_changed_by(self, actor: Actor) -> bool:
        """One's own by oneself, a team's by the team, everybody's by administrators, who look after all shelves."""
        if self.shelf == Shelf.OWN:
            return self.owner_id == actor.staff_id
        return actor.has(StaffRole.ADMINISTRATOR) or (self.shelf == Shelf.TEAM and actor.has(self.role or ""))

    def fits(self, category: str) -> bool:
        return not self.categories or category in self.categories


class CannedReplies(Repository):
    """Replies at the desk; `of_kind` and `gaps` say which texts these are and what fills them."""

    of_kind: ColumnElement[bool] = CannedReply.channel.is_(None)
    gaps: Gaps = GAPS

    def within_reach(self) -> list[CannedReply]:
        """What I may use: my own first, then my teams', then everybody's; by title."""
        actor = self.work.actor
        mine = (
            (CannedReply.shelf == Shelf.OWN) & (CannedReply.owner_id == actor.staff_id),
            (CannedReply.shelf == Shelf.TEAM) & CannedReply.role.in_(actor.roles),
            CannedReply.shelf == Shelf.COMPANY,
        )
        rows = self.session.scalars(select(CannedReply).where(self.of_kind, or_(*mine)))
        order = list(Shelf)
        return sorted(rows, key=lambda one: (order.index(Shelf(one.shelf)), one.title, one.id))

    def for_category(self, category: str, first_id: int | None = None) -> list[CannedReply]:
        """Those of them that fit requests of a category; the one of that id, its template, stands first."""
        found = [one for one in self.within_reach() if one.fits(category) or one.id == first_id]
        return sorted(found, key=lambda one: one.id != first_id)

    def get(self, canned_id: int) -> CannedReply:
        """One that I may use; raises NotFound for everything else."""
        for one in self.within_reach():
            if one.id == canned_id:
                return one
        raise NotFound(str(canned_id))

    def add(self, facts: dict[str, Any]) -> CannedReply:
        """Keep a reply; Refused for a gap nothing fills, or for a shelf that is not mine."""
        assert self.work.actor.staff_id is not None
        one = CannedReply(owner_id=self.work.actor.staff_id, changed_at=self.work.now, **facts)
        self._check(one)
        self.session.add(one)
        one.record("canned.added", by=self.work.actor, at=self.work.now, title=one.title, shelf=one.shelf)
        return one

    def change(self, one: CannedReply, facts: dict[str, Any], *, seen: int) -> None:
        """Write it anew; Conflict if somebody was faster, Refused as for `add`."""
        self._check(one)
        if one.version != seen:
            raise Conflict("canned.changed", title=one.title)
        for name, value in facts.items():
            setattr(one, name, value)
        self._check(one)
        one.changed_at = self.work.now
        one.record("canned.changed", by=self.work.actor, at=self.work.now, title=one.title, shelf=one.shelf)

    def remove(self, one: CannedReply) -> None:
        self._check(one)
        one.record("canned.removed", by=self.work.actor, at=self.work.now, title=one.title, shelf=one.shelf)
        self.session.delete(one)

    def _check(self, one: CannedReply) -> None:
        if not one.may_be_changed_by(self.work.actor):
            raise Refused("canned.not_yours", title=one.title)
        check(one.text, self.gaps)
