"""The worker as a process of its own: it works beside others, survives their death and leaves when asked (RE2, RE7)."""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update

from portal.notify.models import Message
from tests.cast import LONG_AGO
from tests.compiled import share_compiled
from tests.forked import Forked
from tests.notify.acts import OWNER, acting, answer, file_request, messages
from tests.notify.mail_sink import MailSink

Start = Callable[[], Forked]


@pytest.fixture
def start(app: Flask, sink: MailSink, tmp_path: Path) -> Iterator[Start]:
    """Start another worker on the application's database; all are gone at the end."""
    settings, begun = app.extensions["settings"], []
    own = {
        "PORTAL_ENV": "development",
        "PORTAL_UNDO_SEND_SECONDS": "0",
        "PORTAL_QUIET_HOURS": "off",
        "PORTAL_DATA_DIR": str(share_compiled(tmp_path)),
        "PORTAL_DATABASE_URL": settings.database_url,
        "PORTAL_SECRET_KEYS": settings.secret_keys[0],
        "PORTAL_SMTP_URL": settings.smtp_url,
        "PORTAL_BASE_URL": settings.base_url,
        "PORTAL_MAIL_FROM": settings.mail_from,
    }

    def start_one() -> Forked:
        begun.append(Forked(["flask", "--app", "wsgi", "worker"], {**os.environ, **own}))
        return begun[-1]

    yield start_one
    for process in begun:
        process.kill()


def until(happened: Callable[[], bool], seconds: float = 30) -> None:
    """Look again and again; AssertionError when it has not happened in time."""
    give_up = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < give_up, "it did not happen in time"
        time.sleep(0.2)  # looking costs the worker its turn


def test_it_finishes_what_it_began_and_leaves(app: Flask, sink: MailSink, start: Start) -> None:
    worker = start()
    answer(app, file_request(app))
    until(lambda: len(sink.mails) == 1 and [row.state for row in messages(app, channel="email")] == ["sent"])
    assert worker.ask_to_leave() == 0


def test_nothing_is_lost_when_one_of_two_is_killed(app: Flask, sink: MailSink, start: Start) -> None:
    number = file_request(app)
    for _ in range(40):
        answer(app, number)
    victim, survivor = start(), start()
    until(lambda: len(sink.mails) > 0)
    victim.kill()
    until(lambda: {row.state for row in messages(app, "request.answered", "email")} <= {"sent", "leased"})
    with acting(app, OWNER) as uow:
        uow.session.execute(update(Message).where(Message.state == "leased").values(lease_until=LONG_AGO))
    until(lambda: {row.state for row in messages(app, "request.answered", "email")} == {"sent"})
    assert survivor.is_alive
    rows = messages(app, "request.answered")
    assert set(Counter((row.event_id, row.recipient_id, row.channel) for row in rows).values()) == {1}
    sent_ids = {f"<message-{row.id}@portal.yanhe.example>" for row in rows if row.channel == "email"}
    # the worker's own reminders of last days may stand among them
    assert {mail["Message-ID"] for mail in sink.mails if number in mail["Subject"]} == sent_ids and len(sent_ids) == 40
