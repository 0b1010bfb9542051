"""Monthly reports of management: asking for one, how far it is, reading it, taking it out as a file."""

from typing import Any

from flask import Response, request, send_file
from flask_babel import gettext as _

from portal.domain.base import NotFound, Refused
from portal.identity.files import storage
from portal.insight.reporting.models import WAITING
from portal.insight.reporting.naming import ReportNames
from portal.insight.reporting.printing import can_print
from portal.insight.reporting.repository import Reports
from portal.staff import staff
from portal.staff.report_cards import sections_of
from portal.staff.report_document import ledger_of
from portal.web.current import turn, uow
from portal.web.day_asked import day_in
from portal.web.locale import current_locale, month_text
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for
from portal.web.report_words import STATES

MEDIA = {"html": "text/html; charset=utf-8", "pdf": "application/pdf"}


@staff.get("/insight/reports/")
def list_reports() -> Response:
    return _list()


@staff.post("/insight/reports/")
def ask_report() -> Answer:
    month = day_in(f"{request.form.get('month', '')}-01")
    try:
        if month is None:
            raise Refused("report.no_such_month", month=request.form.get("month", "")[:20])
        report = _reports().ask(month)
    except Refused as refusal:
        return _list(refused=words_for(refusal), typed=request.form.get("month", "")[:20]), 422
    return see_other(".show_report", number=report.number)


@staff.get("/insight/reports/<number:number>")
def show_report(number: str) -> Response:
    report = _reports().get(number)
    named = ReportNames(uow).of(report.facts, in_file=False)
    sections = sections_of(report.facts, report.month, named) if report.state == "ready" else []
    response = page(
        "staff/reports/show.html", report=report, sections=sections, ledger=ledger_of(report.facts), states=STATES,
        has_pdf=any(one.kind == "pdf" for one in report.files), locale=current_locale(), can_print=can_print(),
    )  # fmt: skip
    if request.headers.get("X-Poll") and report.state != WAITING:
        response.headers["HX-Refresh"] = "true"
    return response


@staff.post("/insight/reports/<number:number>/copies")
def export_report(number: str) -> Response:
    """A file of it; that it was taken out is an event. NotFound for a language or a kind that there is none of."""
    reports = _reports()
    report = reports.get(number)
    file = reports.file(report, request.form.get("locale", ""), request.form.get("kind", ""))
    reports.note_taken(report, file)
    name = f"{_('Management report %(month)s', month=month_text(report.month))} {file.locale}.{file.kind}"
    content: Any = storage().open(file.sha256)
    return send_file(
        content, as_attachment=True, download_name=name, mimetype=MEDIA[file.kind], etag=False, conditional=False
    )


def _list(refused: str = "", typed: str = "") -> Response:
    reports = _reports()
    return page(
        "staff/reports/index.html", found=reports.page(**turn()), months=reports.months(), states=STATES,
        refused=refused, typed=typed,
    )  # fmt: skip


def _reports() -> Reports:
    """A report is about everybody: whoever sees only some accounts finds none."""
    if not uow.sees_all:
        raise NotFound("reports of the whole company")
    return Reports(uow)
