"""A rolling update: the release before goes on working while and after the tables become those of this one.

`python -m tests.upkeep.previous_release REVISION` takes that revision out of git, fills a PostgreSQL with its
demonstration company, and lets people read and file at its node while this release migrates, starts a node of its own,
and the old node is asked to leave. Every answer of 400 or more, and every filing that is not there once, is told.
"""

import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from tests.faults.rolling import code_of, release_before
from tests.filing import DELIVERY
from tests.upkeep.nodes import quietly
from tests.upkeep.releases import ROOT, Release, database, signed_in, walk

FILERS = 4
LOG = Path("test-output/previous-release.log")


class Balanced:
    """People who read and file without a pause, at whatever node the balancer has at that moment."""

    def __init__(self, nodes: list[Release]) -> None:
        self.nodes, self.statuses = nodes, Counter[int]()
        self.acknowledged: dict[str, str] = {}
        self.enough, self.broken = threading.Event(), list[str]()
        self.threads = [threading.Thread(target=self._go_on, args=(place,), daemon=True) for place in range(FILERS)]

    def _go_on(self, place: int) -> None:
        try:
            person, turn = signed_in(self.nodes, "owner@minchuan.example"), 0
            while not self.enough.is_set():
                turn += 1
                time.sleep(0.2)
                person.nodes = self.nodes
                fields = {**DELIVERY, "contract": "", "subject": f"滚动更新 {place}-{turn}"}
                for status, where in (person.post("/requests/", fields)[:2], (person.get("/requests/")[0], "")):
                    self.statuses[status] += 1
                    if where:
                        self.acknowledged[fields["subject"]] = where.rsplit("/", 1)[1]
        except Exception as mistake:
            self.broken.append(repr(mistake))


def drill(revision: str, folder: Path) -> None:
    with ExitStack() as open_:
        url, code = open_.enter_context(database(folder)), open_.enter_context(code_of(revision))
        environment = {
            "PORTAL_ENV": "demo", "PORTAL_DATABASE_URL": url, "PORTAL_SECRET_KEYS": "k" * 40,
            "PORTAL_FILES_URL": str(folder / "files"), "PORTAL_UNDO_SEND_SECONDS": "0",
        }  # fmt: skip
        old, new = Release("old", code, folder, environment), Release("new", ROOT, folder, environment)
        open_.callback(old.kill)
        open_.callback(new.kill)
        old.run("db", "upgrade")
        old.run("demo")
        old.start()
        before = walk(old)
        crowd = Balanced([old])
        for thread in crowd.threads:
            thread.start()
        time.sleep(3)
        begun = time.monotonic()
        new.run("db", "upgrade")
        migrated = time.monotonic() - begun
        after = walk(old)
        ready = old.answers("/readyz")
        new.start()
        crowd.nodes = [old, new]
        time.sleep(3)
        crowd.nodes = [new]
        time.sleep(0.5)
        old.leave()
        time.sleep(3)
        crowd.enough.set()
        for thread in crowd.threads:
            thread.join(30)
        kept = filed(url)
    failed = sum(count for status, count in crowd.statuses.items() if status >= 400) + len(crowd.broken)
    lost = sum(kept.get(subject) != [number] for subject, number in crowd.acknowledged.items())
    doubled = sum(len(numbers) - 1 for numbers in kept.values())
    print(f"release {revision}: pages before the migration {dict(before)}, after it {dict(after)}")
    print(f"the old node says after the migration that it is ready: {ready}")
    print(f"migrated in {migrated:.1f} s under load; answers to {FILERS} people: {dict(crowd.statuses)}")
    print(f"{len(crowd.acknowledged)} filings acknowledged; failed: {failed} {crowd.broken or ''}")
    print(f"lost: {lost}, doubled: {doubled}, broken pages after the migration: {broken(after) - broken(before)}")


def filed(url: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with psycopg.connect(
        make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    ) as connection:
        for subject, number in connection.execute(
            "SELECT subject, number FROM service_request WHERE subject LIKE '滚动更新 %'"
        ):
            found.setdefault(subject, []).append(number)
    return found


def broken(statuses: Counter[int]) -> int:
    return sum(count for status, count in statuses.items() if status >= 500)


if __name__ == "__main__":
    quietly(LOG)
    with tempfile.TemporaryDirectory(prefix="portal-rolling-") as where:
        drill(sys.argv[1] if len(sys.argv) > 1 else release_before(), Path(where))
