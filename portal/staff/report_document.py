"""A report as one HTML document that needs nothing beside it: what is kept, taken out, and printed as a PDF."""

from datetime import date
from typing import Any

from flask import current_app
from flask_babel import force_locale

from portal.domain.work import Work
from portal.insight.reporting.models import MonthReport
from portal.insight.reporting.naming import ReportNames
from portal.staff import staff
from portal.staff.report_cards import sections_of


def document_of(work: Work, report: MonthReport, locale: str) -> str:
    """In zh or en, as the worker writes it: outside of any request."""
    named = ReportNames(work).of(report.facts, in_file=True)
    with force_locale(locale):
        # Straight from Jinja: the context of pages (visitor, notices) has no business in a file.
        return current_app.jinja_env.get_template("staff/reports/document.html").render(
            report=report, sections=sections_of(report.facts, report.month, named), locale=locale, now=work.now,
            company_name=current_app.extensions["settings"].company_name, ledger=ledger_of(report.facts),
        )  # fmt: skip


def ledger_of(facts: dict[str, Any]) -> date | None:
    """The month that the sales ledger reached to when the report was made."""
    month = facts.get("ledger")
    return date.fromisoformat(month) if month else None


@staff.record_once
def _offer(state: Any) -> None:
    """The worker, which knows no face, finds it here."""
    state.app.extensions["report_document"] = document_of
