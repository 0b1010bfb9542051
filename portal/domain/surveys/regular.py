"""Asking every active agent twice a year whether they would recommend us (domain 6).

The worker plans it a week ahead and tells staff, who hold it back where it would come at the wrong time.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from portal.domain.accounts.kinds import AccountKind, AccountStatus
from portal.domain.requests.repository import RequestRepository
from portal.domain.surveys.kinds import OPEN_FOR, Segment, SurveyKind
from portal.domain.surveys.models import SurveyWave
from portal.domain.surveys.repository import next_wave_number
from portal.domain.work import SHANGHAI, Work
from portal.domain.working_days import WorkingDays

NOTICE = timedelta(days=7)
"""So long before it is asked staff hear of it, and can hold it back."""
LATE = timedelta(days=14)
"""A day that no worker saw is made up for within this time."""
AT = time(10, 0)
"""Hour (Asia/Shanghai) of a working day at which asking begins."""
AGENTS = Segment(kinds=(AccountKind.DISTRIBUTOR, AccountKind.INDIVIDUAL), statuses=(AccountStatus.ACTIVE,))
MonthDay = tuple[int, int]


def next_day(days: Sequence[MonthDay], today: date) -> date | None:
    """The next civil day (Asia/Shanghai), today included, of these days of the year; None without any."""
    return min((day for day in _days_around(days, today) if day >= today), default=None)


def plan_regular(work: Work, days: Sequence[MonthDay], title: str) -> int:
    """Plan the wave of each day of the year that is near and has none yet; returns how many."""
    near = [day for day in _days_around(days, work.today) if day - NOTICE <= work.today <= day + LATE]
    planned = set(work.session.scalars(select(SurveyWave.regular_on).where(SurveyWave.regular_on.in_(near))))
    for day in (one for one in near if one not in planned):
        opened_at = _opens(max(day, work.today + NOTICE), RequestRepository(work).working_days)
        wave = SurveyWave(
            number=next_wave_number(work), kind=SurveyKind.NPS, title=f"{title} {day:%Y-%m}", segment=AGENTS.facts,
            opened_at=opened_at, closes_at=opened_at + OPEN_FOR, regular_on=day,
        )  # fmt: skip
        work.session.add(wave)
        wave.record("survey.planned", by=work.actor, at=work.now, survey=wave.kind, opens_at=opened_at.isoformat())
    return len(set(near) - planned)


def _days_around(days: Sequence[MonthDay], today: date) -> list[date]:
    return [date(today.year + more, month, day) for more in (-1, 0, 1) for month, day in days]


def _opens(day: date, days: WorkingDays) -> datetime:
    return datetime.combine(next(days.going(day)), AT, SHANGHAI)
