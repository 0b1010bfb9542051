"""Lines of Today: what comes next in words, everything said and dated before the template's loop begins."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.staff.request_rows import address_below
from portal.web.current import uow
from portal.web.document_words import DOC_TYPES
from portal.web.feedback_words import FEEDBACK_KINDS
from portal.web.labels import in_words
from portal.web.locale import Moments, current_locale, short_day
from portal.web.loop_words import owed_clock
from portal.web.promise_words import CLOCK_ICONS, Clock

NEAR = 30
"""Days from which a last day presses."""


class Line(NamedTuple):
    """A thing by its name and number; `about` says what it is, the clock how long there is or else `posted` when."""

    href: str
    title: str
    code: str
    about: str
    clock: Clock | None
    posted: str = ""


def feedback_lines(rows: Iterable[Any]) -> list[Line]:
    """With what is owed next, or else the moment it was written."""
    below, kinds, moment, now = address_below("staff.show_feedback"), in_words(FEEDBACK_KINDS), Moments().text, uow.now
    found = []
    for row in rows:
        owed, about = uow.loop.owed(row, row), f"{row.short_name or row.name_zh} · {kinds[row.kind]}"
        clock = _clock(*owed_clock(owed, now)) if owed else None
        found.append(Line(below(row.number), row.subject, row.number, about, clock, moment(row.posted_at)))
    return found


def contract_lines(rows: Iterable[Any], today: date) -> list[Line]:
    below, on = address_below("staff.show_contract"), partial(short_day, language=current_locale())
    sides = {"upstream": _("Upstream"), "downstream": _("Downstream")}
    return [
        Line(
            below(row.number), row.short_name or row.name_zh, row.number, sides[row.side],
            _left(row.ends_on, today, on(row.ends_on)),
        )
        for row in rows
    ]  # fmt: skip


def paper_lines(rows: Iterable[Any], today: date) -> list[Line]:
    below, names = address_below("staff.show_account"), in_words(DOC_TYPES)
    on = partial(short_day, language=current_locale())
    return [
        Line(
            below(row.number), row.short_name or row.name_zh, "", names.get(row.doc_type, row.doc_type),
            _left(row.expires_on, today, on(row.expires_on)),
        )
        for row in rows
    ]  # fmt: skip


def _left(last: date, today: date, on: str) -> Clock:
    """Days left, the last one counted."""
    left = (last - today).days + 1
    if left < 1:
        return _clock("over", _("ran out"), on)
    return _clock("soon" if left <= NEAR else "ok", ngettext("%(num)s day", "%(num)s days", left), on)


def _clock(kind: str, main: str, at: str) -> Clock:
    return Clock(kind, CLOCK_ICONS[kind], main, at)
