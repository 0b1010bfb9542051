"""Bringing promises to their owner's mind: on the last working day before, and on the day itself, each once."""

from datetime import date

from sqlalchemy import and_, or_, select

from portal.domain.promises.models import Pledge
from portal.domain.promises.open import IS_STILL_OPEN
from portal.domain.work import Work
from portal.domain.working_days import WorkingDays, add_working_days

BEFORE, DAY = "before", "day"


def threshold_on(today: date, due_on: date, days: WorkingDays) -> tuple[str, date] | None:
    """The newest reminder whose civil day has come by `today`, and that day; None while it is too early.

    After a downtime the earlier one is passed over: nobody is told the same twice. What is still open after its day is
    told late rather than never.
    """
    if due_on <= today:
        return DAY, due_on
    before = add_working_days(due_on, -1, days)
    return (BEFORE, before) if before <= today else None


def remind_of_promises(work: Work, days: WorkingDays, most: int = 100) -> int:
    """Remind of up to `most` open promises; returns how many were looked at.

    The row notes what was told in the transaction that tells it, so a worker that is killed or late tells it
    once. Of a date that was set on the very day of the reminder, or after it, nobody needs to be reminded.
    """
    next_day = add_working_days(work.today, 1, days)
    due = or_(
        and_(Pledge.due_on <= next_day, Pledge.reminded == ""),
        and_(Pledge.due_on <= work.today, Pledge.reminded != DAY),
    )
    query = select(Pledge).where(*IS_STILL_OPEN, due).order_by(Pledge.due_on, Pledge.id).limit(most)
    found = work.session.scalars(query.with_for_update(of=Pledge, key_share=True, skip_locked=True)).all()
    for pledge in found:
        _remind(pledge, work, days)
    return len(found)


def _remind(pledge: Pledge, work: Work, days: WorkingDays) -> None:
    found = threshold_on(work.today, pledge.due_on, days)
    if found is None:
        return
    threshold, day = found
    if pledge.dated_on < day:
        pledge.remind(threshold, by=work.actor, at=work.now)
    else:
        pledge.reminded = threshold
