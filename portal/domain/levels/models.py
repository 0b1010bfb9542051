"""Rows of what is judged: runs of the tiers and what they propose, overrides, benefits, and the kept health."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import AccountOwned, Base, Fen, StaffOnly
from portal.domain.events import Recorded

OPEN, ACCEPTED, REFUSED = "open", "accepted", "refused"


class TierRun(StaffOnly, Base):
    """One reckoning of all tiers by the twelve months up to and with the month `as_of`; waits for the worker while
    `ran_at` is empty, and one worker has it since `begun_at`. `earning` accounts make `profit` (fen) together, `head`
    of them four fifths of it."""

    __tablename__ = "tier_run"

    as_of: Mapped[date] = mapped_column(unique=True)
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    begun_at: Mapped[datetime | None]
    ran_at: Mapped[datetime | None]
    earning: Mapped[int] = mapped_column(default=0)
    head: Mapped[int] = mapped_column(default=0)
    profit: Mapped[Fen] = mapped_column(default=0)
    proposals: Mapped[int] = mapped_column(default=0)


class TierProposal(Recorded, StaffOnly, AccountOwned, Base):
    """A tier that a run gives an account and that it does not have; nothing changes before somebody accepts it.
    `share`: of the profit up to and with this account, in hundredths of a percent; None where it earned nothing."""

    __tablename__ = "tier_proposal"
    __table_args__ = (UniqueConstraint("account_id", "as_of"), Index(None, "state", "gross_profit", "account_id"))

    as_of: Mapped[date]
    tier_now: Mapped[str | None] = mapped_column(String(16))
    tier: Mapped[str] = mapped_column(String(16))
    gross_profit: Mapped[Fen]
    share: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(8), default=OPEN)
    reason: Mapped[str] = mapped_column(String(200), default="")
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))


class TierOverride(StaffOnly, AccountOwned, Base):
    """A tier set by hand against the figures, with a reason, through civil day `until` (Asia/Shanghai)."""

    __tablename__ = "tier_override"
    __table_args__ = (Index(None, "account_id", unique=True),)

    tier: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(200))
    until: Mapped[date]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    at: Mapped[datetime]


class TierBenefit(Recorded, StaffOnly, Base):
    """What a tier brings. Partners of that tier read it only where `is_shown`."""

    __tablename__ = "tier_benefit"
    __table_args__ = (Index(None, "tier", "id"),)

    tier: Mapped[str] = mapped_column(String(16))
    text_zh: Mapped[str] = mapped_column(String(200))
    text_en: Mapped[str] = mapped_column(String(200), default="")
    is_shown: Mapped[bool] = mapped_column(default=False)


class AccountHealth(StaffOnly, AccountOwned, Base):
    """How a relation stood on civil day `as_of`, by the worker. `score` in hundredths, None where nothing is known;
    `known` percent of the weight; `parts`: by part its `value` (0-100 as text, or None) and the numbers behind
    it; `met`: criteria of the stages that are met."""

    __tablename__ = "account_health"
    __table_args__ = (
        Index(None, "account_id", unique=True),
        Index(None, "as_of", "account_id"),
        Index(None, "colour", "score", "account_id"),
    )

    as_of: Mapped[date]
    score: Mapped[int | None]
    known: Mapped[int]
    colour: Mapped[str] = mapped_column(String(8))
    parts: Mapped[dict[str, Any]]
    met: Mapped[list[str]]


class StageQuarter(StaffOnly, AccountOwned, Base):
    """The criteria that were met when the quarter ended that began on `quarter`."""

    __tablename__ = "stage_quarter"
    __table_args__ = (UniqueConstraint("account_id", "quarter"),)

    quarter: Mapped[date]
    met: Mapped[list[str]]


class StageMark(StaffOnly, AccountOwned, Base):
    """A criterion that no figure tells and somebody confirmed: a joint plan, through civil day `until`."""

    __tablename__ = "stage_mark"
    __table_args__ = (UniqueConstraint("account_id", "criterion"),)

    criterion: Mapped[str] = mapped_column(String(20))
    until: Mapped[date]
    note: Mapped[str] = mapped_column(String(200), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    at: Mapped[datetime]
