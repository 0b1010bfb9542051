"""Taking what is told together: a person's mail of the day, and text messages that come in heaps."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from portal.db.transaction import transaction
from portal.domain.scope import GuardedSession
from portal.domain.work import SHANGHAI
from portal.notify.groups import is_urgent
from portal.notify.hours import next_at
from portal.notify.leases import BATCH, EVERYBODY, fold, is_due, lease
from portal.notify.models import EMAIL, IS_SMS, SMS, Message

LOOK = 500
"""Messages that are looked at in one go."""
MOST_IN_DIGEST = 100
MOST_SINGLE_SMS = 3
"""When more wait for one person, one text message says how many."""
MOST_SMS_A_DAY = 10
"""To one number on one civil day; what is more waits for the next morning. Urgent ones go out all the same."""
MORNING = "08:00"
OVER_THE_CAP = "cap: no more today"


def take_digests(worker: str) -> list[int]:
    """Ids of the mails of the day that are due, each with those folded into it, now leased to `worker`."""
    ids: list[int] = []
    for session, now, rows in _due_by_person(Message.channel == EMAIL, Message.in_digest.is_(True)):
        tried, fresh = _parted(rows)
        leads = tried[: BATCH - len(ids)]
        for lot in _lots(fresh, MOST_IN_DIGEST)[: BATCH - len(ids) - len(leads)]:
            leads.append(fold(session, Message, lot))
        lease(session, Message, leads, worker, now)
        ids += leads
    return ids


def take_sms(worker: str) -> list[int]:
    """Ids of due text messages that may go out today, now leased to `worker`; the others wait for the morning."""
    ids: list[int] = []
    for session, now, rows in _due_by_person(Message.channel == SMS):
        urgent = [row for row in rows if is_urgent(row.kind, row.facts.get("priority", ""))]
        leads = [row.id for row in urgent][: BATCH - len(ids)]
        usual = [row for row in rows if row not in urgent]
        free = MOST_SMS_A_DAY - _sent_today(session, rows[0].recipient_id, now) if usual else 0
        if free <= 0:
            for row in usual:
                row.wait_until(next_at(MORNING, now), OVER_THE_CAP)
            session.flush()
        else:
            leads += _usual_sms(session, usual, min(free, BATCH - len(ids) - len(leads)))
        lease(session, Message, leads, worker, now)
        ids += leads
    return ids


def _usual_sms(session: GuardedSession, rows: Sequence[Message], room: int) -> list[int]:
    """At most `room` of them; only what goes out now is folded, so that nothing hangs on one that waits."""
    tried, fresh = _parted(rows)
    leads = tried[:room]
    if room > len(leads):
        heap = len(fresh) > min(MOST_SINGLE_SMS, room - len(leads))
        leads += [fold(session, Message, fresh)] if heap else fresh
    return leads


def _parted(rows: Sequence[Message]) -> tuple[list[int], list[int]]:
    """What was tried before and keeps its delivery id, and what may be folded."""
    tried = [row.id for row in rows if row.tried_at is not None]
    return tried, [row.id for row in rows if row.tried_at is None]


def _due_by_person(*which: ColumnElement[bool]) -> Iterator[tuple[GuardedSession, datetime, list[Message]]]:
    """What is due, person by person, within one write transaction; nothing is opened for writing in vain. To be read
    to the end: what was leased is kept only then."""
    now = datetime.now(UTC)
    due = select(Message).where(is_due(Message, now), *which).order_by(Message.run_at, Message.id).limit(LOOK)
    with transaction(EVERYBODY, writes=False) as session:
        if session.scalar(due.limit(1)) is None:
            return
    with transaction(EVERYBODY) as session:
        by_person: dict[int, list[Message]] = defaultdict(list)
        for row in session.scalars(due.with_for_update(skip_locked=True)):
            by_person[row.recipient_id].append(row)
        for rows in by_person.values():
            yield session, now, rows


def _lots(ids: Sequence[int], size: int) -> list[Sequence[int]]:
    return [ids[at : at + size] for at in range(0, len(ids), size)]


def _sent_today(session: GuardedSession, login_id: int, now: datetime) -> int:
    midnight = now.astimezone(SHANGHAI).replace(hour=0, minute=0, second=0, microsecond=0)
    theirs: tuple[Any, ...] = (IS_SMS, Message.recipient_id == login_id, Message.lead_id.is_(None))
    query = select(func.count()).select_from(Message).where(*theirs, Message.sent_at >= midnight)
    return session.scalar(query) or 0
