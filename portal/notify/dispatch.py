"""From events to messages: each undispatched event becomes the messages the routing table names, once."""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import select, update

from portal.db.insert import insert_new
from portal.domain.care.keeping import MOVING, renew
from portal.domain.events import Event
from portal.domain.requests.catalogue import Priority
from portal.domain.sales.keeping import JOINED, renew_trailing
from portal.domain.scope import GuardedSession
from portal.notify.bot import Bot, BotPost
from portal.notify.bot_hearing import bots_listening, posts_of
from portal.notify.choice import Wishes, wishes_by_login
from portal.notify.escalation_recipients import deputies_today
from portal.notify.groups import priority_of
from portal.notify.hooks import tell_programs
from portal.notify.models import INBOX, Message
from portal.notify.recipients import Circle, Recipient, working_staff
from portal.notify.routing import ABOUT_ONESELF, ROUTING, TOLD_APART
from portal.notify.ways import Way, ways_to

log = logging.getLogger("portal.worker")
BATCH = 100
ABOUT_DAYS = ("arrives_by", "window", "due_on", "from_on", "into", "due_at", "doc_type")
"""What a message says more: the last day and for what, the day of a promise and the one before it was moved, the
number under which a thing goes on, the moment that a request was promised for, the type of a paper."""


def dispatch_events(session: GuardedSession, now: datetime) -> int:
    """Write the messages of up to BATCH events, oldest first, and mark them dispatched; returns how many.

    Runs within one write transaction. Another worker skips the events that this one holds.
    """
    undispatched = select(Event).where(Event.dispatched_at.is_(None)).order_by(Event.id).limit(BATCH)
    events = session.scalars(undispatched.with_for_update(skip_locked=True)).all()
    if not events:
        return 0
    writer = Writer(session, now)
    done = [event.id for event in events if writer.write(event)]
    renew(session, {event.account_id for event in events if event.kind in MOVING and event.account_id})
    renew_trailing(session, {event.account_id for event in events if event.kind in JOINED and event.account_id})
    tell_programs(session, [event for event in events if event.id in done], now)
    session.execute(update(Event).where(Event.id.in_(done)).values(dispatched_at=now))
    return len(done)


class Writer:
    """Writes the messages of one batch; who works here, who listens and who wants what is asked once for all."""

    def __init__(self, session: GuardedSession, now: datetime) -> None:
        self.session, self.now = session, now
        self.staff, self.bots = working_staff(session), bots_listening(session)
        self.deputies = deputies_today(session, now)
        self.wishes_of = wishes_by_login(session, current_app.extensions["settings"].quiet_hours)

    def write(self, event: Event) -> bool:
        """Whether the event is told now; one that cannot be told is logged and tried again, the others go on."""
        circle = Circle(self.session, event, self.staff, self.deputies)
        try:
            insert_new(self.session, Message, list(self._messages(circle)))
            insert_new(self.session, BotPost, self._posts(circle, self.bots))
        except (AttributeError, KeyError, TypeError, ValueError):
            log.exception("an event cannot be dispatched", extra={"event": event.id, "kind": event.kind})
            return False
        return True

    def _messages(self, circle: Circle) -> Iterator[dict[str, Any]]:
        """Columns of every message the event gives rise to; nobody is told twice by one channel, nor of their own
        act."""
        told: set[tuple[int, str]] = set()
        for finder, channel in ROUTING.get(circle.event.kind, ()):
            for recipient in finder(circle):
                if recipient.login.id == circle.event.actor_login_id and finder not in ABOUT_ONESELF:
                    continue
                wishes: Wishes = self.wishes_of(recipient.login.id)
                for way in ways_to(circle, recipient.login, channel, wishes, self.now):
                    if (recipient.login.id, way.channel) not in told:
                        told.add((recipient.login.id, way.channel))
                        kind = TOLD_APART.get(finder, circle.event.kind)
                        yield _columns(circle, recipient, way, self.now, kind)

    def _posts(self, circle: Circle, bots: Sequence[Bot]) -> list[dict[str, Any]]:
        return list(posts_of(circle, bots, self.now)) if bots else []


def _columns(circle: Circle, recipient: Recipient, way: Way, now: datetime, kind: str) -> dict[str, Any]:
    at_once = way.channel == INBOX
    return {
        "account_id": recipient.account_id,
        "event_id": circle.event.id,
        "recipient_id": recipient.login.id,
        "channel": way.channel,
        "in_digest": way.in_digest,
        "kind": kind,
        "facts": _gist(circle, recipient),
        "state": "sent" if at_once else "pending",
        "made_at": now,
        "run_at": way.at,
        "sent_at": now if at_once else None,
    }


def _gist(circle: Circle, recipient: Recipient) -> dict[str, str]:
    """All a message knows: number and subject line, the days it is about, for staff also whose it is. Never texts,
    notes or tiers."""
    event, thing = circle.event, circle.thing
    subject = event.facts.get("about") or getattr(thing, "subject", "") or getattr(thing, "title", "")
    gist = {"number": event.number, "subject": subject}
    gist |= {name: str(event.facts.get(name, "")) for name in ABOUT_DAYS}
    if recipient.account_id is None and circle.account is not None:
        gist["account"] = circle.account.display_name
    if priority_of(thing) == Priority.P1:
        gist["priority"] = Priority.P1.value
    return {name: text for name, text in gist.items() if text}
