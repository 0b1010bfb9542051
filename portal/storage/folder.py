"""A folder of files named by their content: written whole or not at all, never overwritten."""

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from portal.storage.keeping import ASIDE, CHUNK, Missing, place_aside, place_of


class FolderStorage:
    """Bytes under `<root>/<first two signs>/<sha256>`, mode 0600."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, source: BinaryIO) -> tuple[str, int]:
        """Store all bytes of `source`; returns their SHA-256 in hexadecimal and their number.

        The file is flushed to disk before it gets its name, so that a row never points at half a file.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        unfinished = self.root / f"incoming-{secrets.token_hex(8)}"
        hashed, size = hashlib.sha256(), 0
        try:
            with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                while chunk := source.read(CHUNK):
                    hashed.update(chunk)
                    size += file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            self._give_name(unfinished, hashed.hexdigest())
        finally:
            unfinished.unlink(missing_ok=True)
        return hashed.hexdigest(), size

    def open(self, sha256: str) -> BinaryIO:
        """The stored bytes; raises Missing if there are none."""
        for path in self._places(sha256):
            with suppress(FileNotFoundError):
                return path.open("rb")
        raise Missing(sha256)

    def has(self, sha256: str) -> bool:
        return any(path.is_file() for path in self._places(sha256))

    def names(self) -> Iterator[tuple[str, float]]:
        """(sha256, time of last change in seconds since 1970) of every stored file."""
        for path in self.root.glob("??/*"):
            yield path.name, path.stat().st_mtime

    def remove(self, sha256: str) -> None:
        self._path(sha256).unlink(missing_ok=True)

    def set_aside(self, sha256: str) -> None:
        aside = self.root / place_aside(sha256)
        aside.parent.mkdir(mode=0o700, exist_ok=True)
        with suppress(FileNotFoundError):
            self._path(sha256).rename(aside)
            os.utime(aside)

    def aside(self) -> Iterator[tuple[str, float]]:
        for path in self.root.glob(f"{ASIDE}/*"):
            yield path.name, path.stat().st_mtime

    def put_back(self, sha256: str) -> None:
        self._path(sha256).parent.mkdir(mode=0o700, exist_ok=True)
        with suppress(FileNotFoundError):
            (self.root / place_aside(sha256)).rename(self._path(sha256))

    def drop_aside(self, sha256: str) -> None:
        (self.root / place_aside(sha256)).unlink(missing_ok=True)

    def drop_unfinished(self, before: float) -> None:
        for path in self.root.glob("incoming-*"):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < before:
                    path.unlink()

    def _give_name(self, unfinished: Path, sha256: str) -> None:
        path = self._path(sha256)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        with suppress(FileNotFoundError):
            os.utime(path)  # seen again: the sweep must spare it. `touch` would make an empty one if it has just gone
            return
        unfinished.rename(path)
        for folder in (path.parent, self.root):  # the second for a folder that was made just now, here or elsewhere
            flush_folder(folder)

    def _path(self, sha256: str) -> Path:
        return self.root / place_of(sha256)

    def _places(self, sha256: str) -> tuple[Path, ...]:
        """Where it may be; once more where it is put back while somebody looks aside."""
        return self._path(sha256), self.root / place_aside(sha256), self._path(sha256)


def flush_folder(folder: Path) -> None:
    """Names in it outlive a power cut from now on."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
