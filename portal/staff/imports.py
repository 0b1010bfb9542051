"""Importing: send a workbook, see how it is read and what would happen, have it done, take it back. All subjects have
the same pages under addresses of their own, so that each is open to its own keepers."""

import io
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from flask import Response, g, request, send_file, url_for
from flask_babel import gettext as _

from portal.identity.access import may
from portal.identity.files import storage
from portal.intake.batches import Imports
from portal.intake.models import ImportBatch
from portal.staff import staff
from portal.staff.import_forms import FORMS, SendWorkbook, read_again
from portal.web import import_words as words
from portal.web.current import turn, uow
from portal.web.intake_words import LEFT_OUT
from portal.web.locale import LOCALES, current_locale
from portal.web.pages import Answer, page, see_other
from portal.web.plain_import_words import LISTS, OTHERS, TITLES

FIRST_ROWS, ROWS = 5, 20
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SUBJECTS = ("accounts", "contacts", "qualifications", "products", "contracts", "sales", "prospects", "amendments")
View = Callable[..., Answer]


def endpoint(view: str, subject: str) -> str:
    """show_import for accounts, show_import_of_contracts for contracts."""
    return view if subject == "accounts" else f"{view}_of_{subject}"


def at(method: str, tail: str = "", subjects: tuple[str, ...] = SUBJECTS) -> Callable[[View], View]:
    """The view below /accounts/import, /contracts/import and so on; it is handed the subject."""

    def add(view: View) -> View:
        for subject in subjects:
            bound = wraps(view)(partial(view, subject))
            staff.add_url_rule(f"/{subject}/import{tail}", endpoint(view.__name__, subject), bound, methods=[method])
        return view

    return add


def address(subject: str, view: str, **values: Any) -> str:
    return url_for(f"staff.{endpoint(view, subject)}", **values)


def back(subject: str, number: str, *notice: str, **values: Any) -> Response:
    """To the page of the import."""
    return see_other(f"staff.{endpoint('show_import', subject)}", *notice, number=number, **values)


@at("GET")
def new_import(subject: str) -> Response:
    return _start_page(subject, FORMS[subject].blank())


@at("POST")
def add_import(subject: str) -> Answer:
    imports, form = Imports(uow, subject), FORMS[subject].from_post()
    if not form.validate():
        return _start_page(subject, form), 422
    return back(subject, imports.add(form.file, form.default_kind).number)


@at("GET", "/<number:number>")
def show_import(subject: str, number: str) -> Response:
    batch = Imports(uow, subject).get(number)
    return _show(batch, read_again(subject).blank(kind=batch.kind))


@at("POST", "/<number:number>/readings")
def read_import_again(subject: str, number: str) -> Answer:
    imports, form = Imports(uow, subject), read_again(subject).from_post()
    batch = imports.get(number)
    plan = form.plan_for(batch, request.form.to_dict())
    if plan is None:
        return _show(batch, form), 422
    imports.check_again(batch, plan, form.default_kind)
    return back(subject, number)


@at("POST", "/<number:number>/choices", ("accounts",))
def decide_duplicates(subject: str, number: str) -> Response:
    imports = Imports(uow, subject)
    sent = {name.removeprefix("row-"): choice for name, choice in request.form.items() if name.startswith("row-")}
    choices = {int(row): choice for row, choice in sent.items() if row.isascii() and row.isdigit() and len(row) < 9}
    imports.choose(imports.get(number), choices)
    saved = _("Saved. What you chose is done with the next import run.")
    return back(subject, number, saved, show="duplicate")


@at("POST", "/<number:number>/runs")
def run_import(subject: str, number: str) -> Response:
    imports = Imports(uow, subject)
    imports.start(imports.get(number))
    return back(subject, number)


@at("POST", "/<number:number>/stops")
def stop_import(subject: str, number: str) -> Response:
    imports = Imports(uow, subject)
    imports.stop(imports.get(number))
    return back(subject, number, _("Stopped. What was imported so far stays."), "warn")


