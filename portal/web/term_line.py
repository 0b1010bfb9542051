"""The term of an agreement as a line: start, today, the last day to ask, end; geometry for a small drawing."""

from dataclasses import dataclass
from datetime import date

from portal.domain.contracts.models import Contract
from portal.domain.contracts.term import NoticeDay

LEFT, RIGHT = 6, 954
ROOM_FOR_WORDS = 120
"""Units that the words at either end of the line need."""


@dataclass(frozen=True)
class TermLine:
    """Places on a line of 960 units; `notice` is None when there is none to come."""

    now: int
    now_anchor: str
    notice: int | None

    @property
    def notice_text(self) -> int:
        """Where the words below the notice mark end, so that they do not run into those of the end."""
        return min(self.notice or 0, RIGHT - ROOM_FOR_WORDS)

    @property
    def notice_has_room(self) -> bool:
        return (self.notice or 0) > LEFT + 3 * ROOM_FOR_WORDS


def term_line(contract: Contract, notice: NoticeDay | None, today: date) -> TermLine:
    now = _place(contract, today)
    anchor = "start" if now < 2 * ROOM_FOR_WORDS else "end" if now > RIGHT - ROOM_FOR_WORDS else "middle"
    return TermLine(now, anchor, _place(contract, notice.day) if notice else None)


def _place(contract: Contract, day: date) -> int:
    span = max(1, (contract.ends_on - contract.starts_on).days)
    share = min(1.0, max(0.0, (day - contract.starts_on).days / span))
    return round(LEFT + share * (RIGHT - LEFT))
