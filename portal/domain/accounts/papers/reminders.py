"""On which days the end of a paper is brought to mind: 90, 60, 30, 7 and 0 days before, then every week (domain 2.5).

A paper keeps the next such day. Whoever tells takes every day that has come since in one go and notes the one after:
each is told once, however long nobody looked.
"""

from datetime import date, timedelta

BEFORE = (90, 60, 30, 7, 0)
"""Calendar days before the last day."""
EVERY = 7
"""Calendar days between reminders of a paper that has run out."""


def first_reminder(expires_on: date | None) -> date | None:
    """The earliest day; None for a long-term paper."""
    return None if expires_on is None else expires_on - timedelta(days=BEFORE[0])


def next_after(expires_on: date, day: date) -> date:
    """The first day of a reminder after civil day `day`."""
    for before in BEFORE:
        if expires_on - timedelta(days=before) > day:
            return expires_on - timedelta(days=before)
    weeks = (day - expires_on).days // EVERY + 1
    return expires_on + timedelta(days=weeks * EVERY)


def due(expires_on: date, remind_on: date, today: date) -> list[int]:
    """Days before the end (negative: after it) of the reminders from `remind_on` on whose day has come by `today`."""
    told, day = list[int](), remind_on
    while day <= today:
        told.append((expires_on - day).days)
        day = next_after(expires_on, day)
    return told
