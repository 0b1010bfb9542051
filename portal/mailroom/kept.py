"""Keeping mails as they came, before anything is made of them."""

import io
from datetime import datetime
from typing import cast

from flask import current_app
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from portal.domain.attachments.models import StoredFile
from portal.mailroom.charsets import header_text
from portal.mailroom.letter import Letter, Unreadable, open_letter
from portal.mailroom.models import IncomingMail
from portal.storage.keeping import Storage

DOUBTED = ("not_verified", "no_verdict")
"""Why a sender is not believed, as `suspicion.why_doubted` says it."""
LONGEST_SHOWN = 20_000
"""Signs of the text that a page shows; all of it is in the original."""


def storage() -> Storage:
    return cast(Storage, current_app.extensions["storage"])


def keep(raw: bytes) -> str:
    """Store the mail as it came; returns its SHA-256."""
    return storage().put(io.BytesIO(raw))[0]


def opened(mail: IncomingMail) -> Letter:
    """Take the kept mail apart; raises Unreadable."""
    if mail.facts.get("head_only") or not mail.sha256:
        raise Unreadable("too_large" if mail.sha256 else "not_fetched")
    with storage().open(mail.sha256) as source:
        return open_letter(source.read())


def describe(mail: IncomingMail, letter: Letter) -> None:
    """What a list shows of it."""
    mail.message_id, mail.sender, mail.sender_name = letter.message_id, letter.sender, letter.sender_name
    mail.subject, mail.text = letter.header("Subject"), letter.text[:LONGEST_SHOWN]
    mail.files = [file.name for file in letter.files[:20]]


def describe_roughly(mail: IncomingMail) -> None:
    """The same of a mail that cannot be taken apart: whatever its first lines say."""
    if not mail.sha256:
        return
    with storage().open(mail.sha256) as source:
        lines = source.read(20_000).split(b"\n")[:200]
    for line in lines:
        name, _, value = line.partition(b":")
        shown = header_text(value.decode("utf-8", "surrogateescape").strip(), 300)
        if name.lower() == b"from":
            mail.sender_name = shown[:120]
        elif name.lower() == b"subject":
            mail.subject = shown


def original_of(mail: IncomingMail) -> StoredFile:
    """The original as a file to hang on what came of it."""
    return StoredFile(mail.sha256, "original.eml", mail.size, "message/rfc822")


def came_before(session: Session, mail: IncomingMail) -> bool:
    """Whether the very same mail was kept already, or one of that sender under the same Message-ID: after a mailbox
    was restored every mail has another number."""
    same = [(IncomingMail.sha256 == mail.sha256) & (IncomingMail.sha256 != "")]
    if mail.message_id and mail.sender:
        same.append((IncomingMail.message_id == mail.message_id) & (IncomingMail.sender == mail.sender))
    earlier = select(IncomingMail.id).where(or_(*same), IncomingMail.id < mail.id).limit(1)
    return session.scalar(earlier) is not None


def recent_count(session: Session, mail: IncomingMail, since: datetime, *, landed: bool) -> int:
    """How many mails of the same sender came before this one, after `since`; with `landed` those that landed only.
    Those of whoever is not proved to be the sender do not count: else a stranger could silence them."""
    same = (IncomingMail.sender == mail.sender, IncomingMail.arrived_at > since, IncomingMail.id < mail.id)
    same += (IncomingMail.state == "taken" if landed else IncomingMail.why.not_in(DOUBTED),)
    return session.scalar(select(func.count(IncomingMail.id)).where(*same)) or 0
