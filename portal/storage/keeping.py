"""What keeps files: bytes under the SHA-256 of what they are, written whole or not at all."""

from collections.abc import Iterator
from typing import BinaryIO, Protocol

from portal.domain.base import NotFound

CHUNK = 256 * 1024


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


def place_of(sha256: str) -> str:
    """Where it lies below the root: `<first two signs>/<sha256>`; raises Missing for what is no name of ours."""
    if len(sha256) != 64 or not sha256.isalnum():
        raise Missing(sha256)
    return f"{sha256[:2]}/{sha256}"
