"""Mails about one thing stand together in the reader's mail program."""

from email.message import EmailMessage

from sqlalchemy import func, select

from portal.domain.events import Event
from portal.domain.scope import GuardedSession
from portal.notify.models import EMAIL, Message

THREADED = frozenset({"service_request", "feedback", "breach", "contract", "pledge"})


def message_id(number: int, host: str | None, reference: str | None = None) -> str:
    """The delivery id of a mail: the same at every try; with the reference by which an answer finds its way."""
    return f"<message-{number}.{reference}@{host}>" if reference else f"<message-{number}@{host}>"


def thread(
    mail: EmailMessage, session: GuardedSession, message: Message, host: str | None, reference: str | None = None
) -> None:
    """Say what the mail follows: the last one to this person about this thing, and the head of all of them. They all
    bear the same `reference`.

    The head is a name that no mail bears: readers who joined later have no first mail.
    """
    event = message.event
    if event.subject not in THREADED or not event.number:
        return
    head = f"<{event.subject}-{event.number.encode().hex()}@{host}>"
    before = _before(session, message)
    last = message_id(before, host, reference) if before else head
    mail["In-Reply-To"] = last
    mail["References"] = head if last == head else f"{head} {last}"


def _before(session: GuardedSession, message: Message) -> int | None:
    about = (Event.subject == message.event.subject, Event.subject_id == message.event.subject_id)
    theirs = (Message.recipient_id == message.recipient_id, Message.channel == EMAIL, Message.in_digest.is_(False))
    query = select(func.max(Message.id)).join(Event, Event.id == Message.event_id).where(*about, *theirs)
    return session.scalar(query.where(Message.id < message.id, Message.state == "sent"))
