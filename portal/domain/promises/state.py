"""Where a promise stands: reckoned from its days, never typed in."""

from datetime import date
from enum import StrEnum


class PledgeState(StrEnum):
    RUNNING = "running"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    KEPT = "kept"
    KEPT_LATE = "kept_late"
    CALLED_OFF = "called_off"


def state_on(
    today: date, due_on: date, *, kept_on: date | None = None, missed_on: date | None = None,
    is_called_off: bool = False,
) -> PledgeState:  # fmt: skip
    """The state on civil day `today` (Asia/Shanghai) of a promise for the end of `due_on`.

    `kept_on`: the civil day it was kept; `missed_on`: an earlier due day that had passed when the date was moved. What
    was broken once stays late, whatever date was agreed after it.
    """
    if is_called_off:
        return PledgeState.CALLED_OFF
    if kept_on is not None:
        return PledgeState.KEPT if kept_on <= due_on and missed_on is None else PledgeState.KEPT_LATE
    if today < due_on:
        return PledgeState.RUNNING
    return PledgeState.DUE_TODAY if today == due_on else PledgeState.OVERDUE
