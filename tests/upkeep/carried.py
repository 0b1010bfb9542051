"""A filled instance is backed up and restored into an empty folder, and moved to PostgreSQL and back: times and hashes.

`python -m tests.upkeep.carried restore 10000 100000` makes so many accounts, each with an attachment, and requests;
`… move 10000 1000000` makes so many requests; both take a filled data folder instead of the numbers, which they copy.
Every table is compared by its SHA-256. PORTAL_TEST_ENGINE=postgresql restores into a PostgreSQL.
"""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from portal.app import create_app
from portal.cli.backup.checking import verify
from portal.cli.backup.manifest import Manifest
from portal.db.transaction import transaction
from portal.domain.accounts.models import Account
from portal.domain.attachments.models import Attachment
from portal.domain.people.models import Login
from portal.domain.scope import EveryAccount
from portal.settings import Settings
from portal.storage.folder import FolderStorage
from tests.upkeep.releases import ROOT, database

CHANGES = {"link_token", "job"}
"""Links to reset a password end with a restore; and the backup itself is noted among the jobs."""
BYTES = 20_000


class Instance:
    """A data folder, its database, and its commands."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.folder, self.url = folder, url
        folder.mkdir(mode=0o700, exist_ok=True)

    def run(self, *words: str, **more: str) -> float:
        """Seconds that one command took."""
        own = {"PORTAL_ENV": "development", "PORTAL_DATA_DIR": str(self.folder), "PORTAL_DATABASE_URL": self.url}
        command, begun = [sys.executable, "-m", "flask", "--app", "wsgi", *words], time.monotonic()
        done = subprocess.run(command, cwd=ROOT, env={**os.environ, **own, **more}, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"flask {' '.join(words)}: {done.stdout[-1000:]} {done.stderr[-2000:]}")
        took = time.monotonic() - begun
        print(f"{took:7.1f} s  flask {words[0]}: {(done.stdout.strip().splitlines() or [''])[-1]}", flush=True)
        return took

    def hashes(self, target: Path) -> Manifest:
        self.run("backup", str(target))
        found = verify(target, None)
        target.unlink()
        return found

    def fill(self, accounts: int, requests: int) -> None:
        self.run("db", "upgrade")
        self.run("demo", "--accounts", str(accounts), "--requests", str(requests))

    def attach(self) -> None:
        """A file on each account that has none."""
        settings = Settings(env="development", data_dir=self.folder).prepared()
        storage, app, begun = FolderStorage(Path(settings.files_url)), create_app(settings), time.monotonic()
        with app.app_context(), transaction(EveryAccount("a drill")) as session:
            login = session.scalars(select(Login.id).order_by(Login.id)).first()
            for account_id in session.scalars(select(Account.id)).all():
                with tempfile.SpooledTemporaryFile() as content:
                    content.write(b"%PDF-1.7\n" + secrets.token_bytes(BYTES))
                    content.seek(0)
                    sha256, size = storage.put(content)  # type: ignore[arg-type]
                session.add(Attachment(
                    account_id=account_id, sha256=sha256, size=size, name="证照.pdf", media_type="application/pdf",
                    subject="account", subject_id=account_id, at=datetime.now(UTC), added_by_id=login,
                ))  # fmt: skip
        print(f"{time.monotonic() - begun:7.1f} s  an attachment for each account", flush=True)


def differences(before: Manifest, after: Manifest) -> list[str]:
    names = [name for name in before.tables if before.tables[name] != after.tables.get(name) and name not in CHANGES]
    files = [] if before.files == after.files else ["the attachments"]
    lost = set(after.missing) - set(before.missing)
    return [*names, *files, *([f"{len(lost)} attachments missing"] if lost else [])]


def restored(folder: Path, source: Instance, elsewhere: str) -> list[str]:
    source.attach()
    file = folder / "whole.backup"
    source.run("backup", str(file))
    before, empty = verify(file, None), Instance(folder / "empty", elsewhere)
    took = empty.run("db", "upgrade") + empty.run("restore", str(file))
    after = empty.hashes(folder / "again.backup")
    accounts = before.tables["account"][0]
    print(f"{accounts:,} accounts, {before.rows:,} rows, {len(before.files):,} attachments restored in {took:.0f} s")
    return [*differences(before, after), *(["it took longer than five minutes"] if took > 300 else [])]


def moved(folder: Path, source: Instance, elsewhere: str) -> list[str]:
    before = source.hashes(folder / "before.backup")
    there, back = Instance(source.folder, elsewhere), Instance(folder / "back")
    took = source.run("move", "--to", elsewhere)
    back_url = f"sqlite:///{folder / 'back' / 'portal.sqlite3'}"
    returned = there.run("move", "--to", back_url)
    shutil.rmtree(back.folder / "files", ignore_errors=True)
    (source.folder / "files").rename(back.folder / "files")
    after = back.hashes(folder / "after.backup")
    requests = before.tables["service_request"][0]
    print(f"{requests:,} requests, {before.rows:,} rows: to PostgreSQL in {took:.0f} s, back in {returned:.0f} s")
    return differences(before, after)


def filled(folder: Path, words: list[str]) -> Instance:
    source = Instance(folder / "source")
    if words and not words[0].isdigit():
        shutil.copytree(words[0], source.folder, dirs_exist_ok=True)
        source.run("db", "upgrade")
    else:
        accounts, requests = (int(word) for word in [*words, "10000", "100000"][:2])
        source.fill(accounts, requests)
    return source


def main(what: str, *words: str) -> int:
    begun, on_postgresql = time.monotonic(), os.environ.get("PORTAL_TEST_ENGINE") == "postgresql" or what == "move"
    with ExitStack() as open_:
        folder = Path(open_.enter_context(tempfile.TemporaryDirectory(prefix="portal-carried-")))
        elsewhere = open_.enter_context(database(folder)) if on_postgresql else ""
        source = filled(folder, list(words))
        wrong = {"restore": restored, "move": moved}[what](folder, source, elsewhere)
    said = f"WRONG: {', '.join(wrong)}" if wrong else "every table the same"
    print(f"{what}: {said} [{time.monotonic() - begun:.0f} s]")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
