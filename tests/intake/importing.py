"""An import in tests: send a workbook, let the worker do its part, look at what came of it."""

import io
from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import select

from portal.db.transaction import transaction
from portal.domain.accounts.models import Account
from portal.domain.attachments.models import StoredFile
from portal.domain.events import Actor, Event
from portal.domain.scope import EveryAccount
from portal.domain.work import Work
from portal.intake.batches import Imports
from portal.intake.models import ImportRow
from portal.intake.work import ImportWork

EVERYTHING = EveryAccount("tests")


class Importing:
    """One file on its way."""

    def __init__(self, app: Flask, content: bytes, kind: str | None = "distributor", name: str = "名单.xlsx",
                 subject: str = "accounts") -> None:  # fmt: skip
        self.app, self.subject = app, subject
        with app.app_context():
            sha256, size = app.extensions["storage"].put(io.BytesIO(content))
        self.number = ""
        self.number = self.act(lambda imports, _: imports.add(StoredFile(sha256, name, size, "x"), kind).number)

    def worker(self) -> ImportWork:
        return ImportWork(self.app.extensions["storage"].open, lambda id_no: b"sealed " + str(len(id_no)).encode())

    def work(self, steps: int = 10_000) -> "Importing":
        """Let a new worker do so many steps, or all there are."""
        worker = self.worker()
        with self.app.app_context():
            for _ in range(steps):
                if not worker():
                    break
        return self

    def act(self, verb):
        with self.app.app_context(), transaction(EVERYTHING) as session:
            imports = Imports(Work(session, Actor.system("tests"), datetime.now(UTC), writes=True), self.subject)
            return verb(imports, imports.get(self.number) if self.number else None)

    def checked(self) -> "Importing":
        return self.work()

    def imported(self) -> "Importing":
        self.work()
        self.act(lambda imports, batch: imports.start(batch))
        return self.work()

    def undone(self) -> "Importing":
        self.act(lambda imports, batch: imports.undo(batch))
        return self.work()

    @property
    def batch(self):
        return self.act(lambda _, batch: batch)

    def rows(self, **narrowed) -> list[ImportRow]:
        return self.act(lambda imports, batch: list(imports.rows(batch, size=500, **narrowed).rows))


def archive(app: Flask) -> dict[str, tuple]:
    """Number → what the archive holds of every account, contacts and standing included."""
    from portal.domain.accounts.models import AccountStanding, Contact

    with app.app_context(), transaction(EVERYTHING, writes=False) as session:
        people: dict[int, list] = {}
        for one in session.scalars(select(Contact).order_by(Contact.id)):
            people.setdefault(one.account_id, []).append((one.name, one.mobile, one.email, one.is_primary))
        kept = {one.account_id: (one.tier, one.remark) for one in session.scalars(select(AccountStanding))}
        return {
            one.number: (one.name_zh, one.kind, one.uscc, one.mobile, one.province, one.address, one.licence_until,
                         one.initials, people.get(one.id, []), kept.get(one.id))
            for one in session.scalars(select(Account))
        }  # fmt: skip


def events_of(app: Flask, *kinds: str) -> list[Event]:
    with app.app_context(), transaction(EVERYTHING, writes=False) as session:
        return list(session.scalars(select(Event).where(Event.kind.in_(kinds)).order_by(Event.id)))
