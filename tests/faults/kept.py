"""What must be there of everything that was acknowledged: once, with its file, told to whom it concerns."""

import hashlib
import time
from collections import Counter
from functools import partial

from flask import Flask
from sqlalchemy import func, select, update

from portal.domain.attachments.models import Attachment
from portal.domain.events import Event
from portal.domain.requests.models import ServiceRequest
from portal.notify.models import Message
from portal.storage.folder import FolderStorage
from portal.storage.sweeping import named_in, sweep
from tests.cast import LONG_AGO
from tests.faults.figure import Figure
from tests.faults.filers import until
from tests.notify.acts import answer, messages
from tests.notify.mail_sink import MailSink
from tests.people import People

THEIRS = ServiceRequest.subject.like("第 % 件")
"""What was filed by `filers`, and not there before."""
MOST_ANSWERS = 500
Told = dict[str, tuple[str, str]]
"""Subject → number, and SHA-256 of the file."""


def check_each_is_there_once_with_its_file(figure: Figure, people: People, told: Told, storage: FolderStorage) -> None:
    with people.backstage() as uow:
        rows = list(uow.session.execute(select(ServiceRequest.subject, ServiceRequest.number, Attachment.sha256).join(
            Attachment, (Attachment.subject == "service_request") & (Attachment.subject_id == ServiceRequest.id)
        ).where(THEIRS)))  # fmt: skip
        filed = Counter(uow.session.scalars(select(ServiceRequest.subject).where(THEIRS)))
        kept = set(uow.session.scalars(select(Attachment.sha256)))
        found = {subject: (number, sha256) for subject, number, sha256 in rows if subject in told}
        figure.check(found == told, f"{len(told) - len(found)} lost of {len(told)}")
        doubled = filed.total() - len(filed)
        figure.check(
            not doubled and len(rows) == filed.total(), f"{doubled} doubled, {len(rows)} files of {filed.total()}"
        )
        for sha256 in kept:
            with storage.open(sha256) as file:
                figure.check(hashlib.sha256(file.read()).hexdigest() == sha256, f"file {sha256} holds something else")
        for days in (2, 4):  # set aside, and gone
            gone = sum(sweep(partial(named_in, uow.session), storage, time.time() + days * 24 * 3600))
        figure.check({name for name, _ in storage.names()} == kept, "files without rows remain after the sweep")
        figure.check(not list(storage.aside()), f"the sweep let {gone} files go and left some aside")


def check_each_is_delivered(figure: Figure, app: Flask, people: People, sink: MailSink, told: Told) -> None:
    """In our inbox as filed, and by mail to the partner: as filed for them, or else when it is answered; of thousands,
    some hundreds are answered."""
    numbers = {number for number, _ in told.values()}
    posted = [event for event in people.events("request.posted") if event.number in numbers]
    figure.check(len(posted) == len(numbers) == len(told), f"{len(posted)} events of {len(told)} filings")
    own = [event.number for event in posted if event.actor_kind == "partner"]
    answered = set(own[:: len(own) // MOST_ANSWERS + 1])
    for number in sorted(answered):
        answer(app, number)
    with people.backstage() as uow:  # what a killed worker held is free again once its lease is over
        uow.session.execute(update(Message).where(Message.state == "leased").values(lease_until=LONG_AGO))
    until(lambda: all_are_told(people), 60 + len(told) / 5, pause=0.5)
    rows = messages(app)
    once = set(Counter((row.event_id, row.recipient_id, row.channel) for row in rows).values())
    figure.check(once == {1}, "somebody was told twice")
    mailed_numbers = numbers - set(own) | answered
    for channel, kinds, wanted in (
        ("inbox", {"request.posted"}, numbers),
        ("email", {"request.posted", "request.answered"}, mailed_numbers),
    ):
        reached = {row.facts["number"] for row in rows if row.channel == channel and row.kind in kinds}
        figure.check(wanted == reached, f"{channel}: {len(wanted - reached)} not told")
    mailed = {mail["Message-ID"].partition("@")[0] for mail in sink.mails}
    lost = {f"<message-{row.id}" for row in rows if row.channel == "email"} - mailed
    figure.check(not lost, f"{len(lost)} mails that nobody got")


def all_are_told(people: People) -> bool:
    """Nothing is still to be told or sent."""
    answered = select(func.count(Message.id)).where(Message.kind == "request.answered", Message.channel == "email")
    waiting = select(Message.id).where(Message.state != "sent").limit(1)
    with people.backstage() as uow:
        events = uow.session.scalar(select(func.count(Event.id)).where(Event.kind == "request.answered"))
        return uow.session.scalar(answered) == events and uow.session.scalar(waiting) is None
