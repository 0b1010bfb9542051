"""Restoring a backup into an empty instance, of either engine: all of it or nothing."""

import os
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

from sqlalchemy import Connection, delete, select, text, update

from portal.cli.backup.checking import opened
from portal.cli.backup.making import Told
from portal.cli.backup.manifest import FILES, KEY, TABLES, BadBackup, Manifest
from portal.cli.backup.rows import LEFT_OUT, go_on_counting, put_lines, tables
from portal.db.looking import look_at_all
from portal.db.readiness import newest_revision
from portal.db.transaction import transaction
from portal.domain.accounts.models import Account
from portal.domain.base import Base
from portal.domain.people.models import LinkToken, Login
from portal.domain.scope import EveryAccount
from portal.search.index import reindex
from portal.storage.keeping import Storage

WHY = EveryAccount("a backup is restored")
SHORT_LIVED = ("reset", "email", "setup")
"""Links that must not come to life again: they may have been used since."""


class NotEmpty(Exception):
    """Somebody works here already; a restore would mix two companies."""


def restore(path: Path, storage: Storage, key_file: Path, tell: Told, passphrase: str | None = None) -> Manifest:
    """Restore a backup that was verified. Attachments first, then all rows in one transaction, the key last: broken off
    anywhere, it can be run again. Raises NotEmpty, and BadBackup for one of another release."""
    with opened(path, passphrase) as (archive, manifest):
        if manifest.revision != newest_revision():
            raise BadBackup(
                f"it was made by a release with migration {manifest.revision}, this one has {newest_revision()}: "
                "restore it with that release, then update"
            )
        _refuse_if_used()
        for place, sha256 in enumerate(manifest.files):
            if place % 100 == 0:
                tell(f"attachments {place:,} of {len(manifest.files):,}")
            with archive.open(f"{FILES}{sha256}") as source:
                storage.put(source)  # type: ignore[arg-type]
        with transaction(WHY) as session:
            connection = session.unguarded("a whole instance is written row by row")
            _write(archive, connection, tell)
        tell("the index of words")
        reindex_all()
        with transaction(WHY) as session:
            look_at_all(session.unguarded("looks at tables, not at rows"))
        if manifest.key:
            _put_key(key_file, archive.read(KEY))
        return manifest


def reindex_all() -> None:
    with transaction(WHY) as session:
        reindex(session)


def _refuse_if_used() -> None:
    with transaction(WHY, writes=False) as session:
        for kind in (Login, Account):
            if session.scalar(select(kind.id).limit(1)) is not None:
                raise NotEmpty


def _write(archive: ZipFile, connection: Connection, tell: Told) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(text("PRAGMA defer_foreign_keys=ON"))
    for table in reversed(Base.metadata.sorted_tables):  # what migrations wrote into an empty database
        if table.name not in LEFT_OUT:
            connection.execute(delete(table))
    for table in tables():
        tell(table.name)
        with archive.open(f"{TABLES}{table.name}.jsonl") as lines:
            put_lines(connection, table, lines)
        go_on_counting(connection, table)
    dead = update(LinkToken).where(LinkToken.purpose.in_(SHORT_LIVED), LinkToken.voided_at.is_(None))
    connection.execute(dead.values(voided_at=datetime.now(UTC)))


def _put_key(file: Path, key: bytes) -> None:
    """The key of the backup, without which nothing that was sealed can be read; what was there is kept beside it."""
    if file.is_file() and file.read_bytes() != key:
        file.rename(file.with_name(f"{file.name}.before-restore"))
    unfinished = file.with_name(f"{file.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as target:
        target.write(key)
        target.flush()
        os.fsync(target.fileno())
    unfinished.rename(file)