@at("POST", "/<number:number>/reversals")
def undo_import(subject: str, number: str) -> Response:
    imports = Imports(uow, subject)
    imports.undo(imports.get(number))
    return back(subject, number)


@at("GET", "/<number:number>/error-rows")
def download_error_rows(subject: str, number: str) -> Response:
    imports = Imports(uow, subject)
    batch = imports.get(number)
    told = {"row_no": _("Row"), "reason": _("What to change")}
    content = imports.error_rows(batch, storage().open, words.row_words, told)
    return send_file(
        content, as_attachment=True, download_name=_("%(number)s rows to correct.xlsx", number=number),
        mimetype=SPREADSHEET, etag=False, conditional=False,
    )  # fmt: skip


@at("GET", "/template.xlsx")
def download_template(subject: str) -> Response:
    """The workbook to fill in, in the language that is asked for, else the reader's."""
    asked = request.args.get("lang")
    from portal.intake.contracts.template import template  # with the maker of workbooks
    from portal.intake.plain.template import table_template

    locale = asked if asked in LOCALES else current_locale()
    content = template(locale) if subject == "contracts" else table_template(subject, locale)
    name = f"{subject}-template.xlsx"
    return send_file(
        io.BytesIO(content), as_attachment=True, download_name=name, mimetype=SPREADSHEET, etag=False,
        conditional=False,
    )  # fmt: skip


def _start_page(subject: str, form: SendWorkbook) -> Response:
    found = Imports(uow, subject).page(**turn())
    return page(
        "staff/imports/new.html", form=form, found=found, states=words.STATES, tally=words.TALLIES[subject],
        subject=subject, title=TITLES[subject], list=LISTS[subject], at=partial(address, subject),
        others=_others(subject),
    )  # fmt: skip


def _others(subject: str) -> dict[str, Any]:
    """Tables beside this one that the visitor may take in as well."""
    hats, others = g.visitor.hats, OTHERS.get(subject, {})
    open_to_them = [name for name in others if may(hats, f"staff.{endpoint('new_import', name)}")]
    return {address(name, "new_import"): others[name] for name in open_to_them}


def _show(batch: ImportBatch, form: Any) -> Response:
    subject, tally = batch.subject, words.TALLIES[batch.subject]
    imports, show = Imports(uow, subject), request.args.get("show", _to_look_at(batch))
    narrowed: dict[str, Any] = (
        {"verdict": show} if show in tally else {"outcome": show} if show in words.OUTCOMES else {}
    )
    found = imports.rows(batch, **narrowed, **turn(), size=ROWS)
    first = imports.rows(batch, size=FIRST_ROWS).rows
    response = page(
        "staff/imports/show.html", batch=batch, form=form, found=found, first=first, words=words, tally=tally,
        subject=subject, list=LISTS[subject], at=partial(address, subject), left_out=LEFT_OUT,
        show=show if narrowed else "", is_narrowed="show" in request.args,
        accounts=imports.accounts_of(found.rows), contracts=imports.contracts_of(found.rows), **_figures(batch),
    )  # fmt: skip
    if request.headers.get("X-Poll") and not batch.is_at_work:
        response.headers["HX-Refresh"] = "true"  # the worker is done: now the whole page has more to show
    return response


def _to_look_at(batch: ImportBatch) -> str:
    """Which rows stand there first: before anything was taken in, those that somebody must look at."""
    waiting = ("error", "duplicate") if batch.state == "checked" else ()
    return next((verdict for verdict in waiting if batch.tally.get(verdict)), "")


def _figures(batch: ImportBatch) -> dict[str, Any]:
    """Totals of what was changed on reading, and headings nobody recognised, by sheet."""
    left = [(entry["sheet"], column) for entry in batch.plan if entry["taken"]
            for column in entry["columns"] if not column["field"]]  # fmt: skip
    return {"totals": words.totals(batch.changes), "columns_left": left}
