"""Where a promise stands on a day, for which days one may be given, and when it is brought to mind."""

from datetime import date, timedelta

import pytest

from portal.domain.promises.days import day_fault
from portal.domain.promises.reminding import threshold_on
from portal.domain.promises.state import PledgeState as S
from portal.domain.promises.state import state_on
from portal.domain.working_days import WorkingDays

pytestmark = pytest.mark.engineless

DUE = date(2026, 11, 24)
BEFORE, AFTER = DUE - timedelta(days=1), DUE + timedelta(days=1)


@pytest.mark.parametrize(
    "today, kept_on, missed_on, is_called_off, state",
    [
        (BEFORE, None, None, False, S.RUNNING),
        (DUE, None, None, False, S.DUE_TODAY),
        (AFTER, None, None, False, S.OVERDUE),
        (DUE + timedelta(days=900), None, None, False, S.OVERDUE),
        (BEFORE, BEFORE, None, False, S.KEPT),
        (AFTER, DUE, None, False, S.KEPT),
        (AFTER, AFTER, None, False, S.KEPT_LATE),
        # a date that had passed when it was moved stays missed, whatever was agreed after it
        (BEFORE, None, date(2026, 11, 10), False, S.RUNNING),
        (AFTER, None, date(2026, 11, 10), False, S.OVERDUE),
        (AFTER, BEFORE, date(2026, 11, 10), False, S.KEPT_LATE),
        (BEFORE, None, None, True, S.CALLED_OFF),
        (AFTER, None, date(2026, 11, 10), True, S.CALLED_OFF),
    ],
)
def test_states_by_day(
    today: date, kept_on: date | None, missed_on: date | None, is_called_off: bool, state: S
) -> None:
    assert state_on(today, DUE, kept_on=kept_on, missed_on=missed_on, is_called_off=is_called_off) is state


@pytest.mark.parametrize(
    "day, fault",
    [
        (BEFORE, None),
        (BEFORE - timedelta(days=1), "pledge.day_passed"),
        (BEFORE + timedelta(days=731), None),
        (BEFORE + timedelta(days=732), "pledge.too_far"),
    ],
)
def test_days_that_can_be_promised(day: date, fault: str | None) -> None:
    assert day_fault(day, BEFORE) == fault


WEEK_OF_HOLIDAYS = WorkingDays({date(2026, 10, day): False for day in range(1, 8)} | {date(2026, 10, 10): True})
"""National Day 2026, and the Saturday that makes up for it."""


@pytest.mark.parametrize(
    "today, due_on, told",
    [
        ("2026-09-29", "2026-10-08", None),
        ("2026-09-30", "2026-10-08", ("before", "2026-09-30")),
        ("2026-10-05", "2026-10-08", ("before", "2026-09-30")),
        ("2026-10-08", "2026-10-08", ("day", "2026-10-08")),
        ("2026-10-20", "2026-10-08", ("day", "2026-10-08")),
        ("2026-10-09", "2026-10-12", None),
        ("2026-10-10", "2026-10-12", ("before", "2026-10-10")),
        ("2026-11-20", "2026-11-22", ("before", "2026-11-20")),
        ("2026-11-22", "2026-11-22", ("day", "2026-11-22")),
    ],
)
def test_the_reminder_whose_day_has_come(today: str, due_on: str, told: tuple[str, str] | None) -> None:
    day = date.fromisoformat
    expected = told and (told[0], day(told[1]))
    assert threshold_on(day(today), day(due_on), WEEK_OF_HOLIDAYS) == expected
