"""Reading a backup through: whether every part is there and is what the manifest says."""

import hashlib
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile
from zlib import error as BadDeflate

from portal.cli.backup.manifest import FILES, KEY, MOST_BYTES, MOST_KEY_BYTES, NAME, TABLES, BadBackup, Manifest
from portal.cli.backup.passphrase import HOW
from portal.cli.backup.sealing import CHUNK as SEALED_CHUNK
from portal.cli.backup.sealing import SealedReader, is_sealed
from portal.storage.keeping import CHUNK

_SHA256 = re.compile(r"[0-9a-f]{64}")


@contextmanager
def opened(path: Path, passphrase: str | None = None) -> Iterator[tuple[ZipFile, Manifest]]:
    """The backup and what it says of itself; raises BadBackup when it is none, or does not open with the passphrase."""
    try:
        with path.open("rb") as file, ZipFile(_in_the_clear(path, file, passphrase)) as archive:
            if NAME not in archive.namelist():
                raise BadBackup(f"{path.name} has no {NAME}: it is no backup of this portal, or was cut off")
            _refuse_odd_parts(archive)
            yield archive, Manifest.read(archive.read(NAME))
    except (BadZipFile, BadDeflate, EOFError) as mistake:
        raise BadBackup(f"{path.name} is damaged: {mistake}") from mistake


def _in_the_clear(path: Path, file: BinaryIO, passphrase: str | None) -> BinaryIO:
    if not is_sealed(path):
        if passphrase is not None:  # whoever can write to the folder could have put anything in its place
            raise BadBackup(
                f"{path.name} is not encrypted although a passphrase is set, so that nothing shows that it is ours. "
                "To use a backup of the time before, unset PORTAL_BACKUP_PASSPHRASE"
            )
        return file
    if passphrase is None:
        raise BadBackup(f"{path.name} is encrypted. {HOW}")
    return cast(BinaryIO, io.BufferedReader(SealedReader(file, passphrase), SEALED_CHUNK))


def _refuse_odd_parts(archive: ZipFile) -> None:
    """Parts as no backup of ours has them: locked, packed in another way, or so large that reading them whole would
    take all memory."""
    most = {NAME: MOST_BYTES, KEY: MOST_KEY_BYTES}
    for part in archive.infolist():
        if part.flag_bits & 1 or part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise BadBackup(f"{part.filename} is locked or packed in a way that is not ours")
        if part.file_size > most.get(part.filename, part.file_size):
            raise BadBackup(f"{part.filename} is too large")


def verify(path: Path, passphrase: str | None = None) -> Manifest:
    """The manifest, once every byte was read and agrees with it; raises BadBackup naming the part that does not."""
    with opened(path, passphrase) as (archive, manifest):
        wanted = {f"{TABLES}{name}.jsonl" for name in manifest.tables} | {f"{FILES}{name}" for name in manifest.files}
        wanted |= {NAME, *([KEY] if manifest.key else [])}
        there = archive.namelist()
        for name in sorted(wanted.symmetric_difference(there)):
            raise BadBackup(f"{name} is {'missing' if name in wanted else 'not in the manifest'}")
        if len(there) != len(set(there)):
            raise BadBackup("a part is there twice")
        for name, (rows, digest) in manifest.tables.items():
            _agree(archive, f"{TABLES}{name}.jsonl", digest, rows=rows)
        for sha256, size in manifest.files.items():
            if not _SHA256.fullmatch(sha256):
                raise BadBackup(f"{FILES}{sha256} is no name of an attachment")
            _agree(archive, f"{FILES}{sha256}", sha256, size=size)
        if manifest.key:
            _agree(archive, KEY, manifest.key)
        return manifest


def _agree(archive: ZipFile, name: str, digest: str, *, rows: int | None = None, size: int | None = None) -> None:
    hashed, lines, length = hashlib.sha256(), 0, 0
    with archive.open(name) as part:
        while chunk := part.read(CHUNK):
            hashed.update(chunk)
            lines, length = lines + chunk.count(b"\n"), length + len(chunk)
    if hashed.hexdigest() != digest or rows not in (None, lines) or size not in (None, length):
        raise BadBackup(f"{name} is not what the manifest says: it was altered or damaged")
