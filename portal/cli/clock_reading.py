"""Reading the parts of a case of the clock: each raises BadCase with one code of REASONS under ""."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from portal.domain.requests.clocks.policy import MOST_MINUTES
from portal.domain.requests.working_time import BusinessHours, Span
from portal.domain.work import SHANGHAI

YEARS = range(2004, 2100)
MOST = 1000
"""Pauses and days of the calendar that one case may name."""
REASONS = {
    "not_a_case": "a case is an object with `start` and `minutes`",
    "unknown_field": "there is no such key",
    "required": "this is missing",
    "not_a_moment": "not a moment such as 2026-11-23T11:00 or 2026-11-23T03:00+00:00, from 2004 to 2099",
    "not_minutes": f"not a whole number from 0 to {MOST_MINUTES}",
    "not_percent": "not a whole number from 1 to 100",
    "not_pauses": "not a list of [from, to], each a moment",
    "ends_first": "a pause ends before it begins",
    "not_intervals": "not a list of [from, to] such as [\"09:00\", \"12:00\"], ascending, that do not touch",
    "not_a_calendar": "not an object of days such as {\"2027-02-14\": true}, true where it is worked",
    "too_many": f"more than {MOST}",
    "no_working_day": "the calendar has no working day for 60 days",
    "out_of_range": "it falls due outside the years 2004 to 2099",
    "not_json": "from here on the file is no JSON",
}  # fmt: skip
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


class BadCase(ValueError):
    """Field to code of REASONS."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(str(errors))
        self.errors = dict(errors)


def read_moment(raw: Any) -> datetime:
    if raw is None:
        raise BadCase({"": "required"})
    try:
        moment = datetime.fromisoformat(raw)
    except (TypeError, ValueError):
        raise BadCase({"": "not_a_moment"}) from None
    if moment.year not in YEARS or len(raw) < 16:
        raise BadCase({"": "not_a_moment"})
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def read_minutes(raw: Any) -> int:
    if raw is None:
        raise BadCase({"": "required"})
    return _whole(raw, 0, MOST_MINUTES, "not_minutes")


def read_percent(raw: Any) -> int:
    return _whole(raw, 1, 100, "not_percent")


def _whole(raw: Any, least: int, most: int, code: str) -> int:
    if type(raw) is not int or not least <= raw <= most:
        raise BadCase({"": code})
    return raw


def _pairs(raw: Any, code: str) -> list[tuple[Any, Any]]:
    if not isinstance(raw, list) or not all(isinstance(one, list) and len(one) == 2 for one in raw):
        raise BadCase({"": code})
    if len(raw) > MOST:
        raise BadCase({"": "too_many"})
    return [(one[0], one[1]) for one in raw]


def read_pauses(raw: Any) -> tuple[Span, ...]:
    try:
        found = tuple((read_moment(begins), read_moment(ends)) for begins, ends in _pairs(raw, "not_pauses"))
    except BadCase as bad:
        raise BadCase({"": "too_many" if "too_many" in bad.errors.values() else "not_pauses"}) from None
    if any(ends < begins for begins, ends in found):
        raise BadCase({"": "ends_first"})
    return found


def read_hours(raw: Any) -> BusinessHours:
    try:
        return BusinessHours(tuple((_clock(opens), _clock(closes)) for opens, closes in _pairs(raw, "not_intervals")))
    except ValueError as bad:
        raise BadCase({"": "too_many" if "too_many" in str(bad) else "not_intervals"}) from None


def _clock(raw: Any) -> time:
    if not isinstance(raw, str) or not _CLOCK.fullmatch(raw):
        raise ValueError("no time of day")
    return time.fromisoformat(raw)


def read_calendar(raw: Any) -> dict[date, bool]:
    if not isinstance(raw, dict) or not all(type(worked) is bool for worked in raw.values()):
        raise BadCase({"": "not_a_calendar"})
    if len(raw) > MOST:
        raise BadCase({"": "too_many"})
    try:
        return {date.fromisoformat(day): worked for day, worked in raw.items()}
    except ValueError:
        raise BadCase({"": "not_a_calendar"}) from None
