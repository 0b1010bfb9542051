"""The program's commands as processes that have loaded everything before they begin.

Loading costs two seconds of a core, and what is killed again and again is begun again and again. They are forked from
a process that has read all modules and made nothing: no application, no connection, no thread. That they begin from
nothing too is shown in tests/browser and in tests/cli/test_doctor.py.
"""

import os
import runpy
import signal
import sys
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).parents[1]
FORKING = get_context("forkserver")
FORKING.set_forkserver_preload(["pytest", "tests.loaded"])


class Forked:
    """`python -m` with these words, at the head of a group of processes of its own."""

    def __init__(self, words: list[str], environment: dict[str, str]) -> None:
        self._process = FORKING.Process(target=_run, args=(words, environment))
        self._process.start()

    @property
    def is_alive(self) -> bool:
        return self._process.is_alive()

    @property
    def pid(self) -> int | None:
        return self._process.pid

    def ask_to_leave(self) -> int | None:
        """What it said on leaving; None if it did not within ten seconds."""
        self._process.terminate()
        self._process.join(10)
        return self._process.exitcode

    def kill(self) -> None:
        """Like pulling the plug of it and of whatever it began: nobody gets to clean up."""
        if self.is_alive and self._process.pid:
            with suppress(ProcessLookupError):  # it has only just begun and heads no group yet
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.kill()
        self._process.join()


def _run(words: list[str], environment: dict[str, str]) -> None:
    os.setsid()
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = list(words)
    runpy.run_module(words[0], run_name="__main__", alter_sys=True)
