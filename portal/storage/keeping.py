"""What keeps files: bytes under the SHA-256 of what they are, written whole or not at all."""

from collections.abc import Iterator
from typing import BinaryIO, Protocol

from portal.domain.base import NotFound

CHUNK = 256 * 1024
ASIDE = "aside"
"""Where those lie that nothing names any more, for a while."""


class Missing(NotFound, FileNotFoundError):
    """Nothing is stored under that name; a page about it is not found."""


class Storage(Protocol):
    """A folder or a bucket. Any method raises `Unavailable` when the place does not answer."""

    def put(self, source: BinaryIO) -> tuple[str, int]:
        """Store all bytes of `source`; returns their SHA-256 in hexadecimal and their number. Once it returns they are
        there to stay."""

    def open(self, sha256: str) -> BinaryIO:
        """The stored bytes, read piece by piece; raises Missing if there are none."""

    def has(self, sha256: str) -> bool: ...

    def names(self) -> Iterator[tuple[str, float]]:
        """(sha256, time of last change in seconds since 1970) of every stored file."""

    def remove(self, sha256: str) -> None:
        """Nothing happens if it is not there."""

    def set_aside(self, sha256: str) -> None:
        """Out of `names`, and from now on among those `aside`; it can be read as before. Nothing happens if it is not
        there. Whoever stores the same at this moment finds it here or there."""

    def aside(self) -> Iterator[tuple[str, float]]:
        """(sha256, since when in seconds since 1970) of every file that was set aside."""

    def put_back(self, sha256: str) -> None:
        """Among `names` again."""

    def drop_aside(self, sha256: str) -> None:
        """For good; what was stored since under the same name stays."""

    def drop_unfinished(self, before: float) -> None:
        """What a killed process left half-written before then (seconds since 1970)."""


def place_of(sha256: str) -> str:
    """Where it lies below the root: `<first two signs>/<sha256>`; raises Missing for what is no name of ours."""
    if len(sha256) != 64 or not sha256.isalnum():
        raise Missing(sha256)
    return f"{sha256[:2]}/{sha256}"


def place_aside(sha256: str) -> str:
    """Where it lies while it is set aside; raises Missing for what is no name of ours."""
    place_of(sha256)
    return f"{ASIDE}/{sha256}"
