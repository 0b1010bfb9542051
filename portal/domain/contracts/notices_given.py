"""Rows about windows: a notice that arrived, which settles its window, and a reminder that was told, never twice."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import AccountOwned, Base, Conflict, Identifier, Refused, StaffOnly, belongs_to
from portal.domain.contracts.clauses import Party
from portal.domain.contracts.models import Contract
from portal.domain.contracts.radar import NOTICE_KINDS, Window
from portal.domain.events import Actor


class NoticeGiven(AccountOwned, Base):
    """A notice by one side that arrived in time, about the term that ends on `ends_on`; `by` is us or partner."""

    __tablename__ = "notice_given"
    __table_args__ = (
        *belongs_to(contract_id="contract"),
        UniqueConstraint("contract_id", "ends_on", "article", "kind"),
        Index(None, "ends_on"),
        Index(None, "account_id", "ends_on"),
    )

    contract_id: Mapped[int] = mapped_column(Identifier)
    ends_on: Mapped[date]
    article: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(10))
    by: Mapped[str] = mapped_column(String(8))
    arrived_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))


class Reminder(AccountOwned, StaffOnly, Base):
    """One reminder that was told: the key makes it so exactly once, whichever worker comes first and however often."""

    __tablename__ = "reminder"
    __table_args__ = (
        *belongs_to(contract_id="contract"),
        UniqueConstraint("contract_id", "ends_on", "article", "kind", "threshold"),
        Index(None, "ends_on"),
    )

    contract_id: Mapped[int] = mapped_column(Identifier)
    ends_on: Mapped[date]
    article: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(10))
    threshold: Mapped[str] = mapped_column(String(16))
    told_at: Mapped[datetime]


def give_notice(
    contract: Contract, window: Window, *, side: Party, arrived_on: date, today: date, by: Actor, at: datetime
) -> NoticeGiven:
    """The row, which the caller adds, of a notice by `side` that arrived on civil day `arrived_on`.

    Refused when it is not theirs to give (`notice.not_theirs`), lies ahead (`notice.ahead`) or came outside the window,
    where it has no effect (`notice.outside_window`); Conflict when it is recorded already (`notice.given`).
    """
    if window.kind not in NOTICE_KINDS or side is Party.EITHER or not window.may_be_done_by(side):
        raise Refused("notice.not_theirs")
    if arrived_on > today:
        raise Refused("notice.ahead")
    if arrived_on > window.arrives_by or not window.is_open(arrived_on):
        raise Refused("notice.outside_window", number=contract.number)
    if window.done_on is not None:
        raise Conflict("notice.given", number=contract.number)
    facts = {"article": window.article, "window": window.kind, "by_whom": side, "arrived_on": arrived_on.isoformat()}
    contract.record("contract.notice_given", by=by, at=at, ends_on=contract.ends_on.isoformat(), **facts)
    return NoticeGiven(
        account_id=contract.account_id, contract_id=contract.id, ends_on=contract.ends_on, article=window.article,
        kind=window.kind, by=side, arrived_on=arrived_on, recorded_at=at, recorded_by_id=by.login_id,
    )  # fmt: skip
