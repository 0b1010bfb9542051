"""Importing the archive: send a workbook, see how it is read and what would happen, have it done, take it back."""

from typing import Any

from flask import Response, request, send_file
from flask_babel import gettext as _

from portal.identity.files import storage
from portal.intake.batches import Imports
from portal.intake.models import ImportBatch
from portal.staff import staff
from portal.staff.import_forms import NewImport, ReadAgain
from portal.web import import_words as words
from portal.web.current import turn, uow
from portal.web.intake_words import FIELDS, LEFT_OUT
from portal.web.pages import Answer, page, see_other

FIRST_ROWS = 5


@staff.get("/accounts/import")
def new_import() -> Response:
    return _start_page(NewImport.blank())


@staff.post("/accounts/import")
def add_import() -> Answer:
    imports, form = Imports(uow), NewImport.from_post()
    if not form.validate():
        return _start_page(form), 422
    return see_other(".show_import", number=imports.add(form.file, form.kind.data).number)


@staff.get("/accounts/import/<number:number>")
def show_import(number: str) -> Response:
    batch = Imports(uow).get(number)
    return _show(batch, ReadAgain.blank(kind=batch.kind))


@staff.post("/accounts/import/<number:number>/readings")
def read_import_again(number: str) -> Answer:
    imports, form = Imports(uow), ReadAgain.from_post()
    batch = imports.get(number)
    plan = form.plan_for(batch, request.form.to_dict())
    if plan is None:
        return _show(batch, form), 422
    imports.check_again(batch, plan, form.kind.data)
    return see_other(".show_import", number=number)


@staff.post("/accounts/import/<number:number>/choices")
def decide_duplicates(number: str) -> Response:
    imports = Imports(uow)
    sent = {name.removeprefix("row-"): choice for name, choice in request.form.items() if name.startswith("row-")}
    choices = {int(row): choice for row, choice in sent.items() if row.isascii() and row.isdigit() and len(row) < 9}
    imports.choose(imports.get(number), choices)
    saved = _("Saved. What you chose is done with the next import run.")
    return see_other(".show_import", saved, number=number, show="duplicate")


@staff.post("/accounts/import/<number:number>/runs")
def run_import(number: str) -> Response:
    imports = Imports(uow)
    imports.start(imports.get(number))
    return see_other(".show_import", number=number)


@staff.post("/accounts/import/<number:number>/stops")
def stop_import(number: str) -> Response:
    imports = Imports(uow)
    imports.stop(imports.get(number))
    return see_other(".show_import", _("Stopped. What was imported so far stays."), "warn", number=number)


@staff.post("/accounts/import/<number:number>/reversals")
def undo_import(number: str) -> Response:
    imports = Imports(uow)
    imports.undo(imports.get(number))
    return see_other(".show_import", number=number)


@staff.get("/accounts/import/<number:number>/error-rows")
def download_error_rows(number: str) -> Response:
    imports = Imports(uow)
    batch = imports.get(number)
    told = {"row_no": _("Row"), "reason": _("What to change")}
    content = imports.error_rows(batch, storage().open, words.row_words, told)
    return send_file(
        content, as_attachment=True, download_name=_("%(number)s rows to correct.xlsx", number=number),
        mimetype="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", etag=False, conditional=False,
    )  # fmt: skip


def _start_page(form: NewImport) -> Response:
    found = Imports(uow).page(**turn())
    return page("staff/imports/new.html", form=form, found=found, states=words.STATES, tally=words.TALLY)


def _show(batch: ImportBatch, form: ReadAgain) -> Response:
    imports, show = Imports(uow), request.args.get("show", "")
    narrowed: dict[str, Any] = (
        {"verdict": show} if show in words.TALLY else {"outcome": show} if show in words.OUTCOMES else {}
    )
    found = imports.rows(batch, **narrowed, **turn())
    first = imports.rows(batch, size=FIRST_ROWS).rows
    response = page(
        "staff/imports/show.html", batch=batch, form=form, found=found, first=first, words=words, fields=FIELDS,
        left_out=LEFT_OUT, show=show if narrowed else "", accounts=imports.accounts_of(found.rows), **_figures(batch),
    )  # fmt: skip
    if request.headers.get("X-Poll") and not batch.is_at_work:
        response.headers["HX-Refresh"] = "true"  # the worker is done: now the whole page has more to show
    return response


def _figures(batch: ImportBatch) -> dict[str, Any]:
    """Totals of what was changed on reading, and headings nobody recognised, by sheet."""
    left = [(entry["sheet"], column) for entry in batch.plan if entry["taken"]
            for column in entry["columns"] if not column["field"]]  # fmt: skip
    return {"totals": words.totals(batch.changes), "columns_left": left}
