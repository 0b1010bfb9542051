"""Civil days and months of generated rows."""

from datetime import UTC, date, datetime, timedelta


def morning(day: date) -> datetime:
    """Ten o'clock in Asia/Shanghai, as UTC."""
    return datetime(day.year, day.month, day.day, 2, tzinfo=UTC)


def day_before(day: date) -> date:
    return day - timedelta(days=1)
