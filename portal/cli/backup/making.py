"""Writing a backup while everything runs: rows of one moment, and every attachment that they name."""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from sqlalchemy import Connection, Table, select

from portal.cli.backup.manifest import FILES, KEY, NAME, TABLES, Manifest
from portal.cli.backup.rows import lines_of, tables
from portal.cli.backup.sealing import SealedWriter
from portal.db.engine import WRITES
from portal.db.extension import db
from portal.db.readiness import newest_revision
from portal.storage.folder import flush_folder
from portal.storage.keeping import CHUNK, Missing, Storage

Told = Callable[[str], None]


def make_backup(target: Path, storage: Storage, key_file: Path, tell: Told, passphrase: str | None = None) -> Manifest:
    """Write the backup to `target`, mode 0600, encrypted where a passphrase is given; it has its name only once it is
    whole and on the disk."""
    unfinished = target.with_name(f".{target.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            into = SealedWriter(file, passphrase) if passphrase else file
            with ZipFile(into, "w", ZIP_DEFLATED, compresslevel=1) as archive:  # type: ignore[arg-type]
                manifest = _write(archive, storage, key_file, tell)
            if isinstance(into, SealedWriter):
                into.finish()
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(target)
        flush_folder(target.parent)
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def _write(archive: ZipFile, storage: Storage, key_file: Path, tell: Told) -> Manifest:
    with one_moment() as connection:
        made_at = datetime.now(UTC).isoformat(timespec="seconds")
        manifest = Manifest(made_at, newest_revision(), connection.dialect.name)
        for table in tables():
            tell(table.name)
            manifest.tables[table.name] = _write_table(archive, connection, table)
        wanted = sorted(named_files(connection))
    for place, sha256 in enumerate(wanted):
        if place % 100 == 0:
            tell(f"attachments {place:,} of {len(wanted):,}")
        _write_file(archive, storage, sha256, manifest)
    if key_file.is_file():
        key = key_file.read_bytes()
        archive.writestr(KEY, key)
        manifest.key = hashlib.sha256(key).hexdigest()
    archive.writestr(NAME, manifest.written())
    return manifest


@contextmanager
def one_moment() -> Iterator[Connection]:
    """A connection that sees the rows of the moment at which it began, whatever is written meanwhile."""
    options = {WRITES: False}
    if db.engine.dialect.name == "postgresql":
        options["isolation_level"] = "REPEATABLE READ"  # type: ignore[assignment]
    with db.engine.connect().execution_options(**options) as connection:
        yield connection


def _write_table(archive: ZipFile, connection: Connection, table: Table) -> tuple[int, str]:
    hashed, rows = hashlib.sha256(), 0
    with archive.open(f"{TABLES}{table.name}.jsonl", "w", force_zip64=True) as entry:
        for line in lines_of(connection, table):
            hashed.update(line)
            entry.write(line)
            rows += 1
    return rows, hashed.hexdigest()


def named_files(connection: Connection) -> set[str]:
    """Whatever table has such a column names stored bytes by it."""
    columns = [table.c.sha256 for table in tables() if "sha256" in table.c]
    return {sha256 for column in columns for sha256 in connection.scalars(select(column).distinct()) if sha256}


def _write_file(archive: ZipFile, storage: Storage, sha256: str, manifest: Manifest) -> None:
    try:
        source = storage.open(sha256)
    except Missing:
        manifest.missing.append(sha256)
        return
    size = 0
    archive.compression = ZIP_STORED  # photos and PDF do not get smaller
    with source, archive.open(f"{FILES}{sha256}", "w", force_zip64=True) as entry:
        while chunk := source.read(CHUNK):
            size += entry.write(chunk)
    archive.compression = ZIP_DEFLATED
    manifest.files[sha256] = size
