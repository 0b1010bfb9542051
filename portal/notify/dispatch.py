"""From events to messages: each undispatched event becomes the messages the routing table names, once."""

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from portal.db.insert import insert_new
from portal.domain.events import Event
from portal.domain.people.models import Login
from portal.domain.scope import GuardedSession
from portal.notify.addresses import address_for
from portal.notify.hooks import tell_programs
from portal.notify.models import EMAIL, INBOX, Message
from portal.notify.recipients import Circle, Recipient, working_staff
from portal.notify.routing import ABOUT_ONESELF, ROUTING

log = logging.getLogger("portal.worker")
BATCH = 100
ABOUT_DAYS = ("arrives_by", "window", "due_on", "from_on")
"""What a message says more: the last day and for what, the day of a promise and the one before it was moved."""


def dispatch_events(session: GuardedSession, now: datetime) -> int:
    """Write the messages of up to BATCH events, oldest first, and mark them dispatched; returns how many.

    Runs within one write transaction. Another worker skips the events that this one holds.
    """
    undispatched = select(Event).where(Event.dispatched_at.is_(None)).order_by(Event.id).limit(BATCH)
    events = session.scalars(undispatched.with_for_update(skip_locked=True)).all()
    staff = working_staff(session) if events else []
    done: list[int] = []
    for event in events:
        try:
            insert_new(session, Message, list(messages_of(Circle(session, event, staff), now)))
        except (AttributeError, KeyError, TypeError, ValueError):
            log.exception("an event cannot be dispatched", extra={"event": event.id, "kind": event.kind})
        else:
            done.append(event.id)
    tell_programs(session, [event for event in events if event.id in done], now)
    session.execute(update(Event).where(Event.id.in_(done)).values(dispatched_at=now))
    return len(done)


def messages_of(circle: Circle, now: datetime) -> Iterator[dict[str, Any]]:
    """Columns of every message the event gives rise to; nobody is told twice by one channel, nor of their own act."""
    told: set[tuple[int, str]] = set()
    for finder, channel in ROUTING.get(circle.event.kind, ()):
        for recipient in finder(circle):
            key = (recipient.login.id, channel)
            own_act = recipient.login.id == circle.event.actor_login_id and finder not in ABOUT_ONESELF
            if key not in told and not own_act and _is_reached(circle, recipient.login, channel):
                told.add(key)
                yield _columns(circle, recipient, channel, now)


def _is_reached(circle: Circle, login: Login, channel: str) -> bool:
    return channel != EMAIL or bool(address_for(circle.session, circle.event, login))


def _columns(circle: Circle, recipient: Recipient, channel: str, now: datetime) -> dict[str, Any]:
    at_once = channel == INBOX
    return {
        "account_id": recipient.account_id,
        "event_id": circle.event.id,
        "recipient_id": recipient.login.id,
        "channel": channel,
        "kind": circle.event.kind,
        "facts": _gist(circle, recipient),
        "state": "sent" if at_once else "pending",
        "made_at": now,
        "run_at": now,
        "sent_at": now if at_once else None,
    }


def _gist(circle: Circle, recipient: Recipient) -> dict[str, str]:
    """All a message knows: number and subject line, the days it is about, for staff also whose it is. Never texts,
    notes or tiers."""
    event, thing = circle.event, circle.thing
    gist = {"number": event.number, "subject": getattr(thing, "subject", "") or getattr(thing, "title", "")}
    gist |= {name: str(event.facts.get(name, "")) for name in ABOUT_DAYS}
    if recipient.account_id is None and circle.account is not None:
        gist["account"] = circle.account.display_name
    return {name: text for name, text in gist.items() if text}
