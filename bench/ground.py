"""The databases under the load: the demonstration company at two sizes, made once and copied for every run."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench.servers import BIN, LOG, ROOT

HERE = ROOT / "bench" / ".data"
MADE_OF = (
    "portal/domain/**/models.py", "portal/domain/events.py", "portal/domain/requests/desk_card.py",
    "portal/domain/requests/thread.py", "portal/cli/demo/**/*.py", "portal/search/*.py", "portal/notify/models.py",
    "portal/intake/models.py", "migrations/versions/*.py",
)  # fmt: skip
"""What the rows follow from: when one of these files changes, the databases are made anew."""
SIZES = {"large": (10_000, 100_000), "small": (1_000, 10_000)}
FAT_EVENTS = 5_000
COPIED = ("account_id, kind, subject, subject_id, number, actor_kind, actor_login_id, address, at, facts, "
          "dispatched_at")  # fmt: skip


class Ground:
    """A data folder of its own for one run, with a fresh copy of a prepared database."""

    def __init__(self, size: str) -> None:
        prepared = prepare(size)
        self.folder = HERE / "run" / size
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.file = self.folder / "portal.sqlite3"
        shutil.copyfile(prepared, self.file)
        self.environ = self.surroundings()

    def surroundings(self) -> dict[str, str]:
        """Settings of a server over this ground."""
        return {
            "PORTAL_ENV": "development", "PORTAL_DATA_DIR": str(self.folder), "FLASK_APP": "wsgi",
            "PORTAL_DATABASE_URL": "", "PORTAL_SMTP_URL": "", "PORTAL_LOCALE": "zh", "PORTAL_FILES_URL": "",
            "PORTAL_UNDO_SEND_SECONDS": "0",
        }  # fmt: skip

    def rows(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the database holds, asked beside the application."""
        with sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=30) as opened:
            return opened.execute(question, values).fetchall()

    def one(self, question: str, *values: Any) -> Any:
        found = self.rows(question, *values)
        return found[0][0] if found else None


def prepare(size: str) -> Path:
    """The prepared database of that size; made now when it is missing or stale."""
    folder = HERE / f"{size}-{_fingerprint()}"
    finished = folder / "finished.sqlite3"
    if not finished.exists():
        for stale in HERE.glob(f"{size}-*"):
            shutil.rmtree(stale)
        accounts, requests = SIZES[size]
        print(f"Preparing {accounts:,} accounts and {requests:,} requests …", flush=True)
        environ = {**os.environ, "PORTAL_ENV": "development", "PORTAL_DATA_DIR": str(folder), "FLASK_APP": "wsgi"}
        for command in (
            ["db", "upgrade"],
            ["demo", "--accounts", str(accounts), "--requests", str(requests)],
            ["worker", "--once"],
        ):
            # the worker says once what has fallen due until today, as it would have, day by day
            with LOG.open("ab") as log:
                subprocess.run([BIN / "flask", *command], env=environ, cwd=ROOT, check=True, stdout=log, stderr=log)
        _fatten(folder / "portal.sqlite3")
        (folder / "portal.sqlite3").rename(finished)
    return finished


def _fatten(file: Path) -> None:
    """Give the account with the most events 5,000 of them, let the planner know the tables, and end the journal."""
    with sqlite3.connect(file) as opened:
        number, there = opened.execute(
            "SELECT account_id, count(*) AS events FROM event WHERE account_id IS NOT NULL GROUP BY 1 "
            "ORDER BY events DESC LIMIT 1"
        ).fetchone()
        while there < FAT_EVENTS:
            more = min(FAT_EVENTS - there, there)
            opened.execute(f"INSERT INTO event ({COPIED}) SELECT {COPIED} FROM event WHERE account_id = ? LIMIT ?",
                           (number, more))  # fmt: skip
            there += more
        # the days that passed since the demonstration's last one are not the bench's subject
        opened.execute("UPDATE event SET dispatched_at = at WHERE dispatched_at IS NULL")
    opened.execute("ANALYZE")
    opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    opened.close()


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _sources() -> Iterable[Path]:
    return sorted({path for pattern in MADE_OF for path in ROOT.glob(pattern)} | {Path(__file__)})
