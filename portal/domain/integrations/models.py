"""Rows of integrations: the program and its token, its endpoint, and when what it reads last changed."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, Select, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.accounts.kinds import CLOSED_TO_PARTNERS
from portal.domain.accounts.models import Account
from portal.domain.base import AccountOwned, Base, Conflict, Identifier, Refused, StaffOnly
from portal.domain.events import Actor, Recorded
from portal.domain.integrations.codes import HookKind, Side
from portal.domain.people.models import Login
from portal.domain.scope import PublicRows

PAUSE_AFTER = 20
"""Failed tries in a row after which nothing more is sent to an endpoint until an administrator says so."""
BOTH_SECRETS_FOR = timedelta(hours=24)
"""How long what is sent is signed with the old secret as well, after a new one was made."""


def _random_name() -> str:
    return secrets.token_urlsafe(16)


class Integration(Recorded, StaffOnly, Base):
    """A program that acts by a token. Its login is what it is called in threads; nobody can sign in by it.

    Without numbers and kinds it reaches every account; with both, accounts that match both. The token itself is never
    kept: only a keyed hash of it and its last four characters.
    """

    __tablename__ = "integration"

    ref: Mapped[str] = mapped_column(String(22), unique=True, default=_random_name)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    login_id: Mapped[int] = mapped_column(ForeignKey("login.id"), unique=True)
    side: Mapped[str] = mapped_column(String(8))
    scopes: Mapped[list[str]] = mapped_column(default=list)
    account_numbers: Mapped[list[str]] = mapped_column(default=list)
    kinds: Mapped[list[str]] = mapped_column(default=list)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    token_tail: Mapped[str] = mapped_column(String(4))
    token_made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}

    login: Mapped[Login] = relationship(lazy="raise")
    hook: Mapped["Hook | None"] = relationship(lazy="raise", back_populates="integration")

    @property
    def title(self) -> str:
        return self.name

    def works_at(self, at: datetime) -> bool:
        """Whether its token opens anything at that moment (aware)."""
        return self.revoked_at is None and at < self.expires_at

    def scope(self) -> PublicRows:
        """Whose rows it may see."""
        return PublicRows(accounts_of(self.side, tuple(self.account_numbers), tuple(self.kinds)))

    def renew_token(self, token_hash: str, tail: str, expires_at: datetime, *, by: Actor, at: datetime) -> None:
        """A new token in place of the old one, which opens nothing from now on; Refused when it was revoked."""
        self.check_not_revoked()
        self.token_hash, self.token_tail = token_hash, tail
        self.token_made_at, self.expires_at = at, expires_at
        self.record("integration.token_renewed", by=by, at=at, name=self.name)

    def revoke(self, *, by: Actor, at: datetime) -> None:
        """End it for good; its very next call is refused. Conflict when somebody was faster."""
        self.check_not_revoked()
        self.revoked_at = at
        self.record("integration.revoked", by=by, at=at, name=self.name)

    def check_not_revoked(self) -> None:
        if self.revoked_at is not None:
            raise Conflict("integration.revoked")


def accounts_of(side: str, numbers: tuple[str, ...], kinds: tuple[str, ...]) -> Select[tuple[int]] | None:
    """Ids of the accounts within reach, from the plain table; None is every account. Numbers and not ids are kept: an
    id may come back after its account was taken back. A partner's program loses an account that is closed to its
    people."""
    account = Account.__table__
    limits = []
    if numbers:
        limits.append(account.c.number.in_(numbers))
    if kinds:
        limits.append(account.c.kind.in_(kinds))
    if side == Side.PARTNER:
        limits.append(account.c.status.not_in(CLOSED_TO_PARTNERS))
    return select(account.c.id).where(*limits) if limits else None


class Hook(Recorded, StaffOnly, Base):
    """Where an integration is told of events. Secrets are derived from a salt; the digest says by which of the
    application's keys. `login_id` is the integration's: messages name it as their recipient."""

    __tablename__ = "hook"

    integration_id: Mapped[int] = mapped_column(ForeignKey("integration.id"), unique=True)
    login_id: Mapped[int] = mapped_column(ForeignKey("login.id"), unique=True)
    url: Mapped[str] = mapped_column(String(500))
    kinds: Mapped[list[str]] = mapped_column(default=list)
    salt: Mapped[str] = mapped_column(String(32))
    digest: Mapped[str] = mapped_column(String(64))
    old_salt: Mapped[str] = mapped_column(String(32), default="")
    old_digest: Mapped[str] = mapped_column(String(64), default="")
    old_until: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    paused_at: Mapped[datetime | None]
    paused_why: Mapped[str] = mapped_column(String(10), default="")
    behind_from: Mapped[int | None] = mapped_column(Identifier)
    """The first event it was not told of because too much waited already; None while it is told of everything."""

    integration: Mapped[Integration] = relationship(lazy="raise", back_populates="hook")

    @property
    def title(self) -> str:
        """What messages about it name."""
        return self.url.partition("?")[0]

    def hears(self, kind: HookKind) -> bool:
        return kind is HookKind.PING or kind in self.kinds

    def set(self, url: str, kinds: list[str], *, by: Actor, at: datetime) -> None:
        """Another address or other events; the address is recorded without what may be secret in it."""
        self.url, self.kinds = url, sorted(HookKind(kind) for kind in kinds)
        self.record("integration.hook_set", by=by, at=at, url=url.partition("?")[0][:200], kinds=self.kinds)

    def renew_secret(self, salt: str, digest: str, *, by: Actor, at: datetime) -> None:
        """A new secret; the one so far signs beside it for a day."""
        self.old_salt, self.old_digest, self.old_until = self.salt, self.digest, at + BOTH_SECRETS_FOR
        self.salt, self.digest = salt, digest
        self.record("integration.hook_secret_renewed", by=by, at=at)

    def note_try(self, *, is_delivered: bool, by: Actor, at: datetime) -> None:
        """What became of a try; too many failures in a row pause the endpoint and tell the administrators."""
        self.failures = 0 if is_delivered else self.failures + 1
        if self.failures >= PAUSE_AFTER and self.paused_at is None:
            self.pause("failures", by=by, at=at)

    def pause(self, why: str, *, by: Actor, at: datetime) -> None:
        if self.paused_at is not None:
            raise Refused("hook.paused")
        self.paused_at, self.paused_why = at, why
        self.record("integration.hook_paused", by=by, at=at, why=why)

    def fall_behind(self, event_id: int, *, by: Actor, at: datetime) -> None:
        """From this event on nothing more is written for it until what waits has gone; it is paused, and the
        administrators are told once."""
        self.behind_from = event_id
        if self.paused_at is None:
            self.pause("full", by=by, at=at)
        else:
            self.record("integration.hook_full", by=by, at=at)

    def start_over(self, discarded: int, *, by: Actor, at: datetime) -> None:
        """Told only of what happens from now on."""
        self.behind_from = None
        self.record("integration.hook_emptied", by=by, at=at, count=discarded)

    def resume(self, *, by: Actor, at: datetime) -> None:
        """What has waited goes out now."""
        if self.paused_at is None:
            raise Refused("hook.not_paused")
        self.paused_at, self.paused_why, self.failures = None, "", 0
        self.record("integration.hook_resumed", by=by, at=at)

    def test(self, *, by: Actor, at: datetime) -> None:
        """Have a ping sent."""
        self.record("integration.hook_tested", by=by, at=at)


class ThingChange(AccountOwned, Base):
    """When an account or a request last changed in a way that its own people see; written by the worker from the
    events, so that programs can ask for what is new."""

    __tablename__ = "thing_change"
    __table_args__ = (UniqueConstraint("subject", "subject_id"), Index(None, "subject", "at", "subject_id"))

    # No foreign key: it may outlive an account that an import added and that was taken back.
    account_id: Mapped[int | None] = mapped_column(Identifier)  # type: ignore[assignment]
    subject: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int] = mapped_column(Identifier)
    at: Mapped[datetime]
