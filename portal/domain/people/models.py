"""Rows of people: a login, what it may act as, and where it is signed in."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.base import AccountOwned, Base, Identifier, Refused
from portal.domain.events import Actor, Recorded
from portal.domain.people.proofs import LinkToken, RecoveryCode, Throttle
from portal.domain.people.roles import SECOND_FACTOR_ROLES, PartnerRole, Reach, StaffRole

__all__ = ["Invitation", "LinkToken", "Login", "Membership", "RecoveryCode", "Staff", "Throttle", "WebSession"]


def random_name() -> Mapped[str]:
    """An unguessable name for addresses, so that no row id shows."""
    return mapped_column(String(22), unique=True, default=lambda: secrets.token_urlsafe(16))


class Login(Recorded, Base):
    """One person who signs in, by e-mail or mainland mobile number. Belongs to no account: see Membership."""

    __tablename__ = "login"

    name: Mapped[str] = mapped_column(String(80))
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    mobile: Mapped[str | None] = mapped_column(String(11), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    password_changed_at: Mapped[datetime | None]
    locale: Mapped[str | None] = mapped_column(String(2))
    has_shortcuts: Mapped[bool] = mapped_column(default=True)
    totp_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    totp_confirmed_at: Mapped[datetime | None]
    totp_last_step: Mapped[int] = mapped_column(Identifier, default=0)
    created_at: Mapped[datetime]
    deactivated_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}

    staff: Mapped["Staff | None"] = relationship(back_populates="login", lazy="raise")
    memberships: Mapped[list["Membership"]] = relationship(back_populates="login", lazy="raise")

    @property
    def has_second_factor(self) -> bool:
        return self.totp_confirmed_at is not None

    def rename(self, name: str, *, by: Actor, at: datetime) -> None:
        before, self.name = self.name, name
        self.record("login.renamed", by=by, at=at, before=before, after=name)

    def choose_locale(self, locale: str, *, by: Actor, at: datetime) -> None:
        before, self.locale = self.locale, locale
        self.record("login.locale_chosen", by=by, at=at, before=before, after=locale)

    def choose_shortcuts(self, has_shortcuts: bool, *, by: Actor, at: datetime) -> None:
        """Whether single keys do something by themselves; who speaks to the computer may not want that (WCAG 2.1.4)."""
        self.has_shortcuts = has_shortcuts
        self.record("login.shortcuts_chosen", by=by, at=at, after=has_shortcuts)

    def deactivate(self, *, by: Actor, at: datetime) -> None:
        """Close this login for good or until reactivated; its sessions are ended by the caller's room."""
        if self.deactivated_at is not None:
            raise Refused("login.already_deactivated")
        self.deactivated_at = at
        self.record("login.deactivated", by=by, at=at)

    def reactivate(self, *, by: Actor, at: datetime) -> None:
        self.deactivated_at = None
        self.record("login.reactivated", by=by, at=at)


class Staff(Recorded, Base):
    """A login's post in our company: roles, reach and the provinces that a regional reach covers."""

    __tablename__ = "staff"

    ref: Mapped[str] = random_name()
    login_id: Mapped[int] = mapped_column(ForeignKey("login.id"), unique=True)
    title: Mapped[str] = mapped_column(String(40), default="")
    roles: Mapped[list[str]] = mapped_column(default=list)
    reach: Mapped[str] = mapped_column(String(10), default=Reach.ALL)
    provinces: Mapped[list[str]] = mapped_column(default=list)
    login: Mapped[Login] = relationship(back_populates="staff", lazy="raise")

    @property
    def needs_second_factor(self) -> bool:
        return not SECOND_FACTOR_ROLES.isdisjoint(self.roles)

    @property
    def terms(self) -> dict[str, Any]:
        return {"title": self.title, "roles": self.roles, "reach": self.reach, "provinces": self.provinces}

    def appoint(
        self, *, title: str, roles: list[str], reach: str, provinces: list[str], by: Actor, at: datetime
    ) -> None:
        """Give this post its title, roles and reach; Refused(staff.own_post) when the giver holds it."""
        if by.staff_id is not None and by.staff_id == self.id:
            raise Refused("staff.own_post")
        before = self.terms
        self.title, self.roles = title, sorted(StaffRole(role) for role in roles)
        self.reach, self.provinces = Reach(reach), sorted(provinces) if reach == Reach.REGION else []
        self.record("staff.appointed", by=by, at=at, before=before, after=self.terms)


class Membership(Recorded, AccountOwned, Base):
    """A login acting for one account; the same person may act for several."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("account_id", "login_id"), Index(None, "login_id"))

    ref: Mapped[str] = random_name()
    login_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    role: Mapped[str] = mapped_column(String(10))
    joined_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    login: Mapped[Login] = relationship(back_populates="memberships", lazy="raise")

    def change_role(self, role: str, *, by: Actor, at: datetime) -> None:
        before, self.role = self.role, PartnerRole(role)
        self.record("membership.role_changed", by=by, at=at, before=before, after=role)

    def end(self, *, by: Actor, at: datetime) -> None:
        self.ended_at = at
        self.record("membership.ended", by=by, at=at, role=self.role)


class Invitation(Recorded, AccountOwned, Base):
    """An offer to act for an account, good for one address, one role and a limited time."""

    __tablename__ = "invitation"
    __table_args__ = (Index(None, "account_id", "id"),)

    ref: Mapped[str] = random_name()
    login_id: Mapped[int] = mapped_column(ForeignKey("login.id"), index=True)
    email: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(80), default="")
    role: Mapped[str] = mapped_column(String(10))
    invited_by_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    invited_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    def check_open(self) -> None:
        """Refused(invitation.not_open) if the offer was accepted or taken back."""
        if self.accepted_at is not None or self.revoked_at is not None:
            raise Refused("invitation.not_open")

    def revoke(self, *, by: Actor, at: datetime) -> None:
        self.check_open()
        self.revoked_at = at
        self.record("invitation.revoked", by=by, at=at, role=self.role)


class WebSession(Base):
    """One browser that is signed in; the cookie holds a random id of which only the hash is kept here."""

    __tablename__ = "web_session"
    __table_args__ = (Index(None, "login_id"), Index(None, "expires_at"))

    id_hash: Mapped[str] = mapped_column(String(64), unique=True)
    login_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    membership_id: Mapped[int | None] = mapped_column(ForeignKey("membership.id"))
    factor_passed: Mapped[bool] = mapped_column(default=False)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    address: Mapped[str] = mapped_column(String(45))
    agent: Mapped[str] = mapped_column(String(200))
    ended_at: Mapped[datetime | None]
    ended_why: Mapped[str | None] = mapped_column(String(30))
    login: Mapped[Login] = relationship(lazy="raise")
    membership: Mapped[Membership | None] = relationship(lazy="raise")
