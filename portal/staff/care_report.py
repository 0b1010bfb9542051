"""The month of the customer-relationship department: what was done, what is late, what was kept."""

from collections.abc import Iterator
from datetime import date

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.care.month import CareMonth, PersonMonth
from portal.staff import staff
from portal.staff.table_file import kind_asked, table_file
from portal.web.care_words import GAPS, TOUCH_TYPES
from portal.web.current import uow
from portal.web.day_asked import day_in
from portal.web.pages import page

EARLIEST = date(2020, 1, 1)


@staff.get("/care/report")
def show_care_report() -> Response:
    month = uow.care_report.of(_month())
    return page(
        "staff/care/report.html", month=month, kinds=TOUCH_TYPES, gaps=GAPS, today=uow.today,
        most=max(month.kinds.values(), default=0),
    )  # fmt: skip


@staff.get("/care/report/table")
def export_care_report() -> Response:
    kind = kind_asked()
    month = uow.care_report.of(_month())
    headings = [
        _("Name"), _("Accounts"), _("Contacts made"), _("Not reached"), _("Late today"), _("Promises kept in time"),
        _("Promises kept late"), _("Promises broken"), _("Kept in time, percent"),
    ]  # fmt: skip
    return table_file(_("Customer care %(month)s", month=f"{month.first:%Y-%m}"), kind, headings, _rows(month))


def _rows(month: CareMonth) -> Iterator[list[str]]:
    for one in month.people:
        yield [one.name, *_figures(one)]
    yield [_("In all"), *_figures(month.total)]
    yield []
    said = {"came": _("Feedback received"), "closed": _("Feedback closed"), "unanswered": _("Feedback unanswered")}
    yield from ([words, str(month.feedback[name])] for name, words in said.items())
    yield from ([str(GAPS[gap]), str(count)] for gap, count in month.errors.items())


def _figures(one: PersonMonth) -> list[str]:
    counts = (one.accounts, one.touches, one.missed, one.late, one.in_time, one.kept_late, one.broken)
    return [*map(str, counts), "" if one.percent is None else str(one.percent)]


def _month() -> date:
    """The month of the address (2026-11), this one where it names none that has begun."""
    day = day_in(f"{request.args.get('month', '')}-01")
    return day if day and EARLIEST <= day <= uow.today else uow.today
