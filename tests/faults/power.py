"""The plug is pulled: of what was not flushed the disk holds nothing, all, a beginning, or any sectors in any order.

Everything that SQLite and the program ask of the disk while people file requests is noted; then the disk of any moment
is put together anew, read by SQLite as it would be after the lights are on again, and compared with what was
acknowledged until then (RE1, FI5).
"""

import hashlib
import io
import random
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from flask import Flask
from sqlalchemy import event

from portal.db.extension import db
from tests.databases import SqliteStage
from tests.faults.figure import Figure
from tests.faults.file_noting import Folder, noting_files
from tests.faults.place import own_place
from tests.faults.sqlite_files import Door, Op, standing_in_the_door
from tests.filing import DELIVERY, number_in
from tests.people import People, Person

SEED, SECTOR = 20261128, 512
ROWS = """
    SELECT r.subject, f.sha256 FROM service_request r
    LEFT JOIN attachment f ON f.subject = 'service_request' AND f.subject_id = r.id WHERE r.subject LIKE '断电 %'
"""


@dataclass
class Disk:
    """What surely lies on the disk, file by file, and what was written since each file was flushed."""

    sure: dict[str, bytearray]
    since: dict[str, list[Op]] = field(default_factory=dict)

    def see(self, op: Op) -> None:
        if op.verb == "sync":
            image = self.sure.setdefault(op.path, bytearray())
            for one in self.since.pop(op.path, []):
                put(image, one, [(0, len(one.data))])
        else:
            self.since.setdefault(op.path, []).append(op)

    def after_the_cut(self, dice: random.Random) -> dict[str, bytearray]:
        found = {path: bytearray(image) for path, image in self.sure.items()}
        how = dice.choice(("nothing", "all", "beginning", "anything", "anything"))
        for path, ops in self.since.items():
            image = found.setdefault(path, bytearray())
            for op in ops[: dice.randint(0, len(ops)) if how == "beginning" else len(ops)]:
                if how != "nothing":
                    put(image, op, parts(op, dice) if how == "anything" else [(0, len(op.data))])
        return found


def parts(op: Op, dice: random.Random) -> list[tuple[int, int]]:
    """Whole sectors of the medium, of which any may have been written."""
    edges = [0, *range(SECTOR - op.at % SECTOR, len(op.data), SECTOR), len(op.data)]
    share = dice.choice((0.0, 0.5, 1.0))
    return [pair for pair in pairwise(edges) if dice.random() < share]


def put(image: bytearray, op: Op, spans: list[tuple[int, int]]) -> None:
    if op.verb == "truncate":
        del image[op.at :]
        return
    for start, end in spans:
        if len(image) < op.at + start:
            image.extend(bytes(op.at + start - len(image)))
        image[op.at + start : op.at + end] = op.data[start:end]


@contextmanager
def on_a_real_disk(app: Flask, synchronous: str = "FULL") -> Iterator[None]:
    """As deployed, but the journal goes into the database after few pages, so that cuts meet that."""

    def often(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA synchronous={synchronous}")
        connection.execute("PRAGMA wal_autocheckpoint=200")

    with app.app_context():
        engine = db.engine
    engine.dispose()
    event.listen(engine, "connect", often)
    try:
        yield
    finally:
        event.remove(engine, "connect", often)
        engine.dispose()


class PowerCuts:
    def __init__(self, app: Flask, stage: SqliteStage, folder: Path) -> None:
        self.app, self.file, self.folder = app, stage.file, folder
        self.people, self.figure = People(app), Figure("power cut")

    def run(self, points: int, filings: int, synchronous: str = "FULL") -> Figure:
        self.people.app.extensions["storage"].root.mkdir(parents=True, exist_ok=True)
        person = self.people.sign_in("owner@minchuan.example")
        with on_a_real_disk(self.app, synchronous):  # nothing is open: the file alone is the database
            before = {str(self.file): bytearray(self.file.read_bytes())}
            with standing_in_the_door() as door, noting_files(door):
                for number in range(filings):
                    self._file(person, door, number)
        at = sorted(random.Random(SEED).sample(range(len(door.ops) + 1), min(points, len(door.ops))))
        self._cut(Disk(before), door.ops, at)
        synced = sum(op.verb == "sync" for op in door.ops)
        self.figure.said = (
            f"{len(at)} points in {len(door.ops):,} writes and {synced:,} flushes of {filings} filings: "
            "0 acknowledged lost, 0 doubled, 0 without their file, 0 corrupt"
        )
        return self.figure

    def _file(self, person: Person, door: Door, number: int) -> None:
        content = b"%PDF-1.7\n" + secrets.token_bytes(2000) + b"\n%%EOF\n"
        subject = f"断电 {number}"
        files = (io.BytesIO(content), "单.pdf")
        form = {**DELIVERY, "contract": "", "subject": subject, "form_id": secrets.token_urlsafe(16), "files": files}
        number_in(person.post("/requests/", form, content_type="multipart/form-data"))
        door.note(("acknowledged", subject, hashlib.sha256(content).hexdigest()))

    def _cut(self, disk: Disk, ops: list[Op], points: list[int]) -> None:
        acknowledged: dict[str, str] = {}
        folder, dice, done = Folder(), random.Random(SEED), 0
        for point in points:
            for op in ops[done:point]:
                if op.verb != "note":
                    disk.see(op)
                elif op.said[0] == "acknowledged":
                    acknowledged[op.said[1]] = op.said[2]
                else:
                    folder.see(op.said)
            done = point
            self._read(disk.after_the_cut(dice), acknowledged, folder, f"point {point}")

    def _read(self, images: dict[str, bytearray], acknowledged: dict[str, str], folder: Folder, where: str) -> None:
        place = self.folder / "after.sqlite3"
        for leftover in self.folder.glob("after.sqlite3*"):
            leftover.unlink()
        for path, image in images.items():
            Path(path.replace(str(self.file), str(place))).write_bytes(image)
        connection = sqlite3.connect(place)
        try:
            whole = connection.execute("PRAGMA integrity_check(1)").fetchall()
            rows = connection.execute(ROWS).fetchall()
        except sqlite3.DatabaseError as damage:
            self.figure.wrong.append(f"{where}: {damage}")
            return
        finally:
            connection.close()
        self.figure.check(whole == [("ok",)], f"{where}: {whole}")
        self.figure.check(len(rows) == len(dict(rows)), f"{where}: doubled")
        self.figure.check(acknowledged.items() <= dict(rows).items(), f"{where}: acknowledged and lost")
        root = self.app.extensions["storage"]
        lost = [sha for _, sha in rows if sha is None or not folder.keeps(root._path(sha))]
        self.figure.check(not lost, f"{where}: {len(lost)} rows without their file")


def drill(size: int) -> Figure:
    with own_place("sqlite") as (app, stage, folder):
        assert isinstance(stage, SqliteStage)
        return PowerCuts(app, stage, folder).run(size, max(size // 2, 5))
