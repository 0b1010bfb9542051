"""Calendar months, each named by its first civil day (Asia/Shanghai)."""

from datetime import date, timedelta

YEAR = 12


def month_of(day: date) -> date:
    return day.replace(day=1)


def months_on(month: date, count: int) -> date:
    """The month `count` months later, or earlier if negative."""
    number = month.year * YEAR + month.month - 1 + count
    return date(number // YEAR, number % YEAR + 1, 1)


def last_day(month: date) -> date:
    """The last civil day of the month."""
    return months_on(month, 1) - timedelta(days=1)


def last_ended(today: date) -> date:
    """The last month that is over on `today`."""
    return months_on(month_of(today), -1)


def months_from(first: date, last: date) -> list[date]:
    """Both included; empty where `last` comes first."""
    count = (last.year - first.year) * YEAR + last.month - first.month + 1
    return [months_on(first, place) for place in range(count)]


def twelve_to(month: date) -> list[date]:
    """The twelve months up to and with `month`."""
    return months_from(months_on(month, 1 - YEAR), month)


def quarter_of(month: date) -> str:
    """2026Q1, as it is written beside figures of a quarter."""
    return f"{month.year}Q{(month.month + 2) // 3}"
