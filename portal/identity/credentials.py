"""Changing what a person signs in with: each change ends sessions and links that were made before it."""

from datetime import datetime

from sqlalchemy import select

from portal.domain.base import Conflict, Refused
from portal.domain.events import Actor
from portal.domain.people.models import LinkToken, Login
from portal.domain.scope import GuardedSession
from portal.identity.names import masked
from portal.identity.sessions import end_sessions
from portal.identity.tokens import LIFETIMES, issue, use, void_all


def set_password(
    session: GuardedSession, login: Login, password_hash: str, *,
    by: Actor, at: datetime, why: str, keep: int | None = None,
) -> None:  # fmt: skip
    """A new password, already hashed; every other session and every open link of the login ends."""
    login.password_hash, login.password_changed_at = password_hash, at
    void_all(session, login.id, at)
    end_sessions(session, login.id, why=why, at=at, but=keep)
    login.record("login.password_changed", by=by, at=at, why=why)


def ask_reset(session: GuardedSession, login: Login, *, by: Actor, at: datetime) -> LinkToken:
    """Have a reset link mailed to the login's own address; Refused when it is closed or has no address.

    The one way for staff to help somebody back in: they never see or choose a password.
    """
    if login.deactivated_at is not None:
        raise Refused("login.already_deactivated")
    if login.email is None:
        raise Refused("login.no_email")
    link_token = issue(session, "reset", login.id, LIFETIMES["reset"], at)
    login.record("login.reset_asked", by=by, at=at, link_token_id=link_token.id)
    return link_token


def ask_email_change(session: GuardedSession, login: Login, email: str, *, by: Actor, at: datetime) -> None:
    """Have a link mailed to the new address, unless it is somebody's already, which nobody is told."""
    if session.scalar(select(Login.id).where(Login.email == email)) is not None:
        login.record("login.email_change_refused", by=by, at=at, email=masked(email))
        return
    facts = {"email": email, "old": login.email}
    link_token = issue(session, "email", login.id, LIFETIMES["email"], at, facts)
    login.record("login.email_change_asked", by=by, at=at, link_token_id=link_token.id, email=masked(email))


def confirm_email(session: GuardedSession, link_token: LinkToken, *, by: Actor, at: datetime) -> Login:
    """The new address was reached: the login carries it from now on; Conflict if somebody else has it meanwhile."""
    login = session.scalars(select(Login).where(Login.id == link_token.subject_id).with_for_update()).one()
    email, before = link_token.facts["email"], login.email
    if login.deactivated_at is not None or session.scalar(select(Login.id).where(Login.email == email)) is not None:
        raise Conflict("token.used")
    use(link_token, at)
    login.email = email
    void_all(session, login.id, at)
    login.record(
        "login.email_changed", by=by, at=at, link_token_id=link_token.id,
        before=masked(before or ""), after=masked(email),
    )  # fmt: skip
    return login


def change_mobile(session: GuardedSession, login: Login, mobile: str | None, *, by: Actor, at: datetime) -> None:
    """Another mobile number to sign in with, or none; Refused when it is taken or nothing would be left."""
    if mobile is None and login.email is None:
        raise Refused("login.nothing_left")
    taken = select(Login.id).where(Login.mobile == mobile, Login.id != login.id)
    if mobile is not None and session.scalar(taken) is not None:
        raise Refused("login.mobile_taken")
    before, login.mobile = login.mobile, mobile
    void_all(session, login.id, at)
    login.record("login.mobile_changed", by=by, at=at, before=masked(before or ""), after=masked(mobile or ""))
