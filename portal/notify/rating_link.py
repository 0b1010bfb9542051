"""The link by which a mail asks whether its reader is content: signed for one person and one resolution."""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from datetime import datetime

from portal.db.keys import keyed_by_each
from portal.domain.privacy.consents import has_withdrawn
from portal.domain.privacy.purposes import Purpose
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.rating import SCORES, may_rate
from portal.domain.scope import GuardedSession
from portal.notify.models import Message
from portal.notify.still_there import may_write

ASKING = "request.resolved"
"""The kind of event whose mail asks."""


def rating_paths(session: GuardedSession, message: Message, now: datetime) -> list[tuple[int, str]]:
    """The path for each score, the best one first; none in mails that do not ask, and for people who may not say."""
    if has_withdrawn(session, message.recipient_id, Purpose.SURVEY):
        return []
    service_request = _asked_about(session, message)
    if service_request is None or not may_rate(service_request.state, service_request.resolved_at, now):
        return []
    path = f"/ratings/{service_request.number}/{ref_for(service_request, message.recipient_id)}"
    return [(score, f"{path}?score={score}") for score in reversed(SCORES)]


def ref_for(service_request: ServiceRequest, login_id: int) -> str:
    """What the link holds: whose it is, and the seal that only we can make."""
    return f"{login_id:08d}-{next(_seals(service_request, login_id))}"


def login_of(service_request: ServiceRequest, ref: str) -> int | None:
    """Whose link it is; None when it is forged, altered, or of an earlier resolution."""
    whose, _, seal = ref.partition("-")
    if service_request.resolved_at is None or not (whose.isascii() and whose.isdecimal()):
        return None
    found = any(hmac.compare_digest(seal, good) for good in _seals(service_request, int(whose)))
    return int(whose) if found else None


def _seals(service_request: ServiceRequest, login_id: int) -> Iterator[str]:
    assert service_request.resolved_at is not None
    about = f"{service_request.number}|{login_id}|{service_request.resolved_at.isoformat()}"
    for key in keyed_by_each("rating", about):
        yield urlsafe_b64encode(key).rstrip(b"=").decode()


def _asked_about(session: GuardedSession, message: Message) -> ServiceRequest | None:
    if message.kind != ASKING or message.account_id is None or message.event.subject_id is None:
        return None
    if not may_write(session, message):
        return None
    return session.get(ServiceRequest, message.event.subject_id)
