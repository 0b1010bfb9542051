"""Rows of the customer archive: the account, its standing with us, its contacts and its qualification papers."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, Synonym, mapped_column, relationship, synonym

from portal.domain.accounts.archive_columns import ArchiveColumns, ContactColumns, StandingColumns
from portal.domain.accounts.changes import set_facts
from portal.domain.accounts.kinds import AccountKind, AccountStatus, Tier
from portal.domain.accounts.papers.paper import PaperColumns
from portal.domain.accounts.papers.typed_licence import is_lifted
from portal.domain.accounts.secrets import set_secrets
from portal.domain.base import Absorbable, AccountOwned, Base, Identifier, Refused, StaffOnly, is_parent
from portal.domain.events import Actor, Recorded
from portal.domain.people.models import Staff


class Account(ArchiveColumns, Recorded, Absorbable, AccountOwned, Base):
    """A company or person we deal with. Guarded like its children: its account_id is its id.

    `absorbed_ids` are the ids of accounts that go on within this one; kept here so that the page of an account
    without any asks nothing more."""

    __tablename__ = "account"
    __table_args__ = (
        Index(None, "name_key"),
        Index(None, "uscc"),
        Index(None, "mobile"),
        Index(None, "initials", "id"),
        Index(None, "kind", "id"),
        Index(None, "status", "id"),
        Index(None, "province", "id"),
        Index(None, "status", "kind", "province"),
        Index(None, "business_manager_id", "id"),
        Index(None, "id_no_hash"),
        Index(None, "bank_account_hash"),
    )

    account_id: Synonym[int] = synonym("id")
    number: Mapped[str] = mapped_column(String(12), unique=True)
    kind: Mapped[str] = mapped_column(String(12))
    name_zh: Mapped[str] = mapped_column(String(80))
    name_key: Mapped[str] = mapped_column(String(80), default="")
    short_name: Mapped[str] = mapped_column(String(40), default="")
    pinyin: Mapped[str] = mapped_column(String(400), default="")
    initials: Mapped[str] = mapped_column(String(80), default="")
    uscc: Mapped[str | None] = mapped_column(String(18))
    id_no_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    id_no_hash: Mapped[str | None] = mapped_column(String(64))
    id_no_tail: Mapped[str | None] = mapped_column(String(4))
    entity_type: Mapped[str | None] = mapped_column(String(20))
    legal_rep: Mapped[str] = mapped_column(String(40), default="")
    licence_no: Mapped[str] = mapped_column(String(40), default="")
    licence_until: Mapped[date | None]
    mobile: Mapped[str | None] = mapped_column(String(11))
    tel: Mapped[str] = mapped_column(String(30), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    province: Mapped[str | None] = mapped_column(String(6))
    city: Mapped[str] = mapped_column(String(40), default="")
    address: Mapped[str] = mapped_column(String(200), default="")
    source: Mapped[str | None] = mapped_column(String(20))
    business_manager_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    created_at: Mapped[datetime]
    absorbed_ids: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True))
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}

    business_manager: Mapped[Staff | None] = relationship(lazy="raise")
    contacts: Mapped[list["Contact"]] = relationship(lazy="raise", order_by="Contact.id")

    @property
    def display_name(self) -> str:
        return self.short_name or self.name_zh

    @property
    def is_person(self) -> bool:
        return self.kind == AccountKind.INDIVIDUAL

    def change(self, facts: dict[str, Any], *, by: Actor, at: datetime) -> None:
        """Set archive fields, secret ones as Sealed; records before and after of what differs, identifiers masked."""
        before = self.licence_until
        changes = set_secrets(self, facts) | set_facts(self, facts)
        if changes:
            self.record("account.changed", by=by, at=at, changes=changes)
        if is_lifted(before, self.licence_until, at):
            self.record("account.licence_day_moved", by=by, at=at, day=before and before.isoformat())

    def change_status(self, status: str, *, by: Actor, at: datetime, reason: str = "") -> None:
        """Move to another status; its people's sessions are ended by the caller's room where it closes the portal."""
        before, self.status = self.status, AccountStatus(status)
        self.record("account.status_changed", by=by, at=at, before=before, after=status, reason=reason)


class AccountStanding(StandingColumns, Recorded, AccountOwned, StaffOnly, Base):
    """What we think of an account and who looks after it: never shown to it."""

    __tablename__ = "account_standing"
    __table_args__ = (
        Index(None, "account_id", unique=True),
        Index(None, "tier", "account_id"),
        Index(None, "care_owner_id", "account_id"),
        Index(None, "sponsor_id", "account_id"),
        Index(None, "introduced_by_id", "account_id"),
    )

    tier: Mapped[str | None] = mapped_column(String(16))
    stage: Mapped[str | None] = mapped_column(String(4))
    care_owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    sponsor_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    remark: Mapped[str] = mapped_column(Text, default="")
    care_owner: Mapped[Staff | None] = relationship(lazy="raise", foreign_keys=care_owner_id)
    sponsor: Mapped[Staff | None] = relationship(lazy="raise", foreign_keys=sponsor_id)

    def judge(self, facts: dict[str, Any], *, by: Actor, at: datetime) -> None:
        """Set tier, stage, owners or remark; Refused("account.vip_without_sponsor") for a VIP nobody sponsors."""
        changes = set_facts(self, facts)
        if self.tier == Tier.VIP and self.sponsor_id is None:
            raise Refused("account.vip_without_sponsor")
        if changes:
            shown = {name: change for name, change in changes.items() if name != "remark"}
            self.record("standing.changed", by=by, at=at, changes=shown, remark="remark" in changes)


_PRIMARY = text("is_primary")


class Contact(ContactColumns, Recorded, AccountOwned, Base):
    """A person at an account; one of them is primary. `lift_of`: marks that somebody wants taken off, and why; `number`
    is the account's, where an event is written about that."""

    __tablename__ = "contact"
    number = ""
    __table_args__ = (
        Index(None, "mobile"),
        Index("uq_contact_primary", "account_id", unique=True, sqlite_where=_PRIMARY, postgresql_where=_PRIMARY),
        is_parent(),
    )

    name: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(16), default="owner")
    mobile: Mapped[str | None] = mapped_column(String(11))
    email: Mapped[str] = mapped_column(String(254), default="")
    wechat: Mapped[str] = mapped_column(String(40), default="")
    is_primary: Mapped[bool] = mapped_column(default=False)
    lift_of: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    lift_reason: Mapped[str] = mapped_column(String(200), default="", server_default="")
    # No foreign key: SQLite would have to make the table anew for it.
    lift_by_id: Mapped[int | None] = mapped_column(Identifier)

    def change(self, facts: dict[str, Any], *, by: Actor, at: datetime) -> None:
        """Set fields of the person; records before and after, numbers masked."""
        changes = set_facts(self, facts)
        if changes:
            self.record("contact.changed", by=by, at=at, name=self.name, changes=changes)


class Qualification(PaperColumns, AccountOwned, Base):
    """A qualification paper of an account; what was recorded without a check of its own counts as verified."""

    __tablename__ = "qualification"
    __table_args__ = (
        Index(None, "account_id", "state", "expires_on"),
        Index(None, "state", "expires_on", "id"),
        Index(None, "state", "remind_on", "id"),
        Index(None, "state", "submitted_at", "id"),
    )
