"""The signed reference by which an answer to a mail finds its request or feedback, and whose answer it is.

It stands behind the plus of the Reply-To and in the Message-ID, which mail programs repeat in References: either finds
it. It never expires; whoever answers must still be allowed to write when the answer comes.
"""

import hmac
import re
from base64 import b32encode
from collections.abc import Iterator
from email.message import EmailMessage
from typing import NamedTuple

from portal.db.keys import keyed_by_each
from portal.domain.scope import GuardedSession
from portal.notify.models import Message
from portal.notify.still_there import may_write
from portal.settings import Settings

ROOMS = {"service_request": "request.", "feedback": "feedback."}
"""What can be written to, and how the kinds of its events begin: a confidential complaint's begin otherwise."""
SHAPE = re.compile(r"\b(sr|fb)-([0-9]{6}-[0-9]{4,9})\.([0-9]{1,18})\.([a-z2-7]{16})\b")
MOST = 20
"""So many references of one mail are looked at, the newest ones."""


class Reference(NamedTuple):
    """`number` as people read it, and the login it was made for."""

    number: str
    login_id: int


def reference_for(session: GuardedSession, message: Message, settings: Settings) -> str | None:
    """The reference that the mail of `message` carries; None where answers are not read, or its reader may not write.
    Staff get none: they answer at the desk."""
    event = message.event
    prefix = ROOMS.get(event.subject)
    if not settings.imap_url or message.account_id is None or prefix is None or not event.kind.startswith(prefix):
        return None
    return signed(Reference(event.number, message.recipient_id)) if may_write(session, message) else None


def invite_reply(mail: EmailMessage, reference: str | None, settings: Settings) -> None:
    """Write the reference into the mail, if it has one. A Reply-To without a plus stays as it is set: then the
    References must find the way, for a mail server that knows no plus addresses."""
    if reference is None:
        return
    name, _, host = settings.mail_reply_to.partition("@")
    mail["Reply-To"] = f"{name}{reference}@{host}" if name.endswith("+") else settings.mail_reply_to
    left, _, right = mail["Message-ID"].strip("<>").partition("@")
    mail.replace_header("Message-ID", f"<{left}.{reference}@{right}>")


def signed(reference: Reference) -> str:
    """As it stands in an address: number, login and 80 bits of a seal, in small letters, for some servers fold case."""
    return f"{reference.number.lower()}.{reference.login_id}.{next(_seals(reference))}"


def references_in(text: str) -> tuple[list[Reference], bool]:
    """The genuine references in the text, the last one first, and whether there was one at all, genuine or not."""
    found = list(dict.fromkeys(reversed(SHAPE.findall(text[-40_000:].lower()))))[:MOST]
    genuine = []
    for room, digits, login_id, seal in found:
        reference = Reference(f"{room.upper()}-{digits}", int(login_id))
        if any(hmac.compare_digest(seal, good) for good in _seals(reference)):
            genuine.append(reference)
    return genuine, bool(found)


def _seals(reference: Reference) -> Iterator[str]:
    for key in keyed_by_each("reply", f"{reference.number}|{reference.login_id}"):
        yield b32encode(key[:10]).decode().lower()
