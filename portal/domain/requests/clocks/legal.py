"""Legal clocks: calendar days that run on through holidays, for what the law sets and no policy can move.

Source: 药品不良反应报告和监测管理办法 (2011) Art. 21, 22: new or serious within 15 days of learning, death at once,
others within 30 days; the holder investigates a death within 15 days.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from portal.domain.requests.catalogue.codes import RequestCategory
from portal.domain.working_days import DAY, WorkingDays, civil_day

REPORT_WITHIN = {"fatal": 0, "serious": 15, "new": 15, "ordinary": 30}
"""Calendar days by severity; 0 is at once."""
INVESTIGATE_WITHIN = 15
TO_THE_HOLDER = timedelta(hours=24)
"""Our own target for passing a report on to the holder's PV mailbox, running hours."""


@dataclass(frozen=True)
class LegalClock:
    """`learned_on` is day 0. `latest` is never rolled; `advised` is the last working day up to it. `at_once` says that
    the law gives no day at all. `investigate_by`: the holder's inquiry into a death. `pass_on_by` is a UTC moment."""

    learned_on: date
    within_days: int
    latest: date
    advised: date
    pass_on_by: datetime
    investigate_by: date | None = None
    is_provisional: bool = False

    @property
    def at_once(self) -> bool:
        return self.within_days == 0

    def days_left(self, today: date) -> int:
        """Calendar days to `latest`; negative when it has passed."""
        return (self.latest - today).days


def legal_clock(category: str, facts: Mapping[str, Any], learned_at: datetime, days: WorkingDays) -> LegalClock | None:
    """The legal clock of a request of which we learned at `learned_at` (aware; civil day of Asia/Shanghai), None where
    the law sets none. A severity that is not known counts as serious: the earlier day is the safe one."""
    if category != RequestCategory.ADR_REPORT:
        return None
    severity, learned = facts.get("severity"), civil_day(learned_at)
    if facts.get("outcome") == "died":
        severity = "fatal"
    within = REPORT_WITHIN.get(str(severity), REPORT_WITHIN["serious"])
    latest = learned + within * DAY
    return LegalClock(
        learned, within, latest, _advised(learned, latest, days), learned_at + TO_THE_HOLDER,
        learned + INVESTIGATE_WITHIN * DAY if within == 0 else None, days.is_provisional(latest),
    )  # fmt: skip


def _advised(learned: date, latest: date, days: WorkingDays) -> date:
    """The last working day up to `latest`, but not before we knew."""
    return max(next(days.going(latest, -DAY)), learned)
