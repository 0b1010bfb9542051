"""Accounts elsewhere by which one of our people signs in: which belongs to whom, and since when."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import Base, Refused, StaffOnly
from portal.domain.events import Actor
from portal.domain.people.models import Login, Staff
from portal.domain.scope import GuardedSession

Account = tuple[str, str, str]
"""Provider, issuer and subject of an account elsewhere."""


class SignInBinding(StaffOnly, Base):
    """`subject` at `issuer` is this login. One account elsewhere is one person, and a person has one at each provider:
    whoever gets another account there asks an administrator to take the old one away first."""

    __tablename__ = "sign_in_binding"
    __table_args__ = (UniqueConstraint("provider", "issuer", "subject"), UniqueConstraint("login_id", "provider"))

    login_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    provider: Mapped[str] = mapped_column(String(10))
    issuer: Mapped[str] = mapped_column(String(200))
    subject: Mapped[str] = mapped_column(String(255))
    bound_at: Mapped[datetime]


def bindings_of(session: GuardedSession, login_id: int) -> dict[str, SignInBinding]:
    """By the provider."""
    found = session.scalars(select(SignInBinding).where(SignInBinding.login_id == login_id))
    return {one.provider: one for one in found}


def bound_to(session: GuardedSession, provider: str, issuer: str, subject: str) -> Login | None:
    """Whose account elsewhere this is."""
    query = select(Login).join(SignInBinding, SignInBinding.login_id == Login.id)
    whose = (SignInBinding.provider == provider, SignInBinding.issuer == issuer, SignInBinding.subject == subject)
    return session.scalar(query.where(*whose))


def bind(session: GuardedSession, login: Login, account: Account, *, why: str, by: Actor, at: datetime) -> None:
    """From now on this account elsewhere is the login's; `why` is email or hand. Refused(binding.taken) when it is
    somebody else's, Refused(binding.other) when the login has another one there. Nothing happens when it is theirs."""
    query = select(Login).where(Login.id == login.id).with_for_update(key_share=True)
    session.scalars(query).one()
    provider, issuer, subject = account
    owner = bound_to(session, *account)
    if owner is not None and owner.id != login.id:
        raise Refused("binding.taken")
    if owner is not None:
        return
    if provider in bindings_of(session, login.id):
        raise Refused("binding.other")
    made = {"login_id": login.id, "provider": provider, "issuer": issuer[:200], "subject": subject, "bound_at": at}
    try:
        with session.begin_nested():
            session.add(SignInBinding(**made))
    except IntegrityError:  # somebody else was faster by a moment
        raise Refused("binding.taken") from None
    login.record("login.bound", by=by, at=at, provider=provider, why=why)


def unbind(session: GuardedSession, login: Login, provider: str, *, by: Actor, at: datetime) -> bool:
    """Take the account elsewhere away; whether there was one."""
    kept = bindings_of(session, login.id).get(provider)
    if kept is None:
        return False
    session.delete(kept)
    login.record("login.unbound", by=by, at=at, provider=provider)
    return True


def works_here(session: GuardedSession, login: Login) -> bool:
    """Whether the login is that of one of our people and open."""
    post = session.scalar(select(Staff.id).where(Staff.login_id == login.id))
    return post is not None and login.deactivated_at is None
