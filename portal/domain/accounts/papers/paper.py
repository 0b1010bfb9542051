"""One paper: how it stands on a day, and what can be done with it. A replacement is another row; the old one stays."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, validates

from portal.domain.accounts.papers.reminders import due, first_reminder, next_after
from portal.domain.base import Conflict, Refused
from portal.domain.events import Actor, Recorded
from portal.domain.people.roles import StaffRole

NEAR_DAYS = 90
"""So many calendar days before its last day a paper is called expiring (domain 2.5)."""
CHECKERS = frozenset({StaffRole.ADMINISTRATOR, StaffRole.QUALITY, StaffRole.LEGAL, StaffRole.EXECUTIVE})
"""Who checks papers, and who lets something be done in spite of one that has run out."""


class PaperState(StrEnum):
    """The first four are facts of a row, the rest follows from the day and from what there is."""

    SUBMITTED = "submitted"
    VERIFIED = "verified"
    REJECTED = "rejected"
    REPLACED = "replaced"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    MISSING = "missing"
    WANTED = "wanted"


def days_left(expires_on: date | None, today: date) -> int | None:
    """Calendar days of validity left, today and the last day counted; 0 or less once expired. None is long-term."""
    return None if expires_on is None else (expires_on - today).days + 1


def standing(state: str, expires_on: date | None, today: date) -> PaperState:
    """How a row of that state stands on civil day `today` (Asia/Shanghai)."""
    left = days_left(expires_on, today)
    if state != PaperState.VERIFIED or left is None:
        return PaperState(state)
    if left <= 0:
        return PaperState.EXPIRED
    return PaperState.EXPIRING if left <= NEAR_DAYS + 1 else PaperState.VERIFIED


def _first(context: Any) -> date | None:
    return first_reminder(context.get_current_parameters().get("expires_on"))


class PaperColumns(Recorded):
    """Valid through 24:00 (Asia/Shanghai) of `expires_on`; None is long-term. What was typed never changes: a mistake
    is rejected and given anew. `remind_on` is the next day its end is brought to mind, while it is verified."""

    noun = "qualification"
    id: Mapped[int]
    doc_type: Mapped[str] = mapped_column(String(30))
    number: Mapped[str] = mapped_column(String(60), default="")
    issued_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(10), default=PaperState.VERIFIED)
    submitted_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    remind_on: Mapped[date | None] = mapped_column(default=_first)

    @declared_attr
    def submitted_by_id(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("login.id"))

    @declared_attr
    def decided_by_id(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("login.id"))

    @validates("expires_on")
    def _begin_reminders_anew(self, _name: str, value: date | None) -> date | None:
        self.remind_on = first_reminder(value)
        return value

    @property
    def paper_no(self) -> str:
        """What people call this row: the paper's own number can be a person's or a bank account's."""
        return f"{'QD' if self.noun == 'qualification' else 'HP'}-{self.id}"

    def event_columns(self, kind: str, by: Actor, at: datetime, facts: dict[str, Any]) -> dict[str, Any]:
        columns = super().event_columns(kind, by, at, facts)
        return {**columns, "number": self.paper_no, "facts": {"doc_type": self.doc_type, **facts}}

    def days_left(self, today: date) -> int | None:
        return days_left(self.expires_on, today)

    def standing(self, today: date) -> PaperState:
        return standing(self.state, self.expires_on, today)

    def may_be_checked_by(self, actor: Actor) -> bool:
        """Whether they could decide about it now."""
        return self.state == PaperState.SUBMITTED and actor.has(*CHECKERS) and self.submitted_by_id != actor.login_id

    def submit(self, *, by: Actor, at: datetime) -> None:
        self.state, self.submitted_at, self.submitted_by_id = PaperState.SUBMITTED, at, by.login_id
        self.record(f"{self.noun}.submitted", by=by, at=at)

    def verify(self, replaced: Sequence["PaperColumns"], today: date, *, by: Actor, at: datetime) -> None:
        """A second person has looked at it: it counts from now on, and those it replaces do not any more.

        Refused for whoever gave it and for one that has run out; Conflict once somebody has decided.
        """
        self._require_open(by)
        if by.login_id == self.submitted_by_id:
            raise Refused("paper.four_eyes")
        if self.expires_on is not None and self.expires_on < today:
            raise Refused("paper.over_already")
        for old in replaced:
            old.replace(by=by, at=at)
        self._decide(PaperState.VERIFIED, by, at)
        self.record(f"{self.noun}.verified", by=by, at=at, expires_on=self.expires_on and self.expires_on.isoformat())

    def reject(self, reason: str, *, by: Actor, at: datetime) -> None:
        """It will not do; whoever gave it reads why. Conflict once somebody has decided."""
        self._require_open(by)
        self.reason = reason
        self._decide(PaperState.REJECTED, by, at)
        self.record(f"{self.noun}.rejected", by=by, at=at)

    def replace(self, *, by: Actor, at: datetime) -> None:
        """Another one takes its place; row and files stay (GSP: five years)."""
        self.state, self.remind_on = PaperState.REPLACED, None
        self.record(f"{self.noun}.replaced", by=by, at=at)

    def remind(self, today: date, *, by: Actor, at: datetime) -> bool:
        """Tell that its end comes closer, or has passed; whether there was something to tell."""
        if self.state != PaperState.VERIFIED or self.expires_on is None or self.remind_on is None:
            return False
        days = due(self.expires_on, self.remind_on, today)
        if not days:
            return False
        self.remind_on = next_after(self.expires_on, today)
        self.record(f"{self.noun}.reminded", by=by, at=at, due_on=self.expires_on.isoformat(), reminders=days)
        return True

    def _require_open(self, by: Actor) -> None:
        if not by.has(*CHECKERS):
            raise Refused("paper.not_a_checker")
        if self.state != PaperState.SUBMITTED:
            raise Conflict("paper.decided")

    def _decide(self, state: PaperState, by: Actor, at: datetime) -> None:
        self.state, self.decided_at, self.decided_by_id = state, at, by.login_id
