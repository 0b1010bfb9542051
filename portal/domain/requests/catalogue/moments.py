"""Readers of civil days and of moments."""

import re
from datetime import UTC, date, datetime, time

from portal.domain.requests.catalogue.fields import BadValue, FieldSpec
from portal.domain.work import SHANGHAI

YEARS = range(2000, 2101)
_DAY = r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?"
_DATE = re.compile(_DAY)
_MOMENT = re.compile(_DAY + r"[T ]{1,2}([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?")


def read_date(_spec: FieldSpec, texts: list[str]) -> date:
    """A civil day as people write it: 2026-11-24, 2026/11/24, 2026年11月24日."""
    return _civil_day(_DATE.fullmatch(texts[0]), "not_a_date")


def read_moment(_spec: FieldSpec, texts: list[str]) -> datetime:
    """A moment of the clock in Asia/Shanghai, as UTC."""
    match = _MOMENT.fullmatch(texts[0])
    day = _civil_day(match, "not_a_time")
    assert match is not None  # _civil_day refused it otherwise
    try:
        clock = time(int(match[4]), int(match[5]))
    except ValueError:
        raise BadValue("not_a_time") from None
    return datetime.combine(day, clock, SHANGHAI).astimezone(UTC)


def _civil_day(match: re.Match[str] | None, code: str) -> date:
    if match is None:
        raise BadValue(code)
    if int(match[1]) not in YEARS:
        raise BadValue("year_out_of_range")
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise BadValue(code) from None
