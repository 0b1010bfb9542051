"""The worker as a whole: rounds, regular jobs, stopping, and what it does to a sealed log (RE2, RE5, RE7, AL2)."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.db.once import FormReceipt
from portal.db.transaction import transaction
from portal.domain.events import Event
from portal.domain.people.models import LinkToken, Throttle, WebSession
from portal.domain.requests.models import ServiceRequest
from portal.domain.scope import EveryAccount
from portal.domain.seal import seal_events
from portal.notify.jobs import JOBS, Regular, close_resolved, run_due, sweep
from portal.notify.worker import run
from tests.notify.acts import MEMBER, OWNER, SERVICE, act, acting, answer, file_request, messages
from tests.notify.mail_sink import MailSink
from tests.people import People

MINUTE = timedelta(minutes=1)


def test_one_run_tells_everybody(app: Flask, sink: MailSink) -> None:
    answer(app, file_request(app))
    run(app, once=True)
    assert len(sink.to(MEMBER)) == 1
    assert {row.state for row in messages(app)} == {"sent"}


def test_a_failing_step_does_not_stop_the_others(app: Flask, sink: MailSink) -> None:
    def fail() -> int:
        raise RuntimeError("broken")

    answer(app, file_request(app))
    run(app, once=True, steps=[fail], jobs=[Regular("broken", MINUTE, lambda *_: 1 // 0), *JOBS])
    assert len(sink.to(MEMBER)) == 1


def test_it_ends_when_asked(app: Flask) -> None:
    stop = threading.Event()
    worker = threading.Thread(target=run, args=(app,), kwargs={"stop": stop})
    worker.start()
    stop.set()
    worker.join(10)
    assert not worker.is_alive()


def test_a_job_runs_once_per_interval_whoever_asks(app: Flask) -> None:
    ran: list[datetime] = []
    job = Regular("count", MINUTE, lambda _session, now: ran.append(now) or 1)
    start = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
    with app.app_context():
        for seconds in (0, 1, 59, 60, 61):
            run_due(job, start + timedelta(seconds=seconds))
    assert [(at - start).seconds for at in ran] == [0, 60]


def test_a_clock_set_back_does_not_stop_jobs(app: Flask) -> None:
    ran: list[datetime] = []
    job = Regular("count", MINUTE, lambda _session, now: ran.append(now) or 1)
    start = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
    with app.app_context():
        for at in (start, start - timedelta(days=30), start - timedelta(days=30)):
            run_due(job, at)
    assert len(ran) == 2


def test_a_job_that_fails_is_due_again(app: Flask) -> None:
    with app.app_context(), pytest.raises(ZeroDivisionError):
        run_due(Regular("fragile", MINUTE, lambda *_: 1 // 0), datetime.now(UTC))
    with app.app_context():
        assert run_due(Regular("fragile", MINUTE, lambda *_: 7), datetime.now(UTC)) == 7


@pytest.mark.parametrize(
    ("resolved", "now", "state"),
    [
        # Monday 2 November 2026, Shanghai: the fifth working day after it is Monday the 9th.
        ("2026-11-02T10:00+08:00", "2026-11-09T23:59+08:00", "resolved"),
        ("2026-11-02T10:00+08:00", "2026-11-10T00:01+08:00", "closed"),
        # Before the National Day holiday: 1 to 3 October are no working days.
        ("2026-09-30T10:00+08:00", "2026-10-08T12:00+08:00", "resolved"),
    ],
)
def test_what_met_no_objection_is_closed(app: Flask, people: People, resolved: str, now: str, state: str) -> None:
    number = file_request(app)
    act(app, number, SERVICE, "resolve", outcome="已送达")
    with acting(app, OWNER) as uow:
        moved = update(ServiceRequest).where(ServiceRequest.number == number)
        uow.session.execute(moved.values(resolved_at=datetime.fromisoformat(resolved)))
    with app.app_context(), transaction(EveryAccount("tests")) as session:
        close_resolved(session, datetime.fromisoformat(now))
    with people.backstage() as uow:
        assert uow.requests.get(number).state == state
    assert len(people.events("request.closed")) == (state == "closed")


def test_sweeping_takes_only_what_is_worthless(app: Flask, people: People) -> None:
    people.sign_in(MEMBER)
    now = datetime.now(UTC)
    long_ago = now - timedelta(days=40)
    with people.backstage() as uow:
        uow.session.add_all([
            FormReceipt(key="old", location="/", at=long_ago), FormReceipt(key="new", location="/", at=now),
            Throttle(key="old", window_ends_at=long_ago), Throttle(key="new", window_ends_at=now),
            LinkToken(token_hash="o", purpose="reset", subject_id=1, salt="s", made_at=long_ago, expires_at=long_ago),
            LinkToken(token_hash="n", purpose="reset", subject_id=1, salt="s", made_at=now, expires_at=now),
        ])  # fmt: skip
    people.sign_in(OWNER)
    with people.backstage() as uow:
        uow.session.execute(update(WebSession).where(WebSession.id == 1).values(expires_at=long_ago))
    with app.app_context(), transaction(EveryAccount("tests")) as session:
        sweep(session, now)
    with people.backstage() as uow:
        assert uow.session.scalars(select(FormReceipt.key)).all() == ["new"]
        assert uow.session.scalars(select(Throttle.key)).all() == ["new"]
        assert uow.session.scalars(select(LinkToken.token_hash)).all() == ["n"]
        assert len(uow.session.scalars(select(WebSession.id)).all()) == 1


@pytest.fixture
def sealed(app: Flask) -> Flask:
    """A log of a few events, sealed."""
    number = file_request(app)
    for _ in range(3):
        answer(app, number)
    with app.app_context(), transaction(EveryAccount("tests")) as session:
        assert seal_events(session, datetime.now(UTC) + MINUTE) == 4
    return app


def verify(app: Flask, *options: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["verify-audit", *options])
    return result.exit_code, result.output.strip()


def test_an_untouched_log_verifies(sealed: Flask) -> None:
    code, words = verify(sealed)
    assert code == 0 and " 4:" in words


TAMPERINGS: list[tuple[str, Callable[[Event], object], str]] = [
    ("facts", lambda event: setattr(event, "facts", {"state": "closed"}), "2: altered"),
    ("time", lambda event: setattr(event, "at", event.at - MINUTE), "2: altered"),
    ("actor", lambda event: setattr(event, "actor_login_id", 1), "2: altered"),
    ("order", lambda event: setattr(event, "seal_no", 99), "2: gap"),
]


@pytest.mark.parametrize(("what", "tamper", "fault"), TAMPERINGS)
def test_tampering_is_named(sealed: Flask, what: str, tamper: Callable[[Event], object], fault: str) -> None:
    with acting(sealed, OWNER) as uow:
        tamper(uow.session.scalars(select(Event).where(Event.seal_no == 2)).one())
    code, words = verify(sealed)
    assert code == 1 and fault in words and len(words.splitlines()) == 1


def test_a_kept_anchor_shows_a_cut_tail(sealed: Flask) -> None:
    kept = verify(sealed)[1].split("up to ")[1].split(";")[0]
    assert verify(sealed, "--anchor", kept)[0] == 0
    with acting(sealed, OWNER) as uow:
        uow.session.delete(uow.session.scalars(select(Event).where(Event.seal_no == 4)).one())
    assert verify(sealed)[0] == 0
    assert verify(sealed, "--anchor", kept)[0] == 1
    assert verify(sealed, "--anchor", "nonsense")[0] == 1
