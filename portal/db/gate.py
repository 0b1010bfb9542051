"""A fair queue for writers of one SQLite file: SQLite's own busy handler lets some wait for seconds."""

import fcntl
import os
import signal
import threading
from pathlib import Path
from time import perf_counter
from typing import NoReturn

from sqlalchemy.exc import OperationalError

from portal.db.courtesy import Courtesy

PATIENCE = 15.0
"""Seconds after which a writer gives up: whoever holds the gate is stuck, and a page that says so beats a dead line."""


class AlreadyInside(RuntimeError):
    """This thread holds the gate already: a second writing transaction within the first would wait for it for ever."""


class WriteGate:
    """An exclusive lock on a file beside the database, held from before BEGIN IMMEDIATE until after COMMIT.

    A process that dies lets go of it by dying. On PostgreSQL there is no gate: pass no path.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._inside: dict[int, tuple[int, float]] = {}
        """By descriptor, the thread that holds it and since when."""
        self.courtesy: Courtesy | None = None
        """Of a process whose work nobody waits for: how it lets the others go first."""

    def enter(self) -> int | None:
        """Wait for our turn; returns the token to leave with. AlreadyInside at once if this thread is in;
        OperationalError if the turn does not come (told in the main thread only, where signals arrive)."""
        if self._path is None:
            return None
        thread = threading.get_ident()
        if any(thread == inside for inside, _ in self._inside.values()):
            raise AlreadyInside("A writing transaction is open in this thread: end it before you begin another one.")
        descriptor = os.open(self._path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            _wait(descriptor)
        except BaseException:
            os.close(descriptor)
            raise
        self._inside[descriptor] = thread, perf_counter()
        if self.courtesy:
            self.courtesy.hurry()
        return descriptor

    def leave(self, token: int | None) -> None:
        if token is None:
            return
        _, since = self._inside.pop(token, (0, perf_counter()))
        if self.courtesy is None:
            os.close(token)
            return
        others = _somebody_waits(token)
        os.close(token)
        self.courtesy.stand_back(perf_counter() - since, awaited=others)


def _wait(descriptor: int) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        fcntl.lockf(descriptor, fcntl.LOCK_SH, 1)  # another kind of lock on the same file: the mark of who waits
        _wait_patiently(descriptor)
        fcntl.lockf(descriptor, fcntl.LOCK_UN, 1)


def _wait_patiently(descriptor: int) -> None:
    if threading.current_thread() is not threading.main_thread():
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        return
    former = signal.signal(signal.SIGALRM, _give_up)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former or signal.SIG_DFL)


def _somebody_waits(descriptor: int) -> bool:
    """Whether another process stands at the gate."""
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1)
    except OSError:
        return True
    fcntl.lockf(descriptor, fcntl.LOCK_UN, 1)
    return False


def _give_up(*_: object) -> NoReturn:
    reason = TimeoutError(f"the write gate did not open within {PATIENCE:.0f} s")
    raise OperationalError("waiting for the write gate", None, reason)
