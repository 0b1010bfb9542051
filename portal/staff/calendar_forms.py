"""The forms of the working calendar: one day by hand, or the file of an official notice."""

import io
from datetime import date
from typing import cast

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import MultipleFileField
from wtforms.validators import StopValidation

from portal.domain.requests.calendar import CalendarDay
from portal.domain.requests.clocks.calendar_changes import DayFacts
from portal.domain.requests.clocks.notice_file import NAME_LENGTH, BadLine, read_calendar
from portal.storage.keeping import Storage
from portal.web.calendar_words import HOLIDAYS, words_for_line
from portal.web.current import received_files
from portal.web.fact_fields import DayField, choices_in
from portal.web.forms import ChoiceField, Form, LineField, Text
from portal.web.sent_file import SendFile

BY_HAND = "hand"
LARGEST = 200_000
"""Bytes of a file with the days of a year."""
KINDS = choices_in({"1": _l("Worked"), "0": _l("Off")})


class OneDay(Form):
    """A single day, worked or off."""

    day = DayField(_l("Day"), render_kw={"required": True})
    is_workday = ChoiceField(_l("This day is"), choices=KINDS, default="0")
    name = LineField(_l("Holiday or occasion"), [Text(0, NAME_LENGTH)])

    def validate_day(self, field: DayField) -> None:
        if field.data is None:
            raise StopValidation(_l("Please fill this in."))

    @classmethod
    def of(cls, row: CalendarDay | None, day: date | None) -> "OneDay":
        if row is None:
            return cls.blank(day=day)
        return cls.blank(day=row.day, is_workday=str(int(row.is_workday)), name=str(HOLIDAYS.get(row.name, row.name)))

    def facts(self) -> DayFacts:
        """A holiday that is called by its known name is kept by its code, so that both languages can say it."""
        codes = {str(word): code for code, word in HOLIDAYS.items()}
        name = (self.name.data or "").strip()
        return DayFacts(cast(date, self.day.data), self.is_workday.data == "1", codes.get(name, name), BY_HAND)


class NoticeFile(SendFile):
    """A CSV file with the days of an official notice."""

    files = MultipleFileField(_l("CSV file"), render_kw={"accept": ".csv", "required": True})
    days: list[DayFacts]

    def mistake(self) -> str | None:
        files = received_files()
        if len(files) != 1 or not files[0].name.lower().endswith(".csv") or files[0].size > LARGEST:
            return _("Choose one CSV file of at most 200 KB.")
        try:
            self.days = list(read_calendar(io.StringIO(_text(files[0].sha256), newline="")))
        except UnicodeDecodeError:
            return _("Save the file as CSV UTF-8 and send it again.")
        except BadLine as mistake:
            return words_for_line(mistake)
        return None


def _text(sha256: str) -> str:
    """The file's text; what a Chinese Excel saves as plain CSV is GB 18030."""
    with cast(Storage, current_app.extensions["storage"]).open(sha256) as source:
        raw = source.read()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030")
