"""The web server is restarted over and over while people read and file as fast as they can (RE7, OP4)."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from bench.clients import Clients, Told
from bench.servers import get
from portal.storage.folder import FolderStorage
from tests.faults.figure import Figure
from tests.faults.filers import Crowd
from tests.faults.handed import Handed
from tests.faults.kept import check_each_is_there_once_with_its_file
from tests.faults.place import environment, own_place
from tests.people import People

READERS = {
    "owner@minchuan.example": ("/", "/requests/", "/contracts/"),
    "owner@yueqiao.example": ("/requests/", "/feedback/"),
    "service@demo.example": ("/staff/requests/", "/staff/accounts/"),
    "business@demo.example": ("/staff/requests/",),
}
NOBODY = ("/login", "/healthz", "/healthz")
"""Asked by those who are not signed in, and by what watches over the server."""
RESTS = 0.3
"""Seconds of each who files between two filings: most visitors read."""
PATIENCE = 60.0
"""Seconds after which a web worker that was asked to leave is killed (deploy/gunicorn.conf.py)."""
EACH = 60.0
"""Seconds of one order to the readers; a next one follows as long as there is something to restart."""


class Load:
    """Eight who read, in a process of their own, and four who file; every answer is counted."""

    def __init__(self, people: People, port: int) -> None:
        self.clients, self.crowd, self.told = Clients(), Crowd(people, port, pause=RESTS), Told()
        lanes = [self._of(people, who, port, addresses) for who, addresses in READERS.items()]
        self.port, self.lanes = port, [*lanes, *[[get(port, address) for address in NOBODY]] * 4]

    @staticmethod
    def _of(people: People, who: str, port: int, addresses: tuple[str, ...]) -> list[str]:
        cookie = {"Cookie": f"portal={people.sign_in(who).visit_id}"}
        return [get(port, address, cookie) for address in addresses]

    def read(self, seconds: float) -> None:
        self.clients.start(self.port, self.lanes, seconds=seconds)

    def have_read(self) -> None:
        self.told.add(self.clients.finish())

    @property
    def requests(self) -> int:
        return len(self.told.answers) + self.crowd.acknowledged + self.failed_writes

    @property
    def failed_writes(self) -> int:
        return sum(filer.sent_again for filer in self.crowd.filers)


@contextmanager
def under_load(app: Flask, handed: Handed) -> Iterator[Load]:
    load = Load(People(app), handed.port)
    try:
        handed.start()
        handed.wait()
        load.crowd.begin()
        yield load
    finally:
        load.crowd.end()
        load.clients.close()
        handed.stop()


def judge(figure: Figure, load: Load, seconds: float, app: Flask, files: Path) -> str:
    """What was asked and how it was answered; complaints go into the figure."""
    failures = Counter(load.told.failures)
    figure.check(not failures, f"reading failed: {dict(failures)}")
    figure.check(not load.failed_writes, f"filing failed: {dict(load.crowd.cut_off)}")
    check_each_is_there_once_with_its_file(figure, People(app), load.crowd.told, FolderStorage(files))
    failed = sum(failures.values()) + load.failed_writes
    return (
        f"{load.requests:,} requests ({load.crowd.acknowledged:,} of them filings) in {seconds:.0f} s, "
        f"{load.requests / seconds:.0f}/s, longest {load.told.part(100) / 1000:.1f} s: {failed} failed, "
        "0 lost, 0 doubled"
    )


def restarted(restarts: int, requests: int, app: Flask, folder: Path) -> Figure:
    """So many restarts, and on until so many requests were answered."""
    figure = Figure("restart under load")
    handed = Handed(environment(app.extensions["settings"], folder / "program"))
    with under_load(app, handed) as load:
        begun, done = time.monotonic(), 0
        while done < restarts or load.requests < requests:
            each = EACH if requests > 1000 else 6.0
            load.read(each)
            ends = time.monotonic() + each - 4
            while time.monotonic() < ends:
                time.sleep(1)
                if done < restarts:
                    handed.restart()
                    done += 1
            load.have_read()
        load.crowd.end()
        said = judge(figure, load, time.monotonic() - begun, app, folder / "program/files")
        figure.check(handed.longest_leave < PATIENCE, "a web worker did not leave when asked, and was killed")
        figure.said = f"{done} restarts, the slowest took {handed.longest_leave:.1f} s to leave, {said}"
    return figure


def drill(size: int) -> Figure:
    with own_place() as (app, _, folder):
        return restarted(size, size * 1500, app, folder)
