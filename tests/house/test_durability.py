"""What was acknowledged survives: web and worker are killed in the middle of a burst of filing, again and again.

FI5, RE1, RE2, BI2: `PORTAL_KILLS=200` kills that often instead of three times.
"""

import hashlib
import os
import random
import secrets
import threading
import time
from collections import Counter
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.domain.attachments.models import Attachment
from portal.domain.requests.models import ServiceRequest
from portal.notify.models import Message
from portal.storage.folder import FolderStorage
from portal.storage.sweeping import sweep
from tests.cast import LONG_AGO
from tests.compiled import share_compiled
from tests.filing import DELIVERY
from tests.house.program import Program, ask
from tests.notify.acts import answer, messages
from tests.notify.mail_sink import MailSink
from tests.people import People, Person

KILLS = int(os.environ.get("PORTAL_KILLS", "3"))
FILERS = {
    "owner@minchuan.example": {}, "owner@yueqiao.example": {},
    "service@demo.example": {"account": "D-000101"}, "business@demo.example": {"account": "D-000102"},
}  # fmt: skip
"""Partners who file themselves, and colleagues who file for one that called."""


@pytest.fixture
def sink() -> Iterator[MailSink]:
    sink = MailSink()
    yield sink
    sink.stop()


@pytest.fixture
def program(app: Flask, sink: MailSink, tmp_path: Path) -> Iterator[Program]:
    settings = app.extensions["settings"]
    program = Program(
        {
            "PORTAL_ENV": "development", "PORTAL_QUIET_HOURS": "off", "PORTAL_UNDO_SEND_SECONDS": "0",
            "PORTAL_DATA_DIR": str(share_compiled(tmp_path)),
            "PORTAL_DATABASE_URL": settings.database_url,
            "PORTAL_SECRET_KEYS": settings.secret_keys[0], "PORTAL_SMTP_URL": sink.url,
            "PORTAL_MAIL_FROM": "noreply@yanhe.example", "PORTAL_BASE_URL": "http://127.0.0.1:8000",
        }
    )  # fmt: skip
    yield program
    program.kill()


class Filer:
    """One person who files request after request, each with a file; a form that got no answer is sent again."""

    def __init__(self, person: Person, port: int, told: dict[str, str]) -> None:
        self.port, self.token, self.told = port, person.csrf_token, told
        self.action = "/staff/requests/" if told else "/requests/"
        self.cookie = f"portal={person.visit_id}"
        self.acknowledged: dict[str, tuple[str, str]] = {}
        """Subject → number, and SHA-256 of the file."""
        self.sent_again = 0
        self.enough = threading.Event()
        self.thread = threading.Thread(target=self._file, daemon=True)

    def _file(self) -> None:
        while not self.enough.is_set():
            subject, form_id = f"第 {secrets.token_hex(6)} 件", secrets.token_urlsafe(16)
            content = b"%PDF-1.7\n" + secrets.token_bytes(2000) + b"\n%%EOF\n"
            while not self._send(subject, form_id, content):
                self.sent_again += 1
                time.sleep(0.05)
                if self.enough.is_set():
                    return

    def _send(self, subject: str, form_id: str, content: bytes) -> bool:
        fields = {
            **DELIVERY,
            **self.told,
            "contract": "",
            "subject": subject,
            "form_id": form_id,
            "csrf_token": self.token,
        }
        kind, body = multipart(fields, content)
        try:
            status, headers, answer = ask(self.port, "POST", self.action, body, Cookie=self.cookie, Content_Type=kind)
        except (OSError, HTTPException):
            return False
        assert status == 303, answer[:2000]
        self.acknowledged[subject] = headers["Location"].rsplit("/", 1)[1], hashlib.sha256(content).hexdigest()
        return True


def multipart(fields: dict[str, str], content: bytes) -> tuple[str, bytes]:
    edge = secrets.token_hex(12)
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'.encode() for n, v in fields.items()
    ]
    head = f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="单.pdf"\r\n\r\n'.encode()
    return f"multipart/form-data; boundary={edge}", b"".join([*parts, head, content, f"\r\n--{edge}--\r\n".encode()])


