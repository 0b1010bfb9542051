"""Backups while people file as fast as they can: each, restored, is the state between two commits (RE8)."""

import re
import shutil
import time
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from portal.app import create_app
from portal.cli.backup.making import make_backup
from portal.cli.backup.restoring import restore
from portal.db.extension import db
from portal.domain.attachments.models import Attachment
from portal.domain.events import Event
from portal.domain.requests.desk_card import DeskCard
from portal.domain.requests.models import ServiceRequest
from portal.search import schema
from portal.settings import Settings
from portal.storage.folder import FolderStorage
from tests.cli.instances import call_current
from tests.compiled import share_compiled
from tests.faults.figure import Figure
from tests.faults.filers import Crowd
from tests.faults.place import environment, own_place
from tests.house.program import Program
from tests.people import People

PAUSE = 0.02
"""Seconds each rests between two filings, so that there is less to restore fifty times."""


class Elsewhere:
    """An empty instance of SQLite that is made empty again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.app = create_app(Settings(env="development", data_dir=share_compiled(folder)).prepared())
        with self.app.app_context():
            db.create_all()
            with db.engine.begin() as connection:
                schema.create(connection)
        call_current(self.app)
        self._shut()
        self.file = Path(re.sub(r"^sqlite:///", "", self.app.extensions["settings"].database_url))
        self.empty = shutil.copyfile(self.file, folder / "empty.kept")

    def _shut(self) -> None:
        with self.app.app_context():
            db.engine.dispose()

    def be_empty(self) -> None:
        self._shut()
        for leftover in self.file.parent.glob(f"{self.file.name}-*"):
            leftover.unlink()
        shutil.copyfile(self.empty, self.file)
        shutil.rmtree(self.storage.root, ignore_errors=True)

    @property
    def storage(self) -> FolderStorage:
        storage: FolderStorage = self.app.extensions["storage"]
        return storage


def backed_up(backups: int, app: Flask, folder: Path) -> Figure:
    people, figure = People(app), Figure("backups under load")
    program = Program(environment(app.extensions["settings"], folder / "program"))
    crowd, storage = Crowd(people, program.port, pause=PAUSE), FolderStorage(folder / "program" / "files")
    taken: list[tuple[Path, set[str]]] = []
    call_current(app)
    try:
        program.start()
        crowd.begin()
        for number in range(backups):
            time.sleep(0.2)
            known, target = set(crowd.told), folder / f"{number}.backup"
            with app.app_context():
                make_backup(target, storage, folder / "no key", lambda _: None)
            taken.append((target, known))
    finally:
        crowd.end()
        program.kill()
    elsewhere = Elsewhere(folder / "elsewhere")
    equal = sum(_is_whole(figure, elsewhere, *each) for each in taken)
    figure.said = (
        f"{equal} of {backups} restored and equal to a transaction boundary, {crowd.acknowledged:,} filings meanwhile, "
        f"{len(taken[0][1]):,} to {len(taken[-1][1]):,} acknowledged before them"
    )
    return figure


def _is_whole(figure: Figure, elsewhere: Elsewhere, file: Path, known: set[str]) -> bool:
    """Restored, it gives the same backup again; every filing in it is whole, none is left out between two others."""
    before, again = len(figure.wrong), file.with_suffix(".again")
    elsewhere.be_empty()
    with elsewhere.app.app_context():
        first = restore(file, elsewhere.storage, file.with_suffix(".key"), lambda _: None)
        second = make_backup(again, elsewhere.storage, file.with_suffix(".key"), lambda _: None)
    again.unlink()
    differ = {name for name in first.tables if first.tables[name] != second.tables[name]} - {"link_token"}
    figure.check(not differ and first.files == second.files, f"{file.name}: {differ} differ once restored")
    figure.check(not first.missing, f"{file.name}: {len(first.missing)} attachments missing")
    with People(elsewhere.app).backstage() as uow:
        filed = dict(uow.session.execute(select(ServiceRequest.number, ServiceRequest.subject)).all())
        on_card = select(ServiceRequest.number).join(DeskCard, DeskCard.request_id == ServiceRequest.id)
        cards = set(uow.session.scalars(on_card))
        events = set(uow.session.scalars(select(Event.number).where(Event.kind == "request.posted")))
        with_file = select(ServiceRequest.number).join(Attachment, Attachment.subject_id == ServiceRequest.id)
        held = set(uow.session.scalars(with_file.where(Attachment.subject == "service_request")))
    figure.check(filed.keys() == cards == events == held, f"{file.name}: half a filing")
    last = sorted(int(number.rpartition("-")[2]) for number in filed)
    figure.check(last == list(range(1, len(last) + 1)), f"{file.name}: a later filing without an earlier one")
    figure.check(known <= set(filed.values()), f"{file.name}: acknowledged before, and not in it")
    return len(figure.wrong) == before


def drill(size: int) -> Figure:
    with own_place() as (app, _, folder):
        return backed_up(size, app, folder)
