"""Words of the working calendar: holidays, sources, mistakes of a file."""

from flask_babel import lazy_gettext as _l

from portal.domain.requests.clocks.notice_file import BadLine

HOLIDAYS = {
    "new_year": _l("New Year"),
    "spring_festival": _l("Spring Festival"),
    "qingming": _l("Qingming"),
    "labour_day": _l("Labour Day"),
    "dragon_boat": _l("Dragon Boat Festival"),
    "mid_autumn": _l("Mid-Autumn Festival"),
    "national_day": _l("National Day"),
    "victory_day": _l("Victory Day"),
}
SOURCES = {
    "chinesecalendar": _l("Official notice, delivered with the portal"),
    "statutory": _l("Weekends and statutory holidays"),
    "file": _l("Imported file"),
    "hand": _l("Entered by hand"),
}
MISTAKES = {
    "columns": _l("The first line must name the columns date and is_workday (日期, 是否上班)."),
    "not_worked": _l("Line %(line)s: is_workday is 1 (worked) or 0 (off), not “%(value)s”."),
    "not_a_date": _l("Line %(line)s: “%(value)s” is no date such as 2027-02-08."),
    "twice": _l("Line %(line)s: %(value)s stands there twice."),
    "too_many": _l("These are more than 2000 days. Send a year at a time."),
    "unreadable": _l("Line %(line)s cannot be read as CSV."),
    "empty": _l("There is no day in this file."),
}


def words_for_line(mistake: BadLine) -> str:
    return str(MISTAKES[mistake.code]) % mistake.facts