def test_nothing_acknowledged_is_lost_when_everything_is_killed(
    app: Flask, people: People, sink: MailSink, program: Program, tmp_path: Path
) -> None:
    filers = [Filer(people.sign_in(name), program.port, told) for name, told in FILERS.items()]
    program.start()
    for filer in filers:
        filer.thread.start()
    for _ in range(KILLS):
        before = sum(len(filer.acknowledged) for filer in filers)
        until(lambda: sum(len(filer.acknowledged) for filer in filers) > before + 8)  # noqa: B023
        time.sleep(random.random() * 0.3)
        program.kill()
        program.start()
    for filer in filers:
        filer.enough.set()
        filer.thread.join(30)
    told = {subject: fact for filer in filers for subject, fact in filer.acknowledged.items()}
    assert len(told) > 8 * KILLS
    assert_each_is_there_once_with_its_file(people, told, FolderStorage(tmp_path / "files"))
    assert_each_is_delivered(app, people, sink, told)
    program.kill()


def until(happened: object, seconds: float = 40, pause: float = 0.05) -> None:
    give_up = time.monotonic() + seconds
    while not happened():  # type: ignore[operator]
        assert time.monotonic() < give_up, "it did not happen in time"
        time.sleep(pause)


def assert_each_is_there_once_with_its_file(
    people: People, told: dict[str, tuple[str, str]], storage: FolderStorage
) -> None:
    with people.backstage() as uow:
        rows = list(uow.session.execute(select(ServiceRequest.subject, ServiceRequest.number, Attachment.sha256).join(
            Attachment, (Attachment.subject == "service_request") & (Attachment.subject_id == ServiceRequest.id)
        )))  # fmt: skip
        filed = Counter(uow.session.scalars(select(ServiceRequest.subject)))
        kept = set(uow.session.scalars(select(Attachment.sha256)))
        assert {subject: (number, sha256) for subject, number, sha256 in rows if subject in told} == told
        assert set(filed.values()) == {1} and len(rows) == filed.total()
        for sha256 in kept:
            with storage.open(sha256) as file:
                assert hashlib.sha256(file.read()).hexdigest() == sha256
        sweep(uow.session, storage, time.time() + 2 * 24 * 3600)
        assert {name for name, _ in storage.names()} == kept


def assert_each_is_delivered(app: Flask, people: People, sink: MailSink, told: dict[str, tuple[str, str]]) -> None:
    """In our inbox as filed, and by mail to the partner: as filed for them, or else when it is answered."""
    numbers = {number for number, _ in told.values()}
    posted = [event for event in people.events("request.posted") if event.number in numbers]
    assert len(posted) == len(numbers) == len(told)
    for event in posted:
        if event.actor_kind == "partner":
            answer(app, event.number)
    with people.backstage() as uow:  # what a killed worker held is free again once its lease is over
        uow.session.execute(update(Message).where(Message.state == "leased").values(lease_until=LONG_AGO))
    until(lambda: all_are_told(app, len(people.events("request.answered"))), 60, pause=0.3)
    rows = messages(app)
    assert set(Counter((row.event_id, row.recipient_id, row.channel) for row in rows).values()) == {1}
    for channel, kinds in (("inbox", {"request.posted"}), ("email", {"request.posted", "request.answered"})):
        assert numbers == {row.facts["number"] for row in rows if row.channel == channel and row.kind in kinds}
    mailed = {mail["Message-ID"].partition("@")[0] for mail in sink.mails}
    assert {f"<message-{row.id}" for row in rows if row.channel == "email"} <= mailed


def all_are_told(app: Flask, answered: int) -> bool:
    rows = messages(app)
    by_mail = [row for row in rows if row.kind == "request.answered" and row.channel == "email"]
    return len(by_mail) == answered and all(row.state == "sent" for row in rows)
