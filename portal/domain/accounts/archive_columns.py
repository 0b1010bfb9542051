"""Columns of the archive that few pages read, apart by the row they belong to.

Those of the account are loaded together when one is first asked for, or at once where a statement asks for the group
`archive`: pages that only name the account do not carry them.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from portal.domain.base import Fen

if TYPE_CHECKING:
    from portal.domain.accounts.models import Account

ARCHIVE = "archive"
_apart: dict[str, Any] = {"deferred": True, "deferred_group": ARCHIVE}


class ArchiveColumns:
    """What an account says of itself beyond name, numbers and place; `reg_capital` in fen, lists one line each."""

    reg_capital: Mapped[Fen | None] = mapped_column(**_apart)
    founded_on: Mapped[date | None] = mapped_column(**_apart)
    business_scope: Mapped[str] = mapped_column(Text, default="", **_apart)
    invoice_title: Mapped[str] = mapped_column(String(80), default="", **_apart)
    invoice_uscc: Mapped[str] = mapped_column(String(18), default="", **_apart)
    invoice_address: Mapped[str] = mapped_column(String(200), default="", **_apart)
    invoice_tel: Mapped[str] = mapped_column(String(30), default="", **_apart)
    bank_name: Mapped[str] = mapped_column(String(80), default="", **_apart)
    bank_holder: Mapped[str] = mapped_column(String(80), default="", **_apart)
    bank_account_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, **_apart)
    bank_account_hash: Mapped[str | None] = mapped_column(String(64), **_apart)
    bank_account_tail: Mapped[str | None] = mapped_column(String(4), **_apart)
    tax_mode: Mapped[str | None] = mapped_column(String(12), **_apart)
    channels: Mapped[list[str]] = mapped_column(default=list, **_apart)
    resources: Mapped[str] = mapped_column(Text, default="", **_apart)
    other_products: Mapped[str] = mapped_column(Text, default="", **_apart)
    team_size: Mapped[str | None] = mapped_column(String(10), **_apart)
    annual_sales: Mapped[str | None] = mapped_column(String(10), **_apart)


class StandingColumns:
    """What we know of an account and it must not: who brought it, what it is worth to us, why it is blacklisted."""

    value_type: Mapped[str | None] = mapped_column(String(12))
    introduced_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    blacklist_reason: Mapped[str] = mapped_column(String(400), default="")
    blacklist_evidence: Mapped[str] = mapped_column(String(400), default="")
    blacklisted_at: Mapped[datetime | None]
    blacklisted_by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))

    @declared_attr
    def introducer(cls) -> Mapped["Account | None"]:
        return relationship("Account", lazy="raise", foreign_keys=[cls.introduced_by_id])  # type: ignore[list-item]

    @property
    def is_blacklisted(self) -> bool:
        return self.blacklisted_at is not None


class ContactColumns:
    """What helps to meet a person rightly; the birthday is by the calendar that they keep it in."""

    level: Mapped[str | None] = mapped_column(String(10))
    is_decision_maker: Mapped[bool] = mapped_column(default=False)
    is_hcp: Mapped[bool] = mapped_column(default=False)
    is_hcp_relative: Mapped[bool] = mapped_column(default=False)
    is_public_official: Mapped[bool] = mapped_column(default=False)
    birthday_calendar: Mapped[str | None] = mapped_column(String(5))
    birthday_month: Mapped[int | None]
    birthday_day: Mapped[int | None]
    birthday_is_leap: Mapped[bool] = mapped_column(default=False)
    birthday_year: Mapped[int | None]
    preferred_channel: Mapped[str | None] = mapped_column(String(10))
    best_time: Mapped[str] = mapped_column(String(40), default="")
