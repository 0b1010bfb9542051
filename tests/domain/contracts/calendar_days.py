"""The calendar the rules are tested on: official for 2025 and 2026, provisional after that."""

from datetime import datetime

from portal.cli.calendar_seed import calendar_rows
from portal.domain.work import SHANGHAI
from portal.domain.working_days import WorkingDays

ROWS = list(calendar_rows(range(2025, 2030)))
DAYS = WorkingDays({row.date: row.is_workday for row in ROWS}, provisional_years=frozenset({2027, 2028, 2029}))


def moment(text: str) -> datetime:
    """A moment in Asia/Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
