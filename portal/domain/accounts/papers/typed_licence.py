"""The licence's last day as somebody typed it: moving it past today lifts what it stopped, which is never silent."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

_SHANGHAI = ZoneInfo("Asia/Shanghai")


def is_lifted(before: date | None, after: date | None, at: datetime) -> bool:
    """Whether the day had passed on the civil day of `at` in Shanghai and the new one has not; None never passes.

    Where a licence was checked, its paper decides and nothing is lifted (gates.last_days); the event is told all the
    same.
    """
    today = at.astimezone(_SHANGHAI).date()
    return before is not None and before < today and (after is None or after >= today)
