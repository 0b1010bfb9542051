"""Civil days and months of generated rows."""

from datetime import UTC, date, datetime, timedelta


def morning(day: date) -> datetime:
    """Ten o'clock in Asia/Shanghai, as UTC."""
    return datetime(day.year, day.month, day.day, 2, tzinfo=UTC)


def month_later(first: date, months: int) -> date:
    """The first of the month so many months after `first`, a first of a month."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def day_before(day: date) -> date:
    return day - timedelta(days=1)
