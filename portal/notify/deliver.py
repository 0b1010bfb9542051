"""Handing due mail over: taken under a lease, sent outside any transaction, settled one by one."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from time import monotonic

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db.transaction import transaction
from portal.notify.leases import EVERYBODY, Outcome, settle, take_due
from portal.notify.mail import Pointless, compose
from portal.notify.models import Message
from portal.notify.outbox import why_mail_waits
from portal.notify.smtp import Postman, Undelivered, Unreachable
from portal.settings import Settings

log = logging.getLogger("portal.worker")

BUDGET = 5.0
"""Seconds after which the rest of a batch is handed back: inbox messages must not wait for a slow mail server."""


def deliver_due(worker: str, stopping: Callable[[], bool] = lambda: False) -> int:
    """Send the mail that is due, oldest first, under leases of `worker`; returns how many were settled.

    At least once: a worker killed between the server's yes and our note of it sends the same Message-ID again. Mail
    about one thing goes in the order of its events unless a try fails in between.
    """
    settings: Settings = current_app.extensions["settings"]
    if why_mail_waits(settings) is not None:
        return 0
    taken, began = take_due(worker), monotonic()
    with Postman(settings.smtp_url) as postman:
        trouble: Outcome | None = None
        for message_id in taken:
            if stopping() or monotonic() - began > BUDGET:
                settle(message_id, worker, Outcome("released"))
                continue
            try:
                outcome = trouble or deliver_one(postman, settings, message_id)
            except Unreachable as reason:  # the others of this batch need not wait for the same silence
                outcome = trouble = Outcome("put_off", str(reason))
            settle(message_id, worker, outcome)
    return len(taken)


def deliver_one(postman: Postman, settings: Settings, message_id: int) -> Outcome:
    """Write and hand over one mail; raises Unreachable when no mail can be handed over."""
    try:
        postman.deliver(_written(message_id, settings))
    except Pointless as reason:
        return Outcome("discarded", str(reason))
    except Undelivered as reason:
        return Outcome("dead" if reason.for_good else "put_off", str(reason))
    except Unreachable:
        raise
    except Exception as mistake:  # whatever one mail trips over must not stop the others
        log.exception("a mail could not be written", extra={"message_id": message_id})
        return Outcome("put_off", type(mistake).__name__)
    return Outcome("sent")


def _written(message_id: int, settings: Settings) -> EmailMessage:
    with transaction(EVERYBODY, writes=False) as session:
        query = select(Message).where(Message.id == message_id)
        message = session.scalars(query.options(joinedload(Message.event), joinedload(Message.recipient))).one()
        return compose(session, message, settings, datetime.now(UTC))
