"""On which days a window is brought to mind, and which of them are due: each once, none after its last day."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from portal.domain.contracts.radar import Window, WindowKind

BEFORE_NOTICE = (90, 60, 30, 7)
"""Calendar days before the last day of a notice."""
BEFORE_END = (180, 90, 75, 60, 30, 7)
"""Calendar days before the end of a term (domain 4)."""
LAST_WORKING_DAY, LAST_DAY = "last_working_day", "last_day"


def thresholds(window: Window) -> Iterator[tuple[str, date]]:
    """Name and civil day of every reminder of a window. A last day that is worked is its own last working day."""
    is_end = window.kind is WindowKind.END
    for before in BEFORE_END if is_end else BEFORE_NOTICE:
        yield str(before), window.arrives_by - timedelta(days=before)
    if not is_end:
        if window.remind_on < window.arrives_by:
            yield LAST_WORKING_DAY, window.remind_on
        yield LAST_DAY, window.arrives_by


def due(window: Window, today: date, told: Iterable[str] = ()) -> list[str]:
    """Names of the reminders whose day has come by civil day `today` and that were not `told`; none once the window is
    over or settled. Several after a downtime: they are told together."""
    if window.is_settled or window.arrives_by < today:
        return []
    known = frozenset(told)
    return [name for name, day in thresholds(window) if day <= today and name not in known]
