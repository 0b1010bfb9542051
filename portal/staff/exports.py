"""Taking lists out of the house: as text at once, or as a workbook that the worker writes. Every taking is told.

What is exported is what the list shows: the same filter, the same reach. It is posted for, because it leaves an event.
"""

from collections.abc import Callable, Iterator
from functools import partial, wraps
from typing import Any
from urllib.parse import quote

from flask import Response, g, request, send_file, stream_with_context, url_for

from portal.identity.access import may
from portal.identity.files import storage
from portal.intake.taking_out.exports import Exports
from portal.intake.taking_out.extracts import EXTRACTS
from portal.intake.taking_out.models import Export
from portal.intake.taking_out.work import reading_as
from portal.intake.taking_out.writing import csv_text, rows_of
from portal.staff import staff
from portal.staff.export_filters import WANTED
from portal.staff.imports import SPREADSHEET
from portal.web.current import turn, uow
from portal.web.export_words import STATES, SUBJECTS
from portal.web.locale import current_locale
from portal.web.pages import Answer, page, see_other

FORMATS = ("csv", "xlsx")
View = Callable[..., Answer]


def _address(subject: str, **narrowed: Any) -> str:
    endpoint = f"staff.export_{subject}"
    return url_for(endpoint, **narrowed)


@staff.context_processor
def _offers() -> dict[str, Any]:
    """For the foot of every list: what there is to take out, and what of it this visitor may."""
    visitor = g.get("visitor")
    hats = visitor.hats if visitor else frozenset()
    return {
        "export_subjects": SUBJECTS,
        "export_address": _address,
        "offered_exports": {one for one in SUBJECTS if may(hats, f"staff.export_{one}")},
    }


def _add(subject: str) -> None:
    """Each subject has an endpoint of its own, so that each is open to its own keepers: export_accounts."""
    view: View = wraps(take_export)(partial(take_export, subject))
    staff.add_url_rule(f"/exports/{subject}", f"export_{subject}", view, methods=["POST"])


def take_export(subject: str, reveals: bool = False) -> Answer:
    """A CSV is the answer itself; a workbook has a page that tells how far it is."""
    format = request.form.get("format", "csv")
    format = format if format in FORMATS else "csv"
    export = Exports(uow).take(subject, format, WANTED[subject](), current_locale(), reveals=reveals)
    return _sent_at_once(export) if format == "csv" else see_other(".show_export", number=export.number)


@staff.post("/exports/accounts/revealed")
def export_accounts_revealed() -> Answer:
    """The same with identity numbers in full."""
    return take_export("accounts", reveals=True)


def _sent_at_once(export: Export) -> Response:
    """Row by row as it is read, in transactions of their own: the first of them after the taking was told."""
    reading = reading_as(uow.actor, uow.session.scope)
    rows = rows_of(EXTRACTS[export.subject], reading, dict(export.wanted), export.locale, reveals=export.reveals)
    body: Iterator[bytes] = csv_text(rows)
    name = f"{export.subject}-{uow.today:%Y%m%d}.csv"
    return Response(
        stream_with_context(body), mimetype="text/csv",
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}", "X-Accel-Buffering": "no"},
    )  # fmt: skip


@staff.get("/exports/")
def list_exports() -> Response:
    """One's own; and, below, how to take out the list that is named, where a page has no room for it."""
    narrowed = {name: value for name, value in request.args.items() if name not in ("of", *turn())}
    return page(
        "staff/exports/index.html", found=Exports(uow).page(**turn()), states=STATES, subjects=SUBJECTS,
        take=[one for one in (request.args.get("of"),) if one in SUBJECTS], narrowed=narrowed,
    )  # fmt: skip


@staff.get("/exports/<number:number>")
def show_export(number: str) -> Response:
    export = Exports(uow).get(number)
    response = page("staff/exports/show.html", export=export, states=STATES, subjects=SUBJECTS, now=uow.now)
    if request.headers.get("X-Poll") and export.state != "waiting":
        response.headers["HX-Refresh"] = "true"
    return response


@staff.get("/exports/<number:number>/file")
def download_export(number: str) -> Response:
    export = Exports(uow).ready(number)
    name = f"{SUBJECTS[export.subject]}-{export.asked_at:%Y%m%d}.xlsx"
    content: Any = storage().open(export.sha256 or "")
    return send_file(
        content, as_attachment=True, download_name=name, mimetype=SPREADSHEET, etag=False, conditional=False
    )


for _subject in SUBJECTS:
    _add(_subject)
