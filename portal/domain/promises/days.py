"""For which civil days something may be promised."""

from datetime import date, timedelta

from portal.domain.base import Refused

FURTHEST = timedelta(days=731)
"""How far ahead a promise may lie: beyond two years it is a slip of the pen, and nobody would ever be reminded."""


def day_fault(due_on: date, today: date) -> str | None:
    """The code of what is wrong with promising something for civil day `due_on`, or None; today is still in time."""
    if due_on < today:
        return "pledge.day_passed"
    return "pledge.too_far" if due_on > today + FURTHEST else None


def check_day(due_on: date, today: date) -> None:
    """Refused as `day_fault` says."""
    fault = day_fault(due_on, today)
    if fault is not None:
        raise Refused(fault, day=due_on)
