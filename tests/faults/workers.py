"""Two workers on one outbox, and web workers that the system kills for want of memory (RE2, RE7)."""

import os
import random
import signal
import time
from collections import Counter
from pathlib import Path

from flask import Flask

from bench.clients import Clients
from bench.servers import get
from portal.storage.folder import FolderStorage
from tests.faults.figure import Figure
from tests.faults.filers import Crowd, until
from tests.faults.handed import Handed
from tests.faults.kept import all_are_told, check_each_is_there_once_with_its_file
from tests.faults.place import environment, own_place
from tests.forked import Forked
from tests.notify.acts import answer, file_request, messages
from tests.notify.mail_sink import MailSink
from tests.people import People


def two_workers(events: int, app: Flask, folder: Path) -> Figure:
    """Nobody is killed, so nothing may come twice even under one id; and no regular job is done by both."""
    figure, sink, people = Figure("two workers"), MailSink(), People(app)
    words = {**os.environ, **environment(app.extensions["settings"], folder / "program", SMTP_URL=sink.url)}
    workers = [Forked(["flask", "--app", "wsgi", "worker"], words) for _ in range(2)]
    try:
        for _ in range(events):
            answer(app, file_request(app))
        until(lambda: all_are_told(people), 60 + events / 3, pause=0.5)
        figure.check([worker.ask_to_leave() for worker in workers] == [0, 0], "a worker did not leave when asked")
    finally:
        for worker in workers:
            worker.kill()
        sink.stop()
    rows = [row for row in messages(app, channel="email") if row.lead_id is None]
    came = Counter(mail["Message-ID"].partition("@")[0] for mail in sink.mails)
    figure.check(came == Counter({f"<message-{row.id}": 1 for row in rows}), "a mail came twice, or never")
    tellings = Counter((row.event_id, row.recipient_id, row.channel) for row in messages(app))
    figure.check(set(tellings.values()) == {1}, "somebody was told twice")
    figure.said = f"{events} events, {len(sink.mails)} mails, each once; {tellings.total():,} tellings, none twice"
    return figure


def drill(size: int) -> Figure:
    with own_place() as (app, _, folder):
        return two_workers(size, app, folder)


def out_of_memory(kills: int, app: Flask, folder: Path) -> Figure:
    """The system ends one web worker, as it does when memory runs out: the rest serves, and it is replaced."""
    people, figure, dice = People(app), Figure("web workers that run out of memory"), random.Random(20261128)
    handed = Handed(environment(app.extensions["settings"], folder / "program"))
    crowd, readers, most = Crowd(people, handed.port), Clients(), 0.0
    cookie = {"Cookie": f"portal={people.sign_in('service@demo.example').visit_id}"}
    try:
        handed.start()
        handed.wait()
        crowd.begin()
        readers.start(handed.port, [[get(handed.port, "/staff/requests/", cookie)]] * 2, seconds=1.0 * kills + 3)
        time.sleep(1)
        for _ in range(kills):
            before = set(children(handed.running[0].pid))
            os.kill(dice.choice(sorted(before)), signal.SIGKILL)
            begun = time.monotonic()
            until(lambda: len(set(children(handed.running[0].pid)) - before) == 1, 20, pause=0.01)  # noqa: B023
            most = max(most, time.monotonic() - begun)
            time.sleep(0.5)
        told = readers.finish()
        crowd.end()
        check_each_is_there_once_with_its_file(figure, people, crowd.told, FolderStorage(folder / "program" / "files"))
    finally:
        crowd.end()
        readers.close()
        handed.stop()
    cut_off = len(told.failures) + sum(filer.sent_again for filer in crowd.filers)
    figure.check(cut_off <= kills, f"{cut_off} requests cut off by {kills} kills: more than each one's own")
    figure.check(set(told.failures) <= {599}, f"answers {Counter(told.failures)}")
    figure.said = (
        f"{kills} killed, each replaced within {most:.1f} s; of {len(told.answers) + crowd.acknowledged:,} requests "
        f"{cut_off} were cut off with the worker that had them, 0 others failed, 0 lost, 0 doubled"
    )
    return figure


def children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def drill_memory(size: int) -> Figure:
    with own_place() as (app, _, folder):
        return out_of_memory(size, app, folder)
