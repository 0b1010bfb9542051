"""Opening and ending sessions; a copied cookie is worth nothing once its row is ended."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from portal.db.changed import rows_changed
from portal.domain.people.models import Login, Membership, Staff, WebSession
from portal.domain.scope import GuardedSession
from portal.identity.secrets import digest
from portal.identity.visitor import IDLE

LIFETIME = {"staff": timedelta(days=7), "partner": timedelta(hours=24), "remembered": timedelta(days=60)}
"""However busy, people sign in again after this long; partners may ask to be remembered on a device."""
HALF_LIFETIME = timedelta(minutes=30)
"""How long a second factor may be handed in after the password."""


def lifetime(*, is_staff: bool, remembered: bool) -> timedelta:
    """How long a new session lasts at most; staff are not remembered."""
    return LIFETIME["staff" if is_staff else "remembered" if remembered else "partner"]


def cookie_age(lasts: timedelta) -> int | None:
    """Seconds the browser keeps the cookie: only a remembered device survives closing it."""
    return int(lasts.total_seconds()) if lasts >= LIFETIME["remembered"] else None


def open_session(
    session: GuardedSession, login: Login, visit_id: str, *, staff: Staff | None, membership: Membership | None,
    factor_passed: bool, at: datetime, address: str, agent: str, remembered: bool = False,
) -> WebSession:  # fmt: skip
    """A signed-in browser; `visit_id` is the fresh random id its cookie will hold. Half signed in lasts not long."""
    lasts = lifetime(is_staff=staff is not None, remembered=remembered) if factor_passed else HALF_LIFETIME
    web_session = WebSession(
        id_hash=digest(visit_id),
        login_id=login.id,
        membership_id=membership.id if membership else None,
        factor_passed=factor_passed,
        started_at=at,
        seen_at=at,
        expires_at=at + lasts,
        address=address,
        agent=agent[:200],
    )
    session.add(web_session)
    return web_session


def rotate(session: GuardedSession, session_id: int, visit_id: str, *, lasts_until: datetime | None = None) -> None:
    """Move a session to a new id because its rights changed: the old cookie finds nothing.

    With `lasts_until` the second factor was passed and the session is a whole one from now on.
    """
    web_session = session.get_one(WebSession, session_id)
    web_session.id_hash = digest(visit_id)
    if lasts_until is not None:
        web_session.factor_passed, web_session.expires_at = True, lasts_until


def open_sessions(session: GuardedSession, login_id: int, kind: str, at: datetime) -> list[WebSession]:
    """Where a login is signed in, latest used first; `kind` is staff or partner."""
    query = select(WebSession).where(
        WebSession.login_id == login_id, WebSession.ended_at.is_(None), WebSession.expires_at > at,
        WebSession.seen_at > at - IDLE[kind],
    )  # fmt: skip
    return list(session.scalars(query.order_by(WebSession.seen_at.desc(), WebSession.id.desc())))


def end_sessions(session: GuardedSession, login_id: int, *, why: str, at: datetime, but: int | None = None) -> int:
    """End every open session of a login, except one by id; returns how many."""
    return _end(session, WebSession.login_id == login_id, WebSession.id != (but or 0), why=why, at=at)


def end_session(session: GuardedSession, login_id: int, session_id: int, *, why: str, at: datetime) -> int:
    """End one session if it is this login's; returns how many."""
    return _end(session, WebSession.login_id == login_id, WebSession.id == session_id, why=why, at=at)


def end_sessions_of_account(session: GuardedSession, account_id: int, *, why: str, at: datetime) -> int:
    """End the sessions of everybody who acts for an account: when it is suspended or archived."""
    members = select(Membership.id).where(Membership.account_id == account_id)
    return _end(session, WebSession.membership_id.in_(members), why=why, at=at)


def end_visit(session: GuardedSession, visit_id: str, *, why: str, at: datetime) -> None:
    """End the session of one cookie."""
    _end(session, WebSession.id_hash == digest(visit_id), why=why, at=at)


def _end(session: GuardedSession, *whose: Any, why: str, at: datetime) -> int:
    still_open = update(WebSession).where(*whose, WebSession.ended_at.is_(None))
    return rows_changed(session, still_open.values(ended_at=at, ended_why=why))
