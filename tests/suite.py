"""The suite side by side, as tests/run.sh starts it: `pytest -p tests.suite`.

The program and all tests are loaded once; then processes are forked that run them: on SQLite, in a browser and on
PostgreSQL. Each takes the next file of its kind when it is done with one, and tells what came of it to this process,
which is the one that prints, counts and says how it ended. PORTAL_TEST_WORKERS=4 forks so many for each engine.
"""

import gc
import mmap
import os
from collections import Counter
from multiprocessing.connection import wait

import pytest
from sqlalchemy.orm import configure_mappers

from tests.compiled import compile_ahead
from tests.lanes import Lane, Process, lanes_for

gc.disable()  # while everything is loaded there is nothing to collect, and much to look through
AHEAD = compile_ahead()


class Suite:
    """In the parent: prints and counts what the processes tell."""

    def __init__(self, session: pytest.Session, lanes: list[Lane]) -> None:
        self.session, self.stop = session, mmap.mmap(-1, 1)
        self.processes = [each for lane in lanes for each in self._of(lane)]
        self.passed: Counter[str] = Counter()
        self.used: Counter[str] = Counter()

    def _of(self, lane: Lane) -> list[Process]:
        numbers, given = os.pipe()
        os.write(given, b"".join(number.to_bytes(2, "big") for number in range(len(lane.units))))
        os.close(given)
        return [Process(lane, number, numbers, self.stop) for number in range(min(lane.processes, len(lane.units)))]

    def run(self) -> None:
        for process in self.processes:
            process.fork(self.session)
        talking = {process.told: process for process in self.processes}
        while talking:
            for told in wait(list(talking)):
                if not self._heard(talking[told]):  # type: ignore[index]
                    os.waitpid(talking.pop(told).pid, 0)  # type: ignore[call-overload]

    def _heard(self, process: Process) -> bool:
        try:
            what, facts = process.told.recv()
        except EOFError:
            if process.running:
                self._lost(process, "without a word")
            return False
        if what == "began":
            process.running = facts
        elif what == "report":
            self._report(process, facts)
        elif what == "fell":
            self._lost(process, facts)
        else:
            self.used[process.lane.name] += facts
            process.running = ""
        return True

    def _report(self, process: Process, facts: dict[str, object]) -> None:
        config = self.session.config
        report = config.hook.pytest_report_from_serializable(config=config, data=facts)
        self.passed[process.lane.name] += report.when == "call" and report.passed
        if process.lane.name == "postgresql":
            place, line, name = report.location
            report.location = (place, line, f"{name} (postgresql)")  # the others are told by the test alone
            report.nodeid += " (postgresql)"
        config.hook.pytest_runtest_logreport(report=report)
        self.stop[0] |= bool(self.session.shouldstop or self.session.shouldfail)

    def _lost(self, process: Process, why: str) -> None:
        """What was running when its process came to an end is a test that failed."""
        name = process.running or f"{process.name}::start"
        place = (name.partition("::")[0], None, name)
        report = pytest.TestReport(name, place, {}, "failed", f"{process.name} ended: {why}", "call")
        self.session.config.hook.pytest_runtest_logreport(report=report)
        process.running = ""


SUITE = pytest.StashKey[Suite]()


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    if session.config.option.collectonly or session.testsfailed:
        return None
    if AHEAD:
        AHEAD.wait()
    lanes = lanes_for(session.items)
    session.testscollected = sum(len(unit) for lane in lanes for unit in lane.units)
    configure_mappers()
    gc.collect()
    gc.freeze()  # what all of them share is looked through by none
    gc.set_threshold(50_000, 20, 50)
    gc.enable()
    session.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined] # each makes its own folder within
    suite = session.config.stash[SUITE] = Suite(session, lanes)
    suite.run()
    if session.shouldfail:
        raise session.Failed(session.shouldfail)
    if session.shouldstop:
        raise session.Interrupted(session.shouldstop)
    return True


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    suite = config.stash.get(SUITE, None)
    for name, seconds in suite.used.items() if suite else ():
        terminalreporter.write_line(f"{name}: {suite.passed[name]} passed, {seconds:.0f} seconds of a processor")
