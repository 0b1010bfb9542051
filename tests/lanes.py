"""What is run side by side on which engine, and the processes that are forked to run it (tests/suite.py)."""

import mmap
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

import pytest

TESTS = Path(__file__).parent
TOGETHER = ("house", "browser")
"""Folders whose files share what takes long to arrange: one process runs the whole folder."""
Unit = list[pytest.Item]


@dataclass
class Lane:
    """What is run on one engine; `units` are taken by whoever of its processes is free."""

    name: str
    engine: str
    processes: int = 1
    units: list[Unit] = field(default_factory=list)

    def takes(self, item: pytest.Item) -> bool:
        in_browser = item.get_closest_marker("browser") is not None
        if item.get_closest_marker("on_postgresql") is not None:
            return self.name == "postgresql"
        if self.name == "postgresql":
            return not in_browser and item.get_closest_marker("engineless") is None
        return in_browser == (self.name == "browser")


def lanes_for(items: list[pytest.Item]) -> list[Lane]:
    """Those that have anything to do, each with its units, the largest folders first."""
    workers = int(os.environ.get("PORTAL_TEST_WORKERS", "1"))
    lanes = [
        Lane("postgresql", "postgresql", workers),
        Lane("sqlite", "sqlite", workers + 1),
        Lane("browser", "sqlite"),
    ]
    for lane in lanes:
        units: dict[str, Unit] = {}
        for item in filter(lane.takes, items):
            place = item.path.relative_to(TESTS)
            together = lane.engine == "sqlite" and place.parts[0] in TOGETHER
            units.setdefault(place.parts[0] if together else place.as_posix(), []).append(item)
        lane.units = sorted(units.values(), key=lambda unit: len({item.path for item in unit}), reverse=True)
    return [lane for lane in lanes if lane.units]


class Process:
    """One process of a lane: it reads which unit is next from a pipe that it shares with others of its kind."""

    def __init__(self, lane: Lane, number: int, numbers: int, stop: mmap.mmap) -> None:
        self.lane, self.name, self.numbers, self.stop = lane, f"{lane.name}{number}", numbers, stop
        self.running, self.pid = "", 0
        self.told: Connection

    def fork(self, session: pytest.Session) -> None:
        self.told, telling = Pipe(duplex=False)
        self.pid = os.fork()
        if self.pid:
            telling.close()
            return
        try:
            _settle(session.config, self.name)
            os.environ["PORTAL_TEST_ENGINE"] = self.lane.engine
            session.config.pluginmanager.register(Telling(session.config, telling))
            self._run()
            used = [sum(getrusage(whose)[:2]) for whose in (RUSAGE_SELF, RUSAGE_CHILDREN)]
            telling.send(("done", sum(used)))
        except BaseException as reason:  # the parent says it: nobody else can
            with suppress(OSError):
                telling.send(("fell", f"{type(reason).__name__}: {reason}"))
        finally:
            with suppress(BaseException):
                session._setupstate.teardown_exact(None)  # after an interruption servers would stay behind
            os._exit(0)

    def _run(self) -> None:
        """What belongs to the session is taken down after the last test: the next one is known while one runs."""
        items = (item for unit in self._units() for item in unit)
        item = next(items, None)
        while item is not None:
            following = None if self.stop[0] else next(items, None)
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            item = following

    def _units(self) -> Iterator[Unit]:
        while number := os.read(self.numbers, 2):
            yield self.lane.units[int.from_bytes(number, "big")]


def _settle(config: pytest.Config, name: str) -> None:
    """Nothing of what a process has from its parent may be written to by two of them."""
    capture = config.pluginmanager.getplugin("capturemanager")
    capture.stop_global_capturing()
    capture.start_global_capturing()
    config.get_terminal_writer()._file = Path(os.devnull).open("w")  # noqa: SIM115 -- until the process ends
    folder = config._tmp_path_factory.getbasetemp() / name  # type: ignore[attr-defined]
    folder.mkdir(mode=0o700)
    config._tmp_path_factory._basetemp = folder  # type: ignore[attr-defined]


class Telling:
    """In a forked process: whatever is reported goes to the parent."""

    def __init__(self, config: pytest.Config, to: Connection) -> None:
        self.config, self.to = config, to

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.to.send(("began", nodeid))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.to.send(("report", self.config.hook.pytest_report_to_serializable(config=self.config, report=report)))
