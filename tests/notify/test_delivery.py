"""At least once, never twice at a time, and no trouble is for ever (RE2, RE3)."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from portal.db.transaction import transaction
from portal.domain.events import Event
from portal.domain.scope import EveryAccount
from portal.notify.deliver import deliver_due
from portal.notify.leases import Outcome, settle, take_due
from portal.notify.models import FIRST_PAUSE, LONGEST_PAUSE, MOST_TRIES, Message, pause_after
from tests.notify.acts import MEMBER, OWNER, acting, answer, change, dispatch_all, file_request, messages
from tests.notify.mail_sink import MailSink, RudeServer, closed_port_url


def deliver(app: Flask) -> int:
    with app.app_context():
        return deliver_due("tests")


def one_mail(app: Flask) -> int:
    """One due mail, to the member; returns its id."""
    answer(app, file_request(app))
    dispatch_all(app)
    (row,) = messages(app, channel="email")
    return row.id


def state(app: Flask) -> tuple[str, int, str]:
    (row,) = messages(app, channel="email")
    return row.state, row.tries, row.last_error


def test_a_refused_recipient_is_given_up_at_once_and_the_others_are_served(app: Flask, sink: MailSink) -> None:
    sink.answer = lambda address: "550 no such mailbox" if address == OWNER else None
    answer(app, file_request(app, by=OWNER))
    answer(app, file_request(app, by=MEMBER))
    dispatch_all(app)
    deliver(app)
    assert len(sink.to(MEMBER)) == 1
    to_owner = next(row for row in messages(app, channel="email") if row.recipient.email == OWNER)
    assert to_owner.state == "dead" and "550 no such mailbox" in to_owner.last_error


def test_a_busy_server_is_tried_again_later(app: Flask, sink: MailSink) -> None:
    message_id = one_mail(app)
    sink.data_answer = "451 later please"
    deliver(app)
    assert state(app) == ("pending", 1, "451 later please")
    assert deliver(app) == 0
    sink.data_answer = "250 OK"
    change(app, message_id, run_at=datetime.now(UTC))
    deliver(app)
    assert len(sink.mails) == 1 and state(app)[0] == "sent"


@pytest.mark.parametrize(
    "answer_bytes", [b"", b"HTTP/1.1 200 OK\r\n\r\n", b"220 hi\r\n\xff\xfe\r\n", b"554 go away\r\n"]
)
def test_nonsense_and_silence_put_the_mail_off(app: Flask, set_mail: Callable[..., None], answer_bytes: bytes) -> None:
    server = RudeServer(answer_bytes)
    set_mail(smtp_url=server.url, mail_from="noreply@yanhe.example")
    one_mail(app)
    deliver(app)
    server.stop()
    assert state(app)[:2] == ("pending", 1)


def test_a_server_that_is_away_is_asked_once_for_the_whole_batch(
    app: Flask, set_mail: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    set_mail(smtp_url=closed_port_url(), mail_from="noreply@yanhe.example")
    for _ in range(3):
        answer(app, file_request(app))
    dispatch_all(app)
    assert deliver(app) == 3
    assert {(row.state, row.tries) for row in messages(app, channel="email")} == {("pending", 1)}
    assert all("ConnectionRefused" in row.last_error for row in messages(app, channel="email"))


def test_after_the_last_try_it_is_given_up(app: Flask, set_mail: Callable[..., None]) -> None:
    set_mail(smtp_url=closed_port_url(), mail_from="noreply@yanhe.example")
    change(app, one_mail(app), tries=MOST_TRIES - 1)
    deliver(app)
    assert state(app)[:2] == ("dead", MOST_TRIES)


@given(st.integers(1, MOST_TRIES))
def test_pauses_grow_and_stay_within_bounds(tries: int) -> None:
    assert FIRST_PAUSE <= pause_after(tries) <= LONGEST_PAUSE * 1.25
    assert pause_after(tries + 1) >= min(pause_after(tries), LONGEST_PAUSE)


def test_a_server_may_not_quote_a_secret_into_the_outbox(app: Flask, sink: MailSink) -> None:
    sink.data_answer = "554 spam: /password/reset/" + "Zx9" * 14
    one_mail(app)
    deliver(app)
    assert "Zx9Zx9" not in state(app)[2] and state(app)[2].startswith("554")


def test_a_dead_workers_mail_is_taken_over_and_its_late_word_is_ignored(app: Flask, sink: MailSink) -> None:
    message_id = one_mail(app)
    with app.app_context():
        assert take_due("dead") == [message_id]
        assert take_due("other") == []
        change(app, message_id, lease_until=datetime.now(UTC) - timedelta(seconds=1))
        assert take_due("other") == [message_id]
        settle(message_id, "dead", Outcome("dead", "too late"))
        assert state(app)[0] == "leased"
        settle(message_id, "other", Outcome("sent"))
    assert state(app)[0] == "sent"


def test_a_worker_that_is_asked_to_stop_hands_its_mail_back(app: Flask, sink: MailSink) -> None:
    one_mail(app)
    with app.app_context():
        deliver_due("tests", stopping=lambda: True)
    assert state(app) == ("pending", 0, "") and sink.mails == []


def test_two_workers_never_send_the_same_mail(app: Flask, sink: MailSink) -> None:
    number = file_request(app)
    for _ in range(60):
        answer(app, number)
    dispatch_all(app)

    def work(name: str) -> None:
        with app.app_context():
            while deliver_due(name):
                pass

    workers = [threading.Thread(target=work, args=(f"worker {n}",)) for n in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    ids = Counter(mail["Message-ID"] for mail in sink.mails)
    assert len(ids) == 60 and set(ids.values()) == {1}
    assert {row.state for row in messages(app, channel="email")} == {"sent"}


def test_dispatching_again_makes_nothing_new(app: Flask) -> None:
    answer(app, file_request(app))
    dispatch_all(app)
    before = [row.id for row in messages(app)]
    with acting(app, OWNER) as uow:
        for event in uow.session.query(Event):
            event.dispatched_at = None
    dispatch_all(app)
    assert [row.id for row in messages(app)] == before


def test_events_and_messages_come_in_one_transaction(app: Flask) -> None:
    answer(app, file_request(app))
    with pytest.raises(ZeroDivisionError), app.app_context(), transaction(EveryAccount("tests")) as session:
        from portal.notify.dispatch import dispatch_events

        assert dispatch_events(session, datetime.now(UTC)) == 2
        raise ZeroDivisionError
    assert messages(app) == []
    with acting(app, OWNER) as uow:
        assert uow.session.query(Event).filter(Event.dispatched_at.is_not(None)).count() == 0


def test_one_row_per_event_recipient_and_channel(app: Flask) -> None:
    answer(app, file_request(app))
    dispatch_all(app)
    keys = Counter((row.event_id, row.recipient_id, row.channel) for row in messages(app))
    assert set(keys.values()) == {1} and isinstance(messages(app)[0], Message)
