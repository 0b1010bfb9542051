"""A big workbook whose worker is killed at random points and resumed: the result must equal the undisturbed one.

`python -m tests.intake.killed_import 10000 50` imports 10,000 accounts undisturbed, then once more with 50 kills at
random points of the check and of the import, compares both, takes the import back with some kills more and compares
with the beginning, row for row (`PORTAL_TEST_ENGINE=postgresql` on that engine).
"""

import os
import random
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, select, update

from bench.workbook import workbook
from portal.app import create_app
from portal.db.transaction import transaction
from portal.domain.events import Event
from portal.intake.checking import AT_ONCE
from portal.intake.models import ImportBatch
from tests.conftest import make_settings
from tests.databases import Stage, make_stage
from tests.forked import Forked
from tests.house.snapshot import Rows, rows_of
from tests.intake.importing import EVERYTHING, Importing, archive
from tests.notify.drill_place import environment_of
from tests.people import People

SEED = 20261128
PASSING = frozenset({
    "throttle", "form_receipt", "web_session", "import_batch", "import_row", "event", "series", "job",
    "message", "reminder", "archive_week", "worker_seen", "instance_fact",
})  # fmt: skip
"""What tells of the import, and what goes on by itself (nodes that start on PostgreSQL note their keys); all else
must be as it was."""
LONGEST = 900.0


@dataclass
class Tally:
    """What came of it; `wrong` stays empty."""

    rows: int
    kills: int = 0
    points: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        if self.wrong:
            return f"{self.rows} rows, {self.kills} kills, WRONG: " + "; ".join(self.wrong[:10])
        return (
            f"{self.rows:,} rows, worker killed at {self.kills} points ({', '.join(self.points)}): "
            "equal to the undisturbed import; taken back: equal to the beginning, row for row"
        )


class KilledImport:
    def __init__(self, app: Flask, stage: Stage, rows: int) -> None:
        self.app, self.stage, self.content = app, stage, workbook(1, rows)
        self.people, self.dice, self.tally = People(app), random.Random(SEED), Tally(rows)
        self.environment = {**os.environ, **environment_of(app.extensions["settings"])}

    def run(self, kills: int) -> Tally:
        undisturbed = self._undisturbed()
        self._all_due_is_done()
        before = self._everything()
        importing = Importing(self.app, self.content)
        in_check, rows = kills // 4, self.tally.rows
        self._killed(importing, in_check, rows, "checked", steps=AT_ONCE)
        importing.act(lambda imports, batch: imports.start(batch))
        self._killed(importing, kills - in_check, rows, "imported")
        self._compare(undisturbed, self._result(importing))
        importing.act(lambda imports, batch: imports.undo(batch))
        self._killed(importing, max(1, kills // 10), rows, "undone")
        after = self._everything()
        for table in before:
            self._check(before[table] == after[table], f"{table} differs after the reversal")
        return self.tally

    def _undisturbed(self) -> dict[str, Any]:
        result = self._result(Importing(self.app, self.content).imported())
        self.stage.release(self.app)
        self.stage.reset(self.app)
        return result

    def _all_due_is_done(self) -> None:
        """What the worker does by itself is not the import's: the duties of the accounts there are, and the like."""
        worker = Forked(["flask", "--app", "wsgi", "worker", "--once"], self.environment)
        while worker.is_alive:
            time.sleep(0.1)

    def _killed(self, importing: Importing, kills: int, rows: int, until: str, steps: int = 1) -> None:
        """Work until the import rests in that state; before, the worker dies at so many random points: none so near
        the end that the work may be over before the plug is pulled. What is kept `steps` rows at a time is
        interrupted after the last whole step before the point."""
        last = max(rows // 2, rows - AT_ONCE)
        for point in sorted(self.dice.randrange(last) // steps * steps for _ in range(kills)):
            worker = Forked(["flask", "--app", "wsgi", "worker"], self.environment)
            try:
                self._reach(importing, point)
                time.sleep(self.dice.uniform(0, 0.05))
            finally:
                worker.kill()
            interrupted = self._batch(importing).is_at_work
            self.tally.kills += interrupted
            self._check(interrupted, f"{until} before point {point}")
            with self.app.app_context(), transaction(EVERYTHING) as session:
                past = datetime.now(UTC) - timedelta(seconds=1)
                session.execute(update(ImportBatch).values(lease_until=past))
        self.tally.points.append(f"{kills} until {until}")
        importing.work()
        self._check(importing.batch.state == until, f"rests in {importing.batch.state}, not {until}")

    def _reach(self, importing: Importing, point: int) -> None:
        """Wait until so many rows are dealt with."""
        ends = time.monotonic() + LONGEST
        while True:
            batch = self._batch(importing)
            is_held = batch.lease_until is not None and batch.lease_until > datetime.now(UTC)
            if not batch.is_at_work or (is_held and batch.done >= point):
                return
            assert time.monotonic() < ends, f"rests at {batch.done} in {batch.state}"
            time.sleep(0.01)

    def _batch(self, importing: Importing) -> ImportBatch:
        """Read without the write lock, which is the worker's."""
        with self.app.app_context(), transaction(EVERYTHING, writes=False) as session:
            return session.scalars(select(ImportBatch).where(ImportBatch.number == importing.number)).one()

    def _result(self, importing: Importing) -> dict[str, Any]:
        with self.app.app_context(), transaction(EVERYTHING, writes=False) as session:
            added = session.scalars(select(Event.number).where(Event.kind == "account.added")).all()
            entries = session.scalar(select(func.count()).select_from(Event).where(Event.kind == "account.changed"))
        batch = importing.batch
        return {
            "archive": archive(self.app), "added": sorted(added), "changed": entries, "outcomes": batch.outcomes,
            "tally": batch.tally, "changes": batch.changes, "entries": self._entries(),
        }  # fmt: skip

    def _entries(self) -> int:
        return len(self._everything()["search_entry"])

    def _everything(self) -> Rows:
        return rows_of(self.people, but=PASSING)

    def _compare(self, undisturbed: dict[str, Any], killed: dict[str, Any]) -> None:
        for name, value in undisturbed.items():
            self._check(value == killed[name], f"{name} differs from the undisturbed import")

    def _check(self, holds: bool, complaint: str) -> None:
        if not holds:
            self.tally.wrong.append(complaint)


def main(rows: str = "10000", kills: str = "50") -> None:
    engine, begun = os.environ.get("PORTAL_TEST_ENGINE", "sqlite"), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        stage = make_stage(engine, Path(folder))
        app = create_app(make_settings(stage, Path(folder, "data")))
        stage.fill(app)
        tally = KilledImport(app, stage, int(rows)).run(int(kills))
        stage.release(app)
        stage.close()
    print(f"{engine}, {time.monotonic() - begun:.0f} s: {tally}")
    raise SystemExit(1 if tally.wrong else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
