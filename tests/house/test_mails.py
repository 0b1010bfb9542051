"""Mails to partners: whatever happened to Minchuan's things, no mail to its people holds a word of ours alone (AZ8)."""

from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db.transaction import transaction
from portal.domain.scope import EveryAccount
from portal.notify.mail import compose
from portal.notify.models import EMAIL, Message
from portal.notify.still_there import Pointless
from tests.house.estate import Estate
from tests.people import People

OURS = ("MARK-NOTE", "U-2024-001", "5,432.10", "12345678")


def read(mail: EmailMessage) -> str:
    """All of it that somebody could read: headers, text and HTML."""
    parts = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
    return "\n".join([*(f"{name}: {value}" for name, value in mail.items()), *parts])


@pytest.mark.engineless
def test_no_mail_to_partners_holds_a_word_of_ours(people: People, estate: Estate) -> None:
    settings, now = replace(people.app.extensions["settings"], mail_from="noreply@yanhe.example"), datetime.now(UTC)
    whole = select(Message).options(joinedload(Message.event), joinedload(Message.recipient))
    theirs = {}
    with people.app.test_request_context(), transaction(EveryAccount("tests")) as session:
        for message in session.scalars(whole.where(Message.channel == EMAIL)):
            try:
                text = read(compose(session, message, settings, now))
            except Pointless:
                continue
            if message.account_id is not None:
                theirs[message.kind, message.recipient.email] = text
    assert len({kind for kind, _ in theirs}) >= 4 and any("MARK-SUBJECT" in text for text in theirs.values())
    assert not [where for where, text in theirs.items() if any(mark in text for mark in OURS)]
