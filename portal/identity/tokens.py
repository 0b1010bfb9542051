"""Tokens in mailed links: one purpose, one use, void after a newer one; the text is derived, only its hash is kept."""

from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import object_session

from portal.domain.base import Conflict
from portal.domain.people.models import LinkToken
from portal.domain.scope import GuardedSession
from portal.identity.secrets import digest, keyed_by_each

LIFETIMES = {"invitation": timedelta(days=7), "reset": timedelta(hours=1), "email": timedelta(hours=24)}
"""How long a link of each purpose works; each works once, and only until a newer one is made."""
OF_LOGINS = ("reset", "email")
"""Purposes whose subject is a login; an invitation's subject is the invitation."""


def issue(
    session: GuardedSession, purpose: str, subject_id: int, lifetime: timedelta, at: datetime,
    facts: dict[str, Any] | None = None,
) -> LinkToken:  # fmt: skip
    """A new token, flushed so that its id can be named in an event; older ones of the same purpose and subject end."""
    void(session, purpose, subject_id, at)
    salt = token_hex(16)
    text = next(_derivations(purpose, subject_id, salt))
    link_token = LinkToken(
        token_hash=digest(text), purpose=purpose, subject_id=subject_id, facts=facts or {}, salt=salt,
        made_at=at, expires_at=at + lifetime,
    )  # fmt: skip
    session.add(link_token)
    session.flush()
    return link_token


def token_text(link_token: LinkToken) -> str:
    """The 256-bit text that goes into the link; LookupError if its key is no longer among the application's keys."""
    for text in _derivations(link_token.purpose, link_token.subject_id, link_token.salt):
        if digest(text) == link_token.token_hash:
            return text
    raise LookupError("the key of this token has been retired")


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
    done = session.execute(unused.values(used_at=at))
    assert isinstance(done, CursorResult)
    if done.rowcount != 1:
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


def _derivations(purpose: str, subject_id: int, salt: str) -> Any:
    """The text under each of the application's keys, the signing one first."""
    for key in keyed_by_each("link", f"{purpose}|{subject_id}|{salt}"):
        yield urlsafe_b64encode(key).rstrip(b"=").decode()
