"""The end of an approval, and when its renewal has to be asked for."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

RENEWAL_MONTHS = 6
"""The renewal is asked for six months before the certificate ends (domain 2.4, 药品注册管理办法 2020)."""
NOTED_BEFORE_MONTHS = 12
"""So long before the end the window is shown."""


@dataclass(frozen=True)
class Renewal:
    """Civil days: ask `ask_by`, the approval is good through `until`."""

    ask_by: date
    until: date

    def state_on(self, today: date) -> str:
        """`expired`, `late` (the day for asking has passed), `due` (within six months before it) or `far`."""
        if today > self.until:
            return "expired"
        if today > self.ask_by:
            return "late"
        return "due" if today >= months_before(self.until, NOTED_BEFORE_MONTHS) else "far"


def renewal_of(approval_until: date | None) -> Renewal | None:
    """None for an approval without an end."""
    return None if approval_until is None else Renewal(months_before(approval_until, RENEWAL_MONTHS), approval_until)


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or its last where the month is shorter; the last of a month stays the last."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    last = monthrange(year, month + 1)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if is_last else min(day.day, last))
