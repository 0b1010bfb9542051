"""Two nodes on one PostgreSQL beside one: what a second machine brings, as far as one machine can show it."""

import os
import statistics
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from bench.browser import Browser
from bench.budgets import Budget
from bench.clients import Clients, Told
from bench.elephant import Elephant
from bench.reading import QUEUE
from bench.servers import BIN, ROOT, Web
from bench.stage import CONFIG, PARTNER, PASSWORD, STAFF, Stage
from bench.writing import file_requests

SIZE = (1_000, 10_000)
ROUNDS, LANES = 5, 4
CORES = os.cpu_count() or 1
"""For both nodes, PostgreSQL and the clients together: the rows only inform, no goal was agreed."""
Lanes = Callable[[Browser, int], list[str]]


def beside_one(stage: Stage, clients: Clients) -> list[Budget]:
    """Two nodes on one PostgreSQL beside one, each with one process: reading the queue, filing requests."""
    with ExitStack() as open_:
        environ = open_.enter_context(_company(stage))
        nodes = [
            open_.enter_context(Web("wsgi:app", _own(environ, place), first="/login", config=CONFIG, workers=1))
            for place in range(2)
        ]
        crowd = [Clients() for _ in nodes]
        for one in crowd:
            open_.callback(one.close)
        reading = _compared(crowd, nodes, STAFF, lambda who, count: [who.reads(QUEUE)] * count, stage.times(120))
        filing = _compared(crowd, nodes, PARTNER, file_requests, stage.times(30))
    return [
        Budget("16", f"two nodes beside one (PostgreSQL), queue; {CORES} cores", *reading),
        Budget("16", "… filing a request", *filing),
    ]


def _compared(crowd: list[Clients], nodes: list[Web], who: str, lanes: Lanes, times: int) -> tuple[str, float]:
    """The figure and how many times as much two nodes answered as one, in the middle round; a first one warms up.

    Both are asked by the same two processes of clients, so that these are no part of the difference."""
    people = [Browser(node.port).sign_in(who, PASSWORD) for node in nodes]
    rates: dict[str, list[float]] = {"one": [], "two": []}
    for turn in range(ROUNDS + 1):
        for name, asked in (("one", [people[0]] * 2), ("two", people)):
            for one, person in zip(crowd, asked, strict=True):
                one.start(person.port, [lanes(person, times) for _ in range(LANES // 2)])
            told = [one.finish() for one in crowd]
            _refuse_failures(name, told)
            if turn:
                rates[name].append(sum(len(one.answers) for one in told) / max(one.seconds for one in told))
    ratio = statistics.median(two / one for one, two in zip(rates["one"], rates["two"], strict=True))
    return f"{statistics.median(rates['one']):.0f}/s → {statistics.median(rates['two']):.0f}/s", ratio


def _refuse_failures(name: str, told: list[Told]) -> None:
    failures = [failure for one in told for failure in one.failures]
    if failures:
        raise RuntimeError(f"{name} answered {failures[0]}")


@contextmanager
def _company(stage: Stage) -> Iterator[dict[str, str]]:
    """Settings of nodes over a PostgreSQL of their own, with the demonstration company and some rows more."""
    with Elephant() as elephant:
        environ = {
            **os.environ, **stage.grounds["small"].surroundings(), "PORTAL_DATA_DIR": str(elephant.folder / "data"),
            "PORTAL_DATABASE_URL": elephant.address(), "PORTAL_SECRET_KEYS": "b" * 40,
            "PORTAL_FILES_URL": str(elephant.folder / "files"),
        }  # fmt: skip
        accounts, requests = (str(max(50, int(size * min(stage.pace, 1)))) for size in SIZE)
        for words in (["db", "upgrade"], ["demo", "--accounts", accounts, "--requests", requests]):
            subprocess.run([BIN / "flask", *words], env=environ, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        yield environ


def _own(environ: dict[str, str], place: int) -> dict[str, str]:
    """Each node has a data folder of its own."""
    return {**environ, "PORTAL_DATA_DIR": f"{environ['PORTAL_DATA_DIR']}-{place}"}
