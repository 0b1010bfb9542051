"""The link by which a mail asks whether its reader is content: signed for one person and one resolution."""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select

from portal.db.keys import keyed_by_each
from portal.domain.privacy.consents import has_withdrawn
from portal.domain.privacy.purposes import Purpose
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.rating import SCORES, Rating, closes_at, may_rate
from portal.domain.scope import GuardedSession
from portal.domain.surveys.rating_reminder import RatingReminder
from portal.notify.models import Message
from portal.notify.still_there import may_write

ASKING, REMINDING = "request.resolved", "survey.rating_reminded"
"""The kinds of events whose mail asks."""


def rating_words(session: GuardedSession, message: Message, base_url: str, now: datetime) -> dict[str, Any]:
    """The address for each score, the best one first, and until when; no address in mails that do not ask, and for
    people who may not say."""
    service_request = _asked_about(session, message)
    if service_request is None or not _is_open(session, service_request, message, now):
        return {"ratings": []}
    assert service_request.resolved_at is not None
    address = f"{base_url}/ratings/{service_request.number}/{ref_for(service_request, message.recipient_id)}"
    ratings = [(score, f"{address}?score={score}") for score in reversed(SCORES)]
    return {"ratings": ratings, "rate_until": closes_at(service_request.resolved_at)}


def is_rated_or_over(session: GuardedSession, message: Message, now: datetime) -> bool:
    """Whether a mail that reminds is worth nothing any more: said already, too late, or they want no surveys."""
    service_request = _asked_about(session, message)
    if service_request is None or not _is_open(session, service_request, message, now):
        return True
    rated_at = session.scalar(select(Rating.rated_at).where(Rating.request_id == service_request.id))
    resolved_at = service_request.resolved_at
    return rated_at is not None and resolved_at is not None and rated_at >= resolved_at


def _is_open(session: GuardedSession, service_request: ServiceRequest, message: Message, now: datetime) -> bool:
    no_surveys = has_withdrawn(session, message.recipient_id, Purpose.SURVEY)
    return not no_surveys and may_rate(service_request.state, service_request.resolved_at, now)


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
    subject_id = message.event.subject_id
    if message.kind not in (ASKING, REMINDING) or message.account_id is None or subject_id is None:
        return None
    if not may_write(session, message):
        return None
    if message.kind == REMINDING:
        return session.get_one(RatingReminder, subject_id).request
    return session.get(ServiceRequest, subject_id)
