"""A bucket of any S3-compatible service: the names and promises of the folder, kept by many machines together.

The service lets nobody see half an object, and its yes means that the bytes are safe. What obstore holds open are
threads that a fork leaves behind, so it is loaded with the first file that a process asks for.
"""

import hashlib
import io
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from portal.domain.base import Unavailable
from portal.storage.keeping import ASIDE, CHUNK, Missing, place_aside, place_of

IN_MEMORY = 2 * 1024 * 1024
"""Bytes of a file on its way that stay in memory; its name is known only once all of it was read."""
SHA256 = 64
"""Signs of a name."""
_REFUSED = re.compile(r"status code: 40[13]\b")
AT_ONCE = 1024 * 1024
"""Bytes that are fetched with one question."""


class BucketStorage:
    """Objects `<first two signs>/<sha256>` in what `open_store` gives."""

    def __init__(self, open_store: Callable[[], Any]) -> None:
        self._open_store, self._store, self._process = open_store, None, 0

    def put(self, source: BinaryIO) -> tuple[str, int]:
        """Store all bytes of `source`; returns their SHA-256 in hexadecimal and their number. What is there already is
        written again: the sweep of files without rows must spare it."""
        hashed, size = hashlib.sha256(), 0
        with SpooledTemporaryFile(IN_MEMORY) as whole:
            while chunk := source.read(CHUNK):
                hashed.update(chunk)
                size += whole.write(chunk)
            whole.seek(0)
            try:
                self._ask("put", place_of(hashed.hexdigest()), whole)
            except FileNotFoundError:
                raise Unavailable("no_bucket") from None
        return hashed.hexdigest(), size

    def open(self, sha256: str) -> BinaryIO:
        """The stored bytes; raises Missing if there are none."""
        for place in _places(sha256):
            with suppress(FileNotFoundError):
                reader = self._ask("open_reader", place, buffer_size=AT_ONCE)
                return cast(BinaryIO, io.BufferedReader(_Object(reader), CHUNK))
        raise Missing(sha256)

    def has(self, sha256: str) -> bool:
        for place in _places(sha256):
            with suppress(FileNotFoundError):
                self._ask("head", place)
                return True
        return False

    def names(self) -> Iterator[tuple[str, float]]:
        """(sha256, time of last change in seconds since 1970) of every stored file."""
        return self._listed(None, place_of)

    def remove(self, sha256: str) -> None:
        self._delete(place_of(sha256))

    def set_aside(self, sha256: str) -> None:
        """Copied, then deleted: what another process writes in between is gone from its place, and here all the same,
        for it is the same."""
        self._move(place_of(sha256), place_aside(sha256))

    def aside(self) -> Iterator[tuple[str, float]]:
        return self._listed(ASIDE, place_aside)

    def put_back(self, sha256: str) -> None:
        self._move(place_aside(sha256), place_of(sha256))

    def drop_aside(self, sha256: str) -> None:
        self._delete(place_aside(sha256))

    def drop_unfinished(self, before: float) -> None:
        """The service shows nobody half an object."""

    def _listed(self, under: str | None, place: Callable[[str], str]) -> Iterator[tuple[str, float]]:
        with _told():
            for some in self._ask("list", under):
                ours = (one for one in some if _is_ours(one, place))
                yield from ((_name(one["path"]), one["last_modified"].timestamp()) for one in ours)

    def _move(self, here: str, there: str) -> None:
        with suppress(FileNotFoundError):
            self._ask("copy", here, there)
            self._ask("delete", here)

    def _delete(self, place: str) -> None:
        with suppress(FileNotFoundError):
            self._ask("delete", place)

    def _ask(self, act: str, *what: Any, **how: Any) -> Any:
        import obstore

        with _told():
            if self._process != os.getpid():
                self._store, self._process = self._open_store(), os.getpid()
            return getattr(obstore, act)(self._store, *what, **how)


@contextmanager
def _told() -> Iterator[None]:
    """What the service answers can hold addresses and keys: its kind goes on, and the first line without them."""
    from obstore.exceptions import BaseError

    try:
        yield
    except BaseError as mistake:
        raise Unavailable(_kind(mistake)) from None


def _kind(mistake: Exception) -> str:
    """no_bucket, refused or no_answer."""
    from obstore.exceptions import PermissionDeniedError, UnauthenticatedError

    if isinstance(mistake, PermissionDeniedError | UnauthenticatedError) or _REFUSED.search(str(mistake)):
        return "refused"
    return "no_bucket" if "<Code>NoSuchBucket</Code>" in str(mistake) else "no_answer"


def _is_ours(one: Any, place: Callable[[str], str]) -> bool:
    """What else lies in the bucket is left alone."""
    name = _name(one["path"])
    return len(name) == SHA256 and name.isalnum() and str(one["path"]) == place(name)


def _places(sha256: str) -> tuple[str, ...]:
    """Where it may be; once more where it is put back while somebody looks aside."""
    return place_of(sha256), place_aside(sha256), place_of(sha256)


def _name(path: str) -> str:
    return path.rpartition("/")[2]


class _Object(io.RawIOBase):
    """An object as a file that can be read from any place on."""

    def __init__(self, reader: Any) -> None:
        super().__init__()
        self._reader = reader

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return int(self._reader.tell())

    def seek(self, to: int, whence: int = io.SEEK_SET) -> int:
        return int(self._reader.seek(to, whence))

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        with _told():
            piece = memoryview(self._reader.read(len(buffer)))
        buffer[: len(piece)] = piece
        return len(piece)
