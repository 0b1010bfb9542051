"""When a promise falls due, as a case in JSON asks it: the moments, or the mistakes of the case."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from portal.cli.clock_reading import (
    REASONS,
    YEARS,
    BadCase,
    read_calendar,
    read_hours,
    read_minutes,
    read_moment,
    read_pauses,
    read_percent,
)
from portal.domain.requests.clocks.policy import WARN_PERCENT
from portal.domain.requests.working_time import STANDARD_HOURS, add_minutes
from portal.domain.work import SHANGHAI
from portal.domain.working_days import DAY, BrokenCalendar, WorkingDays, civil_day

KEYS = frozenset({"id", "start", "minutes", "pauses", "intervals", "calendar", "warn_percent"})


def mistakes(errors: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"field": name, "code": code, "reason": REASONS[code]} for name, code in errors.items()]


def answered(case: Any, days: WorkingDays) -> dict[str, Any]:
    """The due moment of a case and that of its warning, or its mistakes under `errors`; `days` is the calendar where
    the case names none of its own."""
    about = {"id": case["id"]} if isinstance(case, dict) and "id" in case else {}
    try:
        return {**about, **_due(case, days)}
    except BadCase as bad:
        return {**about, "errors": mistakes(bad.errors)}


def _due(case: Any, days: WorkingDays) -> dict[str, Any]:
    if not isinstance(case, dict):
        raise BadCase({"case": "not_a_case"})
    errors = {str(name): "unknown_field" for name in case if name not in KEYS}
    readers = {
        "start": (read_moment, None), "minutes": (read_minutes, None), "pauses": (read_pauses, ()),
        "intervals": (read_hours, STANDARD_HOURS), "calendar": (read_calendar, {}),
        "warn_percent": (read_percent, WARN_PERCENT),
    }  # fmt: skip
    read: dict[str, Any] = {}
    for name, (reader, usual) in readers.items():
        given = case.get(name)
        try:
            read[name] = usual if given is None and usual is not None else reader(given)
        except BadCase as bad:
            errors[name] = bad.errors[""]
    if errors:
        raise BadCase(errors)
    return _reckoned(read, _over(read["calendar"], days))


def _reckoned(read: dict[str, Any], days: WorkingDays) -> dict[str, Any]:
    warned = -(-read["minutes"] * read["warn_percent"] // 100)
    try:
        due, warning = (
            add_minutes(read["start"], minutes, days, read["intervals"], read["pauses"])
            for minutes in (read["minutes"], warned)
        )
    except BrokenCalendar:
        raise BadCase({"calendar": "no_working_day"}) from None
    except OverflowError:
        raise BadCase({"minutes": "out_of_range"}) from None
    if civil_day(due).year not in YEARS:
        raise BadCase({"minutes": "out_of_range"})
    return {"due": _said(due), "warning": _said(warning), "provisional": _is_provisional(read["start"], due, days)}


def _is_provisional(start: datetime, due: datetime, days: WorkingDays) -> bool:
    """Whether a day on the way belongs to a year whose official notice is not out."""
    first, last = civil_day(start), civil_day(due)
    return any(days.is_provisional(first + DAY * n) for n in range((last - first).days + 1))


def _over(named: dict[date, bool], days: WorkingDays) -> WorkingDays:
    """The calendar with the days a case names laid over it."""
    if not named:
        return days
    return WorkingDays(_Laid(named, days.known), days.statutory, days.provisional_years)


class _Laid(Mapping[date, bool]):
    def __init__(self, upper: Mapping[date, bool], lower: Mapping[date, bool]) -> None:
        self._upper, self._lower = upper, lower

    def __getitem__(self, day: date) -> bool:
        return self._upper[day] if day in self._upper else self._lower[day]

    def __iter__(self) -> Iterator[date]:
        return iter({**self._lower, **self._upper})

    def __len__(self) -> int:
        return len({**self._lower, **self._upper})


def _said(moment: datetime) -> str:
    return moment.astimezone(SHANGHAI).isoformat()
