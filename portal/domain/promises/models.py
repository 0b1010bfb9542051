"""The row of a promise, and its verbs: each leaves one event."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.accounts.models import Account
from portal.domain.base import (
    AccountOwned,
    Base,
    Conflict,
    Identifier,
    PartlyInternal,
    Refused,
    belongs_to,
    is_parent,
)
from portal.domain.events import Actor, Recorded
from portal.domain.people.models import Login, Staff
from portal.domain.promises.days import check_day
from portal.domain.promises.state import PledgeState, state_on
from portal.domain.working_days import civil_day

# Spelled out, not bound: SQLite takes a partial index only for the very words of its condition.
IS_OPEN = text("kept_at IS NULL AND called_off_at IS NULL")


class Pledge(Recorded, PartlyInternal, AccountOwned, Base):
    """Something one of us promised a partner until the end of the civil day `due_on` (Asia/Shanghai, as are all `_on`).

    `number` is PM-YYYYMM-####. `dated_on`: when the present date was set; `missed_on`: the first date that had passed
    when it was moved; `reminded`: the reminder told last about the present date. `source` is the number of what it was
    made in, tied to it by id only.
    """

    __tablename__ = "pledge"
    __table_args__ = (
        is_parent(),
        *belongs_to(request_id="service_request", feedback_id="feedback", breach_id="breach"),
        Index("ix_pledge_open_due", "due_on", "id", sqlite_where=IS_OPEN, postgresql_where=IS_OPEN),
        Index("ix_pledge_open_owner", "owner_id", "due_on", "id", sqlite_where=IS_OPEN, postgresql_where=IS_OPEN),
        Index(None, "due_on", "id"),
        Index(None, "owner_id", "due_on", "id"),
        Index(None, "account_id", "due_on", "id"),
        Index(None, "request_id"),
        Index(None, "feedback_id"),
        Index(None, "breach_id"),
    )

    number: Mapped[str] = mapped_column(String(16), unique=True)
    what: Mapped[str] = mapped_column(String(200))
    due_on: Mapped[date]
    owner_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    source: Mapped[str] = mapped_column(String(16), default="")
    request_id: Mapped[int | None] = mapped_column(Identifier)
    feedback_id: Mapped[int | None] = mapped_column(Identifier)
    breach_id: Mapped[int | None] = mapped_column(Identifier)
    promised_to_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    given_at: Mapped[datetime]
    dated_on: Mapped[date]
    missed_on: Mapped[date | None]
    kept_at: Mapped[datetime | None]
    kept_on: Mapped[date | None]
    kept_by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    called_off_at: Mapped[datetime | None]
    called_off_by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    called_off_why: Mapped[str] = mapped_column(Text, default="")
    reminded: Mapped[str] = mapped_column(String(6), default="")
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}

    account: Mapped[Account] = relationship(lazy="raise")
    owner: Mapped[Staff] = relationship(lazy="raise")
    moves: Mapped[list["PledgeMove"]] = relationship(lazy="raise", order_by="PledgeMove.id", viewonly=True)

    @property
    def subject(self) -> str:
        """What a message about it is headed with."""
        return self.what

    @property
    def is_open(self) -> bool:
        return self.kept_at is None and self.called_off_at is None

    def state(self, today: date) -> PledgeState:
        return state_on(
            today, self.due_on, kept_on=self.kept_on, missed_on=self.missed_on,
            is_called_off=self.called_off_at is not None,
        )  # fmt: skip

    def give(self, *, by: Actor, at: datetime) -> None:
        """Tell that it was promised."""
        self._tell("pledge.given", by, at, owner=self.owner_id)

    def move(self, due_on: date, reason: str, *, by: Actor, at: datetime) -> "PledgeMove":
        """Promise it for another civil day; the reason is for the partner to read. Refused for the same day, one that
        has passed or lies too far ahead. A date that has passed stays missed."""
        today = civil_day(at)
        self._require_open()
        check_day(due_on, today)
        if due_on == self.due_on:
            raise Refused("pledge.same_day", day=due_on)
        move = PledgeMove(
            account_id=self.account_id, pledge_id=self.id, is_internal=self.is_internal, from_on=self.due_on,
            to_on=due_on, reason=reason, by_id=by.login_id, at=at,
        )  # fmt: skip
        self.own_session().add(move)
        if self.state(today) == PledgeState.OVERDUE:
            self.missed_on = self.missed_on or self.due_on
        self.due_on, self.dated_on, self.reminded = due_on, today, ""
        self._tell("pledge.moved", by, at, from_on=move.from_on.isoformat())
        return move

    def keep(self, *, by: Actor, at: datetime) -> None:
        """Say that it is done."""
        self._require_open()
        self.kept_at, self.kept_on, self.kept_by_id = at, civil_day(at), by.login_id
        self._tell("pledge.kept", by, at, state=self.state(self.kept_on))

    def call_off(self, reason: str, *, by: Actor, at: datetime) -> None:
        """Say that it will not be done; the reason is for the partner to read."""
        self._require_open()
        self.called_off_at, self.called_off_by_id, self.called_off_why = at, by.login_id, reason
        self._tell("pledge.called_off", by, at)

    def hand_over(self, staff: Staff, *, by: Actor, at: datetime) -> None:
        """Let somebody else of us keep it; whoever has it already has nothing to take."""
        self._require_open()
        if staff.id != self.owner_id:
            before, self.owner_id = self.owner_id, staff.id
            self._tell("pledge.handed_over", by, at, before=before, after=staff.id)

    def remind(self, threshold: str, *, by: Actor, at: datetime) -> None:
        """Bring it to its owner's mind, once for each threshold of the present date."""
        self.reminded = threshold
        self._tell("pledge.due", by, at, reminder=threshold)

    def _require_open(self) -> None:
        if not self.is_open:
            raise Conflict("pledge.ended", number=self.number)

    def _tell(self, kind: str, by: Actor, at: datetime, **facts: Any) -> None:
        self.record(kind, by=by, at=at, due_on=self.due_on.isoformat(), is_internal=self.is_internal, **facts)


class PledgeMove(PartlyInternal, AccountOwned, Base):
    """One moving of a promise's date, with the reason the partner reads."""

    __tablename__ = "pledge_move"
    __table_args__ = (*belongs_to(pledge_id="pledge"), Index(None, "pledge_id", "id"))

    pledge_id: Mapped[int] = mapped_column(Identifier)
    from_on: Mapped[date]
    to_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    at: Mapped[datetime]
    by: Mapped[Login] = relationship(lazy="raise")
