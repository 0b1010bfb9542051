"""Imports as staff see and steer them; the work itself is the worker's."""

import io
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

from sqlalchemy import ColumnElement, select

from portal.domain.accounts.models import Account
from portal.domain.attachments.models import StoredFile
from portal.domain.base import NotFound, Refused
from portal.domain.contracts.models import Contract
from portal.domain.events import Event
from portal.domain.paging import Page, page_of
from portal.domain.people.models import Login
from portal.domain.series import next_number
from portal.domain.work import Repository, Work
from portal.intake.clean_row import CleanRow
from portal.intake.error_rows import write_error_rows
from portal.intake.hiding import uncovers, without_numbers
from portal.intake.models import (
    CHECKED,
    FAILED,
    IMPORTED,
    IMPORTING,
    STOPPED,
    UNDOING,
    UPLOADED,
    ImportBatch,
    ImportRow,
)  # fmt: skip
from portal.intake.plans import Plan, mappings_of
from portal.intake.subjects import SUBJECTS
from portal.intake.workbook import open_workbook

CHOICES = ("skip", "update", "create")
OUTCOMES = ("added", "changed", "same", "removed", "set_back", "kept")


class Imports(Repository):
    """Refused(import.needs_full_reach) for whoever sees some accounts only: an import looks at all of them.

    Imports of another subject are not found.
    """

    def __init__(self, work: Work, subject: str = "accounts") -> None:
        if not work.sees_all:
            raise Refused("import.needs_full_reach")
        super().__init__(work)
        self.subject = SUBJECTS[subject]

    def get(self, number: str) -> ImportBatch:
        """Raises NotFound."""
        batch: ImportBatch | None = self.session.scalar(
            self.for_change(select(ImportBatch).where(ImportBatch.number == number, self._mine()))
        )
        if batch is None:
            raise NotFound(number)
        return batch

    def page(self, *, after: str | None = None, before: str | None = None) -> Page:
        """Imports with who started them, newest first."""
        query = select(
            ImportBatch.number, ImportBatch.file_name, ImportBatch.state, ImportBatch.created_at, ImportBatch.tally,
            ImportBatch.outcomes, Login.name.label("started_by"),
        ).outerjoin(Login, Login.id == ImportBatch.started_by_id).where(self._mine())  # fmt: skip
        return page_of(self.session, query, (ImportBatch.id,), after=after, before=before, descending=True, size=20)

    def add(self, file: StoredFile, kind: str | None) -> ImportBatch:
        """A file to be checked; `kind` is for rows that tell none."""
        actor, now = self.work.actor, self.work.now
        batch = ImportBatch(
            number=f"IM-{now:%Y%m}-{next_number(self.session, f'import.{now:%Y%m}'):04d}", subject=self.subject.name,
            file_name=file.name, sha256=file.sha256, kind=kind, started_by_id=actor.login_id,
            address=actor.address, created_at=now,
        )  # fmt: skip
        self.session.add(batch)
        batch.record("import.added", by=actor, at=now, file=file.name)
        return batch

    def rows(
        self, batch: ImportBatch, *, verdict: str | None = None, outcome: str | None = None, after: str | None = None,
        before: str | None = None, size: int = 50,
    ) -> Page:  # fmt: skip
        """Rows of one verdict or outcome, in the order of the file."""
        query = select(ImportRow).where(ImportRow.batch_id == batch.id)
        if verdict:
            query = query.where(ImportRow.verdict == verdict)
        if outcome:
            query = query.where(ImportRow.outcome == outcome)
        return page_of(self.session, query, (ImportRow.position,), after=after, before=before, size=size)

    def accounts_of(self, rows: Any) -> dict[int, Any]:
        """Id → number and name of the accounts that these rows found, made or changed."""
        ids = {row.account_id for row in rows} - {None}
        query = select(Account.id, Account.number, Account.name_zh).where(Account.id.in_(ids))
        return {account.id: account for account in self.session.execute(query)} if ids else {}

    def contracts_of(self, rows: Any) -> dict[int, str]:
        """Id → number of the agreements that these rows found, made or changed."""
        ids = {row.contract_id for row in rows} - {None}
        query = select(Contract.id, Contract.number).where(Contract.id.in_(ids))
        return dict(self.session.execute(query).all()) if ids else {}  # type: ignore[arg-type]

    def error_rows(
        self, batch: ImportBatch, open_file: Callable[[str], BinaryIO],
        tell: Callable[[list[list[str]], list[str]], str], words: Mapping[str, str],
    ) -> BinaryIO:  # fmt: skip
        """The rows with an error as an XLSX, their cells as they were in the file, `tell` giving the reason beside;
        numbers of persons and bank accounts whole only to whoever sent it.

        NotFound where no row has one: a file that cannot be read has no rows.
        """
        query = select(ImportRow.sheet, ImportRow.row_no, ImportRow.problems, ImportRow.reasons).where(
            ImportRow.batch_id == batch.id, ImportRow.verdict == "error"
        )
        places = {entry["sheet"][:100]: place for place, entry in enumerate(batch.plan)}
        wrong = sorted(self.session.execute(query), key=lambda row: (places[row.sheet], row.row_no))
        if not wrong:
            raise NotFound(batch.number)
        with open_file(batch.sha256) as file:
            workbook = open_workbook(file.read())
        named = {entry["sheet"][:100]: entry["sheet"] for entry in batch.plan}
        cells = [CleanRow(named[sheet], row_no, workbook.sheet(named[sheet]).rows[row_no - 1])
                 for sheet, row_no, _problems, _reasons in wrong]  # fmt: skip
        mappings = mappings_of(batch.plan, self.subject)
        if not self._sent_it(batch):
            read_as = {mapping.sheet: mapping for mapping in mappings}
            cells = [without_numbers(row, read_as[row.sheet]) for row in cells]
        told = (tell(problems, reasons) for _sheet, _row_no, problems, reasons in wrong)
        return io.BytesIO(write_error_rows(zip(cells, told, strict=True), mappings, words))

    def check_again(self, batch: ImportBatch, plan: Plan, kind: str | None) -> None:
        """Read the file once more as `plan` says. Refused(import.wrong_state) once rows were taken over, and
        (import.not_your_numbers) where others than the sender would have numbers of persons read as plain words."""
        _check_state(batch, CHECKED, FAILED, nothing_taken=True)
        if uncovers(batch.plan, plan) and not self._sent_it(batch):
            raise Refused("import.not_your_numbers")
        batch.plan, batch.kind, batch.state, batch.tries = plan, kind, UPLOADED, 0
        batch.tally, batch.done, batch.total, batch.reason = {}, 0, 0, {}

    def choose(self, batch: ImportBatch, choices: Mapping[int, str]) -> int:
        """What becomes of possible duplicates, by position; what cannot be is passed over. Returns how many."""
        _check_state(batch, CHECKED, STOPPED, IMPORTED, FAILED)
        query = select(ImportRow).where(
            ImportRow.batch_id == batch.id, ImportRow.position.in_(choices), ImportRow.verdict == "duplicate",
            ImportRow.applied_at.is_(None),
        )  # fmt: skip
        chosen = 0
        for row in self.session.scalars(query):
            choice = choices[row.position]
            if choice in CHOICES and (choice != "create" or row.may_be_created):
                row.choice, chosen = choice, chosen + (row.choice != choice)
        return chosen

    def start(self, batch: ImportBatch) -> None:
        """Have the rows taken over; also those decided about after a first run, or left when it was stopped."""
        _check_state(batch, CHECKED, STOPPED, IMPORTED, FAILED)
        if not batch.tally:
            raise Refused("import.nothing_to_import")
        self._set_going(batch, done=sum(batch.outcomes.values()))
        self._change_state(batch, IMPORTING, "import.started", tally=batch.tally)

    def stop(self, batch: ImportBatch) -> None:
        """Stop after the rows that are being written now; it can be started again or undone."""
        _check_state(batch, IMPORTING)
        self._change_state(batch, STOPPED, "import.stopped", done=batch.done)

    def undo(self, batch: ImportBatch) -> None:
        """Have everything taken back that nobody used or changed since."""
        _check_state(batch, IMPORTED, STOPPED, FAILED)
        if not batch.outcomes:
            raise Refused("import.nothing_to_undo")
        self._set_going(batch, done=0)
        self._change_state(batch, UNDOING, "import.undo_started", outcomes=batch.outcomes)

    def _set_going(self, batch: ImportBatch, done: int) -> None:
        """What the worker changes from here on is told of whoever asked for it, not of whoever sent the file. What was
        `done` before is another thing than what is to be done now."""
        batch.done, batch.started_by_id, batch.address = done, self.work.actor.login_id, self.work.actor.address

    def _sent_it(self, batch: ImportBatch) -> bool:
        """Whether the acting person brought the file, or acts on this machine, where it lies."""
        sent = (Event.subject == "import_batch", Event.subject_id == batch.id, Event.kind == "import.added")
        by = self.session.scalar(select(Event.actor_login_id).where(*sent).limit(1))
        return self.work.actor.kind == "system" or (by is not None and by == self.work.actor.login_id)

    def _mine(self) -> ColumnElement[bool]:
        return ImportBatch.subject == self.subject.name

    def _change_state(self, batch: ImportBatch, state: str, event: str, **facts: Any) -> None:
        batch.state, batch.leased_by, batch.lease_until, batch.tries = state, "", None, 0
        batch.reason, batch.finished_at = {}, None
        batch.record(event, by=self.work.actor, at=self.work.now, **facts)


def _check_state(batch: ImportBatch, *allowed: str, nothing_taken: bool = False) -> None:
    if batch.state not in allowed or (nothing_taken and batch.outcomes):
        raise Refused("import.wrong_state", number=batch.number)
