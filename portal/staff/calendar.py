"""The working calendar for administrators: a year at a glance, one day by hand, the file of a notice, taking back."""

import re
from datetime import date

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.base import Refused
from portal.domain.requests.clocks.notice_file import FIRST_YEAR, LAST_YEAR
from portal.staff import staff
from portal.staff.calendar_forms import NoticeFile, OneDay
from portal.staff.calendar_page import YearPage
from portal.web.calendar_words import HOLIDAYS, SOURCES
from portal.web.current import uow
from portal.web.locale import weekday
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for


@staff.get("/admin/calendar/")
def show_calendar() -> Response:
    return _show()


@staff.post("/admin/calendar/days")
def change_calendar_day() -> Answer:
    form = OneDay.from_post()
    if not form.validate():
        return _show(one_day=form), 422
    change = uow.calendar.draft([form.facts()])
    return see_other(".review_calendar_change", change=change.ref)


@staff.post("/admin/calendar/files")
def send_calendar_file() -> Answer:
    form = NoticeFile.from_post()
    if not form.validate():
        return _show(notice_file=form), 422
    change = uow.calendar.draft(form.days, file_name=form.file.name, is_notice=True)
    return see_other(".review_calendar_change", change=change.ref)


@staff.get("/admin/calendar/changes/<ref:change>")
def review_calendar_change(change: str) -> Response:
    """The dry run: what it would change, and what the days were when it is taken."""
    found = uow.calendar.get(change)
    return _review(change, uow.calendar.differences(found) if found.taken_at is None else [])


@staff.post("/admin/calendar/changes/<ref:change>/taking")
def take_calendar_change(change: str) -> Answer:
    try:
        uow.calendar.take(uow.calendar.get(change))
    except Refused as refusal:
        return see_other(".show_calendar", words_for(refusal), "warn")
    return _back(change, _("The calendar is changed."))


@staff.post("/admin/calendar/changes/<ref:change>/undoing")
def undo_calendar_change(change: str) -> Answer:
    try:
        uow.calendar.undo(uow.calendar.get(change))
    except Refused as refusal:
        return see_other(".show_calendar", words_for(refusal), "warn")
    return _back(change, _("The days are again what they were before."))


def _back(ref: str, words: str) -> Response:
    change = uow.calendar.get(ref)
    told = _("Open promises that moved: %(count)s.", count=change.moved)
    if change.done_at is None:
        told = _("Many promises are open; the worker reckons them anew in the next minutes.")
    return see_other(".show_calendar", f"{words} {told}", year=int(change.wanted[0][0][:4]))


def _review(ref: str, different: list[tuple[object, object]]) -> Response:
    change = uow.calendar.get(ref)
    return page(
        "staff/calendar/change.html", change=change, different=different, years=uow.calendar.made_final(change),
        year=int(change.wanted[0][0][:4]), holidays=HOLIDAYS, sources=SOURCES, weekday=weekday,
    )  # fmt: skip


def _show(one_day: OneDay | None = None, notice_file: NoticeFile | None = None) -> Response:
    day = _day(request.args.get("day"))
    year = day.year if day else _year(request.args.get("year"))
    shown = YearPage(year, uow.calendar.year(year), uow.today)
    return page(
        "staff/calendar/index.html", shown=shown, chosen=day, one_day=one_day or OneDay.of(shown.row(day), day),
        weekdays=shown.weekdays,
        notice_file=notice_file or NoticeFile.blank(), taken=uow.calendar.taken(), holidays=HOLIDAYS, sources=SOURCES,
    )  # fmt: skip


def _year(text: str | None) -> int:
    """The year of that address, this one unless it is a year of ours."""
    year = int(text) if text and re.fullmatch("[0-9]{4}", text) else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else uow.today.year


def _day(text: str | None) -> date | None:
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
