"""Opening and ending sessions; a copied cookie is worth nothing once its row is ended."""

from datetime import datetime

from sqlalchemy import select, update

from portal.domain.people.models import Login, Membership, Staff, WebSession
from portal.domain.scope import OUTSIDE_SCOPE, GuardedSession
from portal.identity.secrets import digest
from portal.identity.visitor import LIFETIME


def open_session(
    session: GuardedSession, login: Login, visit_id: str, *, staff: Staff | None, membership: Membership | None,
    factor_passed: bool, at: datetime, address: str, agent: str,
) -> WebSession:  # fmt: skip
    """A signed-in browser; `visit_id` is the fresh random id its cookie will hold."""
    web_session = WebSession(
        id_hash=digest(visit_id),
        login_id=login.id,
        membership_id=membership.id if membership else None,
        factor_passed=factor_passed,
        started_at=at,
        seen_at=at,
        expires_at=at + LIFETIME["staff" if staff else "partner"],
        address=address,
        agent=agent[:200],
    )
    session.add(web_session)
    return web_session


def end_sessions(session: GuardedSession, login_id: int, *, why: str, at: datetime, but: int | None = None) -> int:
    """End every open session of a login, except one by id; returns how many."""
    query = select(WebSession.id).where(WebSession.login_id == login_id, WebSession.ended_at.is_(None))
    ids = [found for found in session.scalars(query) if found != but]
    session.execute(update(WebSession).where(WebSession.id.in_(ids)).values(ended_at=at, ended_why=why))
    return len(ids)


def end_visit(session: GuardedSession, visit_id: str, *, why: str, at: datetime) -> None:
    """End the session of one cookie."""
    session.execute(
        update(WebSession)
        .where(WebSession.id_hash == digest(visit_id), WebSession.ended_at.is_(None))
        .values(ended_at=at, ended_why=why),
        execution_options={OUTSIDE_SCOPE: "sessions belong to no account"},
    )
