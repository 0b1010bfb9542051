"""A fair queue for writers of one SQLite file: SQLite's own busy handler lets some wait for seconds."""

import fcntl
import os
from pathlib import Path


class WriteGate:
    """An exclusive lock on a file beside the database, held from before BEGIN IMMEDIATE until after COMMIT.

    A process that dies lets go of it by dying. On PostgreSQL there is no gate: pass no path.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def enter(self) -> int | None:
        """Wait for our turn; returns the token to leave with."""
        if self._path is None:
            return None
        descriptor = os.open(self._path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        return descriptor

    @staticmethod
    def leave(token: int | None) -> None:
        if token is not None:
            os.close(token)
