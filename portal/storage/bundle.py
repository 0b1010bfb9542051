"""Zip files whose bytes depend on nothing but what is in them: no clock, no compression that another version does
otherwise, names in order."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from portal.storage.keeping import CHUNK
from portal.storage.receiving import plain_name

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest moment a zip can name: what every entry is dated."""
LONGEST_NAME = 80
_FORBIDDEN = re.compile(r'[<>:"|?*/\\]')


@dataclass(frozen=True)
class Entry:
    """One file of a bundle: its bytes at hand, or those that storage keeps under `sha256`."""

    name: str
    sha256: str
    size: int
    content: bytes | None = None

    @classmethod
    def of(cls, name: str, content: bytes) -> "Entry":
        return cls(name, hashlib.sha256(content).hexdigest(), len(content), content)


def entry_name(number: int, name: str) -> str:
    """`files/001-合同.pdf`: the file's own name, Chinese kept, with nothing that leads out of the folder or that some
    system cannot unpack. The number makes it unique."""
    shown = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", plain_name(name))).strip(". ") or "file"
    if len(shown) > LONGEST_NAME:
        ending = PurePath(shown).suffix[:10]
        shown = f"{shown.removesuffix(ending)[: LONGEST_NAME - len(ending)].rstrip('. ')}{ending}"
    return f"files/{number:03d}-{shown}"


def stream_bundle(entries: Iterable[Entry], open_stored: Callable[[str], BinaryIO]) -> Iterator[bytes]:
    """The zip piece by piece, so that however large it is only one piece stands in memory."""
    pipe = _Pipe()
    with ZipFile(pipe, "w", ZIP_STORED) as bundle:  # type: ignore[call-overload]
        for entry in entries:
            with bundle.open(_dated(entry), "w") as target:
                for chunk in _chunks(entry, open_stored):
                    target.write(chunk)
                    yield pipe.drained()
    yield pipe.drained()


def _dated(entry: Entry) -> ZipInfo:
    info = ZipInfo(entry.name, FIRST_DAY)
    info.create_system, info.external_attr, info.file_size = 3, 0o100644 << 16, entry.size
    return info


def _chunks(entry: Entry, open_stored: Callable[[str], BinaryIO]) -> Iterator[bytes]:
    if entry.content is not None:
        yield entry.content
        return
    with open_stored(entry.sha256) as source:
        while chunk := source.read(CHUNK):
            yield chunk


class _Pipe:
    """What is written to it can be taken out again, once; it cannot be wound back."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        pass

    def drained(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)
