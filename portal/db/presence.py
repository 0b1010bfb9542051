"""When somebody last asked for a page, known to all processes that share one database file."""

import mmap
import os
from contextlib import suppress
from pathlib import Path
from time import monotonic_ns

_ROOM = 8
"""Bytes: one moment in nanoseconds, by the clock that all processes of a machine share."""


class Presence:
    """One number in a file that is mapped into each process: a note costs no call of the system. Where the file
    cannot be had, or without a path, nobody is ever known to be here."""

    def __init__(self, path: Path | None) -> None:
        self._path, self._cell = path, memoryview(bytearray(_ROOM)).cast("Q")
        self._is_open = path is None

    def note(self) -> None:
        """Somebody asks for a page."""
        self._open()[0] = monotonic_ns()

    def is_here(self, seconds: float) -> bool:
        """Whether somebody asked within so many seconds."""
        return 0 <= monotonic_ns() - self._open()[0] <= seconds * 1e9

    def _open(self) -> memoryview:
        if not self._is_open:
            self._is_open = True
            with suppress(OSError):  # a full disk, a folder that is not ours: the page is answered all the same
                self._cell = memoryview(self._mapped()).cast("Q")
        return self._cell

    def _mapped(self) -> mmap.mmap:
        assert self._path
        descriptor = os.open(self._path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            if os.fstat(descriptor).st_size < _ROOM:  # written, not only made longer: a full disk is told here
                os.pwrite(descriptor, bytes(_ROOM), 0)
            return mmap.mmap(descriptor, _ROOM)
        finally:
            os.close(descriptor)
