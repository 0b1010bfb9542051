"""Reckoning open promises anew after the calendar was changed; legal clocks hang on no working day and stay."""

from datetime import datetime, time

from sqlalchemy import or_, select

from portal.domain.requests.calendar import working_days_in
from portal.domain.requests.clocks.calendar_rows import CalendarChange
from portal.domain.requests.clocks.keeping import AHEAD, reckon, spans_of
from portal.domain.requests.clocks.policies import policy_of
from portal.domain.requests.clocks.rows import ClockPause
from portal.domain.requests.desk_card import DeskCard
from portal.domain.requests.models import ServiceRequest
from portal.domain.work import SHANGHAI, Work
from portal.domain.working_days import WorkingDays, civil_day

MOVED = "request.clock_moved"


def reckon_open(work: Work, most: int, change: CalendarChange | None = None) -> int:
    """Look at up to `most` open requests that a change touches, the earliest undone change unless one is given;
    returns how many were looked at. What was looked at is not looked at again, whoever was killed in between."""
    change = change or _pending(work)
    if change is None:
        return 0
    found = _touched(work, change, most)
    if found:
        days = working_days_in(work, min(civil_day(one.posted_at) for one in found), work.today + AHEAD)
        pauses = _pauses(work, found)
        change.moved += sum(_moved(work, asking, days, pauses[asking.id]) for asking in found)
    if len(found) < most:
        change.done_at = work.now
    else:
        change.seen_id = found[-1].id
    return len(found)


def _pending(work: Work) -> CalendarChange | None:
    query = select(CalendarChange).where(CalendarChange.taken_at.is_not(None), CalendarChange.done_at.is_(None))
    return work.session.scalar(query.order_by(CalendarChange.id).limit(1))


def _touched(work: Work, change: CalendarChange, most: int) -> list[ServiceRequest]:
    """Requests with a promise that falls due on or after the first day of the change, in the order of their ids."""
    begins = datetime.combine(change.first_day, time(), SHANGHAI) if change.first_day else work.now
    query = (
        select(ServiceRequest)
        .join(DeskCard, DeskCard.request_id == ServiceRequest.id)
        .where(
            DeskCard.is_open, DeskCard.request_id > change.seen_id,
            or_(ServiceRequest.resolve_due_at >= begins, ServiceRequest.next_due_at >= begins),
        )
        .order_by(DeskCard.request_id)
        .limit(most)
    )  # fmt: skip
    return list(work.session.scalars(query.with_for_update(of=ServiceRequest)))


def _pauses(work: Work, asked: list[ServiceRequest]) -> dict[int, list[ClockPause]]:
    """The pauses of each of them, in one statement."""
    found: dict[int, list[ClockPause]] = {one.id: [] for one in asked}
    query = select(ClockPause).where(ClockPause.request_id.in_(found)).order_by(ClockPause.id)
    for pause in work.session.scalars(query):
        found[pause.request_id].append(pause)
    return found


def _moved(work: Work, asking: ServiceRequest, days: WorkingDays, pauses: list[ClockPause]) -> bool:
    before = asking.answer_due_at, asking.resolve_due_at, asking.next_due_at
    due_at = asking.due_at
    reckon(asking, policy_of(work, asking.policy_no), days, spans_of(pauses))
    if before == (asking.answer_due_at, asking.resolve_due_at, asking.next_due_at):
        return False
    facts = {"before": due_at.isoformat(), "after": asking.due_at.isoformat()}
    asking.settle(MOVED, by=work.actor, at=work.now, **facts)
    return True
