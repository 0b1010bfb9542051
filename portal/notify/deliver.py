"""Handing due mail over: each of its own, and once a day those that a person reads together."""

from collections.abc import Sequence
from datetime import UTC, datetime
from email.message import EmailMessage

from flask import current_app
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from portal.db.transaction import transaction
from portal.notify.digest import compose_digest
from portal.notify.folding import take_digests
from portal.notify.handing import Stopping, hand_over
from portal.notify.leases import EVERYBODY, take_due
from portal.notify.mail import compose
from portal.notify.models import Message
from portal.notify.outbox import why_waits
from portal.notify.smtp import Postman
from portal.settings import Settings


def never() -> bool:
    return False


def deliver_due(worker: str, stopping: Stopping = never) -> int:
    """Send the mail that is due, oldest first, under leases of `worker`; returns how many were settled."""
    settings: Settings = current_app.extensions["settings"]
    if why_waits("email", settings) is not None:
        return 0
    return _deliver(take_due(worker), worker, stopping, settings)


def deliver_digests(worker: str, stopping: Stopping = never) -> int:
    """Send each person who wants it their one mail of the day, once its hour has come."""
    settings: Settings = current_app.extensions["settings"]
    if why_waits("email", settings) is not None:
        return 0
    return _deliver(take_digests(worker), worker, stopping, settings)


def _deliver(taken: Sequence[int], worker: str, stopping: Stopping, settings: Settings) -> int:
    with Postman(settings.smtp_url, settings.send_timeout) as postman:
        return hand_over(taken, worker, stopping, lambda message_id: postman.deliver(_written(message_id, settings)))


def _written(message_id: int, settings: Settings) -> EmailMessage:
    with transaction(EVERYBODY, writes=False) as session:
        query = select(Message).where(or_(Message.id == message_id, Message.lead_id == message_id))
        known = query.options(joinedload(Message.event), joinedload(Message.recipient)).order_by(Message.id)
        rows = list(session.scalars(known))
        lead, now = next(row for row in rows if row.id == message_id), datetime.now(UTC)
        if lead.in_digest:
            return compose_digest(session, lead, rows, settings, now)
        return compose(session, lead, settings, now)
