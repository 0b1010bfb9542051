"""The mailbox of a real server is read once, mail by mail, whatever breaks in between (RE1, RE2, RE3)."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.db.transaction import transaction
from portal.mailroom import loop, polling
from portal.mailroom.judging import EVERYBODY
from portal.mailroom.models import Mailbox
from portal.mailroom.polling import mailbox_name, poll
from tests.mailroom.dovecot import DOVECOT, Dovecot
from tests.mailroom.mails import Mailroom, raw
from tests.mailroom.test_landing import said
from tests.notify.acts import file_request
from tests.notify.mail_sink import RudeServer, closed_port_url

pytestmark = pytest.mark.engineless


@pytest.fixture
def dovecot() -> Iterator[Dovecot]:
    if DOVECOT is None:
        pytest.skip("NO REAL IMAP SERVER WAS ASKED: apt-get install dovecot-imapd")
    server = Dovecot()
    yield server
    server.close()


def box(app: Flask) -> Mailbox:
    with app.app_context(), transaction(EVERYBODY, writes=False) as session:
        return session.scalars(select(Mailbox).where(Mailbox.name == mailbox_name(app.extensions["settings"]))).one()


def visit(app: Flask, worker: str = "one") -> int:
    """Poll now, however short ago the last time was."""
    with app.app_context():
        with transaction(EVERYBODY) as session:
            session.execute(update(Mailbox).values(tried_at=None))
        return poll(worker)


def test_a_real_mailbox_is_read_once(
    app: Flask, mailroom: Mailroom, dovecot: Dovecot, set_mail: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    set_mail(imap_url=dovecot.url)
    number = file_request(app)
    reference = mailroom.reference(number)
    sent = [raw(reference, text=f"第 {n} 封") for n in range(3)]
    for each in (*sent, raw("", sender="x@elsewhere.example"), b"\xff\xfe no mail at all"):
        dovecot.deliver(each)
    monkeypatch.setattr(polling, "MOST_BYTES", 5_000)
    dovecot.deliver(raw(reference, text="长" * 9_000))

    def killed(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as during:  # between the row and the server's flag
        during.setattr(polling.Visit, "mark_read", killed)
        with pytest.raises(SystemExit):
            visit(app)
    assert visit(app, "another") == 0, "the lease of who was killed still runs"
    with app.app_context(), transaction(EVERYBODY) as session:
        session.execute(update(Mailbox).values(lease_until=datetime.now(UTC) - timedelta(seconds=1)))
    assert visit(app, "another") == 5 and visit(app) == 0
    assert said(app, number) == ["第 0 封", "第 1 封", "第 2 封"]
    rows = mailroom.rows()
    assert [(row.state, row.why) for row in rows[3:]] == [
        ("aside", "stranger"), ("aside", "odd_sender"), ("aside", "too_large"),
    ]  # fmt: skip
    assert rows[5].size > 5_000 and rows[5].subject.startswith("回复")
    with app.extensions["storage"].open(rows[0].sha256) as kept:
        assert kept.read().replace(b"\r\n", b"\n") == sent[0]
    assert box(app).worked_at is not None and box(app).problem == ""
    assert len(list((dovecot.folder / "mail/cur").glob("*S"))) == 5, "what was fetched is marked as read"
    dovecot.forget_numbers()
    assert visit(app) == 6 and len(said(app, number)) == 3
    assert {row.why for row in mailroom.rows()[6:]} == {"duplicate"}
    set_mail(imap_url=dovecot.url.replace("INBOX", "Nowhere"))
    assert visit(app) == 0 and box(app).problem == "no_folder"
    set_mail(imap_url=dovecot.url.replace("secret-kept", "wrong-password"))
    assert visit(app) == 0 and box(app).problem == "sign_in" and "wrong-password" not in box(app).detail


def test_the_worker_reads_beside_its_own_work_and_stops_with_it(
    app: Flask, mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    polled, stop, seen = threading.Event(), threading.Event(), []

    def polling_once(worker: str, stopping: Callable[[], bool]) -> int:
        seen.append((threading.current_thread().name, stopping()))
        polled.set()
        raise RuntimeError("what goes wrong here stops nothing")

    monkeypatch.setattr(loop, "poll", polling_once)
    with loop.mail_taken_in(app, stop):
        assert polled.wait(10)
    assert seen[0] == ("mailroom", False) and stop.is_set()
    assert not [thread for thread in threading.enumerate() if thread.name == "mailroom"]
    with loop.mail_taken_in(app, threading.Event(), once=True):
        assert seen[-1][0] == "MainThread"


@pytest.mark.parametrize(
    ("answer", "problem"),
    [(b"* BYE busy\r\n", "broken_off"), (b"HTTP/1.1 400 Bad Request\r\n\r\n", "broken_off"), (None, "unreachable")],
)
def test_trouble_is_noted_and_tried_again(
    app: Flask, mailroom: Mailroom, set_mail: Callable[..., None], answer: bytes | None, problem: str
) -> None:
    server = RudeServer(answer) if answer is not None else None
    address = (server.url if server else closed_port_url()).replace("smtp://", "imap://portal:secret@")
    set_mail(imap_url=f"{address}/INBOX")
    assert visit(app) == 0
    assert box(app).problem in (problem, "protocol") and box(app).lease_until is None and box(app).worked_at is None
    if server:
        server.stop()
