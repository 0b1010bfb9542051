"""A wave of a survey, and each person who is asked."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.accounts.models import Account
from portal.domain.base import AccountOwned, Base, Conflict, Identifier, Refused
from portal.domain.events import Actor, Recorded
from portal.domain.people.models import Login
from portal.domain.surveys.kinds import OPEN_FOR, RULES, Segment, SurveyKind, SurveyRule

_WAITS = text("waits_for_call")


class SurveyWave(Recorded, Base):
    """One question to many. `number` is SV-YYYYMM-####; `question` is what is asked where it is not the usual one.

    `regular_on` is the day of the year for which the worker planned it; a wave that is held back asks nobody.
    `asked_up_to` is the last login that was looked at; `asked_at` when all were: a worker that is killed goes on there.
    """

    __tablename__ = "survey_wave"
    __table_args__ = (Index(None, "closes_at", "id"),)

    number: Mapped[str] = mapped_column(String(16), unique=True)
    kind: Mapped[str] = mapped_column(String(4))
    title: Mapped[str] = mapped_column(String(80))
    question: Mapped[str] = mapped_column(String(200), default="")
    question_en: Mapped[str] = mapped_column(String(200), default="")
    segment: Mapped[dict[str, Any]] = mapped_column(default=dict)
    opened_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    asked_up_to: Mapped[int] = mapped_column(Identifier, default=0)
    asked_at: Mapped[datetime | None]
    regular_on: Mapped[date | None]
    held_at: Mapped[datetime | None]
    # No foreign key: SQLite would have to make the table anew for it, under the rows that hang on it.
    held_by_id: Mapped[int | None] = mapped_column(Identifier)
    held_why: Mapped[str] = mapped_column(String(200), default="", server_default="")

    @property
    def rule(self) -> SurveyRule:
        return RULES[SurveyKind(self.kind)]

    @property
    def whom(self) -> Segment:
        return Segment.of(self.segment)

    def is_open(self, at: datetime) -> bool:
        return self.held_at is None and self.opened_at <= at < self.closes_at

    def has_begun(self, at: datetime) -> bool:
        """Whether anybody was or is asked."""
        return self.held_at is None and self.opened_at <= at

    def is_planned(self, at: datetime) -> bool:
        """Whether it is still to be asked, and neither begun nor held back."""
        return self.held_at is None and at < self.opened_at

    def hold(self, why: str, *, by: Actor, at: datetime) -> None:
        """It asks nobody until it is let go; Conflict once asking has begun."""
        if not self.is_planned(at):
            raise Conflict("survey.not_planned", number=self.number)
        self.held_at, self.held_by_id, self.held_why = at, by.login_id, why
        self.record("survey.held", by=by, at=at, survey=self.kind)

    def let_go(self, *, by: Actor, at: datetime) -> None:
        """Ask after all: on its day, or at once where that is past."""
        if self.held_at is None:
            raise Conflict("survey.not_held", number=self.number)
        self.held_at, self.held_by_id, self.held_why = None, None, ""
        if self.opened_at < at:
            self.opened_at, self.closes_at = at, at + OPEN_FOR
        self.record("survey.let_go", by=by, at=at, survey=self.kind)


class SurveyAsk(Recorded, AccountOwned, Base):
    """One person asked in a wave, of whose number `number` is a copy, and their answer: one, which then stands.

    `waits_for_call`: they are not content, and nobody has been given the task to call back yet.
    """

    __tablename__ = "survey_ask"
    __table_args__ = (
        UniqueConstraint("wave_id", "login_id"),
        Index(None, "login_id", "asked_at"),
        Index(None, "account_id", "login_id"),
        Index("ix_survey_ask_waits_for_call", "id", sqlite_where=_WAITS, postgresql_where=_WAITS),
    )

    wave_id: Mapped[int] = mapped_column(ForeignKey("survey_wave.id"))
    number: Mapped[str] = mapped_column(String(16))
    login_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    asked_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None]
    score: Mapped[int | None]
    comment: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    by_mail: Mapped[bool] = mapped_column(default=False)
    waits_for_call: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}
    wave: Mapped[SurveyWave] = relationship(lazy="raise")
    login: Mapped[Login] = relationship(lazy="raise")
    account: Mapped[Account] = relationship(lazy="raise")

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None

    def answer(self, score: int, comment: str, *, by: Actor, at: datetime, by_mail: bool = False) -> None:
        """Say it, once; Conflict for a second time, Refused after the window and for a mark that does not exist."""
        if self.is_answered:
            raise Conflict("survey.answered", number=self.number)
        if not self.wave.is_open(at):
            raise Refused("survey.closed", number=self.number)
        if score not in self.wave.rule.marks:
            raise Refused("survey.unknown_score")
        is_low = score <= self.wave.rule.low
        self.score, self.comment, self.answered_at, self.by_mail = score, comment, at, by_mail
        self.waits_for_call = is_low
        kind = "survey.answered_low" if is_low else "survey.answered"
        self.record(kind, by=by, at=at, score=score, survey=self.wave.kind, by_mail=by_mail)

    def remind(self, *, by: Actor, at: datetime) -> None:
        """Ask once more, and never again."""
        self.reminded_at = at
        self.record("survey.reminded", by=by, at=at)
