"""What the ledger of promises can be narrowed to, and in which order it is read."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, not_, or_, select

from portal.domain.people.models import Login, Staff
from portal.domain.promises.days import FURTHEST
from portal.domain.promises.models import Pledge
from portal.domain.promises.open import IS_STILL_OPEN
from portal.domain.promises.record import IN_TIME, fell_due, is_overdue

SHOWS = ("open", "overdue", "today", "coming", "done", "in_time", "late")
"""in_time and late are the figures of the record: kept, and due within its period."""
BACKWARDS = frozenset({"done", "in_time", "late"})
"""Shown from the newest day on; the others from the day that comes first."""


@dataclass(frozen=True)
class LedgerFilter:
    """`owner_id` None is everybody; `is_orphaned` narrows to what is with people who left."""

    show: str = "open"
    owner_id: int | None = None
    is_orphaned: bool = False

    def conditions(self, today: date) -> tuple[ColumnElement[bool], ...]:
        """Conditions on civil day `today` (Asia/Shanghai)."""
        ahead = Pledge.due_on <= today + FURTHEST  # true of all; by it the index is entered, and not read whole
        found: dict[str, tuple[Any, ...]] = {
            "open": (*IS_STILL_OPEN, ahead),
            "overdue": is_overdue(today),
            "today": (*IS_STILL_OPEN, Pledge.due_on == today),
            "coming": (*IS_STILL_OPEN, Pledge.due_on > today),
            "done": (or_(Pledge.kept_at.is_not(None), Pledge.called_off_at.is_not(None)), ahead),
            "in_time": (*fell_due(today), IN_TIME),
            "late": (*fell_due(today), not_(IN_TIME)),
        }
        whose = () if self.owner_id is None else (Pledge.owner_id == self.owner_id,)
        return (*found[self.show], *whose, *((Pledge.owner_id.in_(GONE),) if self.is_orphaned else ()))


GONE = select(Staff.id).join(Login, Login.id == Staff.login_id).where(Login.deactivated_at.is_not(None))
"""Posts whose holder's sign-in is closed."""
