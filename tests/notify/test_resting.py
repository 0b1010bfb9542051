"""A worker that has nothing to do asks one question and no more, and misses nothing that appears or comes due (RE2).

Its clock for pauses stands still here: what makes it work again is what it has seen.
"""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import update

from portal.cli.signs import SIGNS
from portal.db.transaction import transaction
from portal.domain.levels.models import TierRun
from portal.domain.requests.composing import HeldAnswer
from portal.domain.scope import EveryAccount
from portal.notify import clockwork, jobs, resting, worker
from portal.notify.clockwork import Clockwork
from portal.notify.models import EMAIL, Job, Message
from portal.notify.regular import Daily, Regular
from portal.notify.resting import Rest
from portal.notify.worker import run
from tests.notify.acts import MEMBER, SERVICE, acting, answer, file_request
from tests.notify.mail_sink import MailSink
from tests.people import People
from tests.statements import Counting

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
TESTS = EveryAccount("tests")
Happens = Callable[[], object]


class Ticks(threading.Event):
    """Ends the worker after so many rests, which take no time; in the middle of them something happens."""

    def __init__(self, count: int, happens: Happens = lambda: None) -> None:
        super().__init__()
        self.left, self._middle, self._happens = count, count // 2, happens

    def wait(self, timeout: float | None = None) -> bool:
        self.left -= 1
        if self.left == self._middle:
            self._happens()
        if not self.left:
            self.set()
        return self.is_set()


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (clockwork, resting, worker):
        monkeypatch.setattr(module, "monotonic", lambda: 1000.0)


def test_a_worker_at_rest_asks_one_question_at_a_time(app: Flask, statements: Counting) -> None:
    """Mail that cannot go out, for no server is named, does not keep it awake."""
    answer(app, file_request(app))
    run(app, once=True)
    asked = {}
    for ticks in (10, 30):
        with statements() as found:
            run(app, signs=SIGNS, stop=Ticks(ticks))
        asked[ticks] = len(found)
    assert asked[30] - asked[10] == 20


def test_what_happens_meanwhile_is_told_at_once(app: Flask, sink: MailSink) -> None:
    number = file_request(app)
    run(app, once=True)
    run(app, stop=Ticks(6, lambda: answer(app, number)))
    assert len(sink.to(MEMBER)) == 1


def test_what_comes_due_meanwhile_is_done_at_once(app: Flask, sink: MailSink, people: People) -> None:
    """An answer whose seconds are over, and mail that had to wait for its hour."""
    number, second = file_request(app), file_request(app, subject="第二件")
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        answer(app, second)
        with acting(app, SERVICE) as uow:
            uow.sending.hold(uow.requests.at_desk(number), text="明天到。", seconds=15)
        run(app, once=True)
        with app.app_context(), transaction(TESTS) as session:
            assert session.query(HeldAnswer).count() == 1
            waits = update(Message).where(Message.channel == EMAIL, Message.kind == "request.answered")
            session.execute(waits.values(state="pending", run_at=datetime.now(UTC) + HOUR))
        before = len(sink.mails)
        run(app, jobs=(), stop=Ticks(6, lambda: clock.shift(16)))
        assert [event.number for event in people.events("request.answered")] == [second, number]
        run(app, jobs=(), stop=Ticks(6, lambda: clock.shift(HOUR)))
        assert len(sink.mails) == before + 2, "the answer's, and the one that waited"


def test_work_of_other_rooms_is_seen(app: Flask) -> None:
    rest = Rest(app, SIGNS)
    before = rest.look()
    assert rest.look() == before
    with app.app_context(), transaction(TESTS) as session:
        session.add(TierRun(as_of=date(2026, 9, 1), asked_at=datetime.now(UTC)))
    assert rest.is_over(before) and len(before) == len(resting.SIGNS) + len(SIGNS)


@pytest.mark.engineless
@pytest.mark.parametrize(
    ("job", "calm"),
    [
        (Regular("often", timedelta(seconds=5), lambda *_: 0), MINUTE),
        (Regular("sign of life", timedelta(seconds=15), lambda *_: 0, steady=True), timedelta(seconds=15)),
        (Regular("seldom", HOUR, lambda *_: 0), HOUR),
        (Daily("daily", timedelta(days=1), lambda *_: 0), timedelta(days=1)),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_while_nothing_happens_no_job_but_the_sign_of_life_is_done_more_than_once_a_minute(
    job: Regular, calm: timedelta
) -> None:
    assert job.calmed(clockwork.AT_MOST).every == calm


def test_jobs_are_due_by_their_rows_whoever_did_them_last(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clockwork, "ASKED_EVERY", 0.0)
    monkeypatch.setattr(clockwork, "ASKED_WHEN_CALM", 0.0)
    done: list[str] = []
    now = datetime.now(UTC)
    with app.app_context(), transaction(TESTS) as session:
        session.add_all(Job(name=one.name, begun_at=now - timedelta(seconds=30)) for one in jobs.JOBS)
    works = Clockwork(dict.fromkeys(jobs.JOBS, lambda job, _: done.append(job.name) or 1))
    short = {job.name for job in jobs.JOBS if job.every <= timedelta(seconds=30)}
    for is_calm, expected in ((True, {"heartbeat"}), (False, short)):
        done.clear()
        with app.app_context():
            assert all(act() == 1 for act in works.due(is_calm=is_calm))
        assert set(done) - {"care_of_the_day"} == expected
