"""Tokens in mailed links: one purpose, one use, void after a newer one; the text is derived, only its hash is kept."""

from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import object_session

from portal.db.changed import rows_changed
from portal.db.keys import digest, link_texts, token_text
from portal.domain.base import Conflict
from portal.domain.people.models import LinkToken
from portal.domain.scope import GuardedSession

__all__ = ["issue", "open_token", "token_text", "use", "void", "void_all"]

LIFETIMES = {
    "invitation": timedelta(days=7), "reset": timedelta(hours=1), "email": timedelta(hours=24),
    "calendar": timedelta(days=365), "setup": timedelta(hours=24),
}  # fmt: skip
"""How long a link of each purpose works; each works once, and only until a newer one is made. A calendar's address only
reads, and so often as its program asks."""
OF_LOGINS = ("reset", "email", "calendar")
"""Purposes whose subject is a login; an invitation's subject is the invitation."""


def issue(
    session: GuardedSession, purpose: str, subject_id: int, lifetime: timedelta, at: datetime,
    facts: dict[str, Any] | None = None,
) -> LinkToken:  # fmt: skip
    """A new token, flushed so that its id can be named in an event; older ones of the same purpose and subject end."""
    void(session, purpose, subject_id, at)
    salt = token_hex(16)
    text = next(link_texts(purpose, subject_id, salt))
    link_token = LinkToken(
        token_hash=digest(text), purpose=purpose, subject_id=subject_id, facts=facts or {}, salt=salt,
        made_at=at, expires_at=at + lifetime,
    )  # fmt: skip
    session.add(link_token)
    session.flush()
    return link_token


def open_token(session: GuardedSession, purpose: str, text: str, at: datetime) -> LinkToken | None:
    """The token of that text if it is of this purpose, unused, not voided and not expired. Consumes nothing."""
    query = select(LinkToken).where(
        LinkToken.token_hash == digest(text),
        LinkToken.purpose == purpose,
        LinkToken.used_at.is_(None),
        LinkToken.voided_at.is_(None),
        LinkToken.expires_at > at,
    )
    return session.scalar(query)


def use(link_token: LinkToken, at: datetime) -> None:
    """Consume the token; Conflict(token.used) if somebody was faster."""
    session = object_session(link_token)
    assert session is not None
    unused = update(LinkToken).where(
        LinkToken.id == link_token.id, LinkToken.used_at.is_(None), LinkToken.voided_at.is_(None)
    )
    if rows_changed(session, unused.values(used_at=at)) != 1:
        raise Conflict("token.used")


def void(session: GuardedSession, purpose: str, subject_id: int, at: datetime) -> None:
    """End the open tokens of one purpose and subject."""
    _end(session, LinkToken.purpose == purpose, LinkToken.subject_id == subject_id, at=at)


def void_all(session: GuardedSession, login_id: int, at: datetime) -> None:
    """End every open token of a login: after a change of its password, address or status."""
    _end(session, LinkToken.purpose.in_(OF_LOGINS), LinkToken.subject_id == login_id, at=at)


def _end(session: GuardedSession, *whose: Any, at: datetime) -> None:
    still_open = update(LinkToken).where(*whose, LinkToken.used_at.is_(None), LinkToken.voided_at.is_(None))
    session.execute(still_open.values(voided_at=at))
