"""The clock of the machine jumps while the worker works: minutes and days, forward and back (RE5)."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta

import time_machine
from flask import Flask
from sqlalchemy import func, select

from portal.domain.contracts.notices_given import Reminder
from portal.domain.events import Event
from portal.notify.jobs import JOBS
from portal.notify.models import Job
from portal.notify.worker import run
from tests.faults.figure import Figure
from tests.faults.place import own_place
from tests.notify.acts import answer, file_request, messages
from tests.notify.mail_sink import MailSink
from tests.people import People

SEED = 20261128
JUMPS = (timedelta(minutes=-7), timedelta(hours=-3), timedelta(days=-2), timedelta(minutes=20), timedelta(hours=9),
         timedelta(days=3))  # fmt: skip


def jumped(jumps: int, app: Flask, sink: MailSink) -> Figure:
    """Between two jumps something happens and the worker works until nothing is left; at the end the clock is right."""
    figure, dice, people = Figure("clock jumps"), random.Random(SEED), People(app)
    now, runs, numbers, back = datetime.now(UTC), Counter[str](), [], 0
    for _ in range(jumps):
        jump = dice.choice(JUMPS)
        now, back = max(now + jump, datetime.now(UTC) - timedelta(days=20)), back + (jump < timedelta(0))
        with time_machine.travel(now, tick=True):
            numbers.append(file_request(app))
            answer(app, numbers[-1])
            before = begun(people)
            run(app, once=True)
            for name, at in begun(people).items():
                runs[name] += at != before.get(name)
    late = max(now, datetime.now(UTC)) + timedelta(days=5)
    with time_machine.travel(late, tick=True):
        run(app, once=True)
    missed = {job.name for job in JOBS if runs[job.name] == 0 and job.every < timedelta(hours=1)}
    figure.check(not missed, f"never run: {missed}")
    stormy = {name: count for name, count in runs.items() if count > jumps}
    figure.check(not stormy, f"run more often than once a jump: {stormy}")
    rows = messages(app)
    tellings = Counter((row.event_id, row.recipient_id, row.channel) for row in rows)
    figure.check(set(tellings.values()) == {1}, "somebody was told twice")
    waiting = [row.id for row in rows if row.channel == "email" and row.state not in ("sent", "folded", "discarded")]
    figure.check(not waiting, f"{len(waiting)} mails still wait")
    told = {row.facts["number"] for row in rows if row.kind == "request.answered"}
    figure.check(told >= set(numbers), f"{len(set(numbers) - told)} answers were told to nobody")
    came = Counter(mail["Message-ID"] for mail in sink.mails)
    figure.check(set(came.values()) <= {1}, "a mail came twice")
    figure.check(reminded_once(people), "a reminder came twice")
    figure.said = (
        f"{jumps} jumps ({back} back), {len(numbers)} answers, {len(sink.mails)} mails: 0 doubled, 0 lost, "
        f"{len(runs)} regular jobs, none left out or in a storm"
    )
    return figure


def begun(people: People) -> dict[str, datetime]:
    with people.backstage() as uow:
        return dict(uow.session.execute(select(Job.name, Job.begun_at)).all())  # type: ignore[arg-type]


def reminded_once(people: People) -> bool:
    kinds = ("contract.notice_reminded", "contract.end_reminded")
    with people.backstage() as uow:
        events = uow.session.scalars(select(Event).where(Event.kind.in_(kinds))).all()
        told = Counter(
            (one.number, *(one.facts[name] for name in ("ends_on", "article", "window")), each)
            for one in events
            for each in one.facts["reminders"]
        )
        return set(told.values()) <= {1} and uow.session.scalar(select(func.count(Reminder.id))) == told.total()


def drill(size: int) -> Figure:
    sink = MailSink()
    with own_place(smtp_url=sink.url, mail_from="noreply@yanhe.example") as (app, _, _folder):
        figure = jumped(size, app, sink)
    sink.stop()
    return figure
