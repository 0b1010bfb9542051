"""A SQLite database put back to where its journal began, without a file copied or a connection opened anew.

Whoever commits writes into the journal; the database itself stays as it was until the journal is copied into it. While
it was not, the database of before is there again as soon as the index of the journal (https://sqlite.org/walformat.html)
names no frame: whoever reads next sees that the index is another one and drops the pages kept of it, but neither the
tables' descriptions nor the statements put together, which are most of what a new connection costs.
"""

import os
import struct
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.pool import QueuePool

WRITTEN_LONG_AGO = 1_000_000_000
"""Seconds; by any other time the database was written to since."""
HEADER, VERSION, UNUSED_MARK = 48, 3007000, 0xFFFFFFFF
NOTHING_COPIED = struct.pack("=I5I8sII", 0, 0, *[UNUSED_MARK] * 4, bytes(8), 0, 0)
"""What is said of the copying of the journal and of those who read."""


@dataclass(frozen=True)
class Rest:
    """How the file was when nothing stood in its journal."""

    file: Path
    node: int
    size: int
    tables: int
    """The number that SQLite gives to the tables as they are described."""

    @classmethod
    def of(cls, file: Path) -> "Rest":
        """Call while nobody has the file open."""
        with file.open("rb") as opened:
            found, start = os.stat(opened.fileno()), opened.read(100)
        os.utime(file, (WRITTEN_LONG_AGO, WRITTEN_LONG_AGO))
        return cls(file, found.st_ino, found.st_size, int.from_bytes(start[40:44], "big"))

    def rewind(self, engine: Engine) -> bool:
        """Whether the database is as it was at rest. Not where somebody has a connection at work or has written past
        the journal, nor where the tables are others now: a connection goes by the number of their description, which
        would come again for another one."""
        pool = engine.pool
        assert isinstance(pool, QueuePool)
        return not pool.checkedout() and pool.checkedin() > 0 and self._described_alike(engine) and self._rewound()

    def _described_alike(self, engine: Engine) -> bool:
        with closing(engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
            cursor.execute("PRAGMA schema_version")
            return cursor.fetchall() == [(self.tables,)]

    def _rewound(self) -> bool:
        found = self.file.stat()
        if (found.st_ino, found.st_size, found.st_mtime) != (self.node, self.size, WRITTEN_LONG_AGO):
            return False
        try:
            index = os.open(f"{self.file}-shm", os.O_RDWR)
        except FileNotFoundError:  # nobody has looked since, or all have gone and left nothing to copy
            return not Path(f"{self.file}-wal").exists()
        try:
            return _name_no_frame(index)
        finally:
            os.close(index)


def _name_no_frame(index: int) -> bool:
    """Both copies of the header, as a writer leaves them that has begun a journal and written nothing."""
    header = os.pread(index, HEADER, 0)
    version, _, change, made, big_endian, page_size = struct.unpack_from("=IIIBBH", header)
    if version != VERSION or not made or os.pread(index, HEADER, HEADER) != header:
        return False
    if struct.unpack("=I", os.pread(index, 4, 2 * HEADER)) != (0,):  # some of it was copied already
        return False
    change = (change + 1) & 0xFFFFFFFF
    fresh = struct.pack("=IIIBBHIIII", VERSION, 0, change, 1, big_endian, page_size, 0, 0, 0, 0) + os.urandom(8)
    os.pwrite(index, NOTHING_COPIED, 2 * HEADER)
    os.pwrite(index, (fresh + _checksum(fresh)) * 2, 0)
    return True


def _checksum(words: bytes) -> bytes:
    first = second = 0
    for one, other in struct.iter_unpack("=II", words):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + other + first) & 0xFFFFFFFF
    return struct.pack("=II", first, second)
