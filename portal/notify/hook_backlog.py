"""How much may wait for one endpoint, and what happens beyond that: a dead peer must not fill the outbox for ever.

Beyond MOST_WAITING nothing more is written for it. Nothing is lost by that: every event stays in the event log, the
endpoint remembers the first one left out, and once what waited has gone the rest is written from the log.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import contains_eager

from portal.domain.events import Actor, Event
from portal.domain.integrations.codes import HOOK_OF
from portal.domain.integrations.models import Hook, Integration
from portal.domain.scope import OUTSIDE_SCOPE, GuardedSession
from portal.domain.work import Work
from portal.notify.models import GOES_OUT, Message

WEBHOOK = "webhook"
MOST_WAITING = 5_000
"""Messages of one endpoint, those given up among them: at some hundred bytes each, a megabyte or two."""
REFILL_BELOW = MOST_WAITING // 2
STRIDE = 20_000
"""Events of the log that are looked through at once for one endpoint: some tens of milliseconds."""
MOST_WRITTEN = 500
WORKER = Actor.system("worker")
WAITING = ("pending", "leased", "dead")
_ALL = {OUTSIDE_SCOPE: "what waits for a program, whosever it is", "synchronize_session": False}


def waiting_for(session: GuardedSession, login_ids: Iterable[int]) -> Counter[int]:
    """How many messages wait or were given up, by the login of the integration."""
    query = select(Message.recipient_id, func.count().label("waiting")).where(
        GOES_OUT, Message.channel == WEBHOOK, Message.state.in_(WAITING), Message.recipient_id.in_(list(login_ids))
    )
    rows = session.execute(query.group_by(Message.recipient_id), execution_options=_ALL)
    return Counter({row.recipient_id: row.waiting for row in rows})


def within_cap(hook: Hook, rows: Sequence[dict[str, Any]], waiting: int, work: Work) -> list[dict[str, Any]]:
    """Those of the messages (columns, in the order of their events) that are written; the rest is left out."""
    if hook.behind_from is not None:  # an earlier event that was dispatched late: the log was read past it
        return [row for row in rows if row["event_id"] < hook.behind_from]
    room = max(MOST_WAITING - waiting, 0)
    if len(rows) > room:
        hook.fall_behind(rows[room]["event_id"], by=work.actor, at=work.now)
    return list(rows[:room])


def hooks_at_work(session: GuardedSession, now: datetime, *which: ColumnElement[bool]) -> list[Hook]:
    """Endpoints of integrations that work, locked as they are now: of two who write for them one waits."""
    query = select(Hook).join(Hook.integration).where(Integration.revoked_at.is_(None), Integration.expires_at > now)
    query = query.where(*which).options(contains_eager(Hook.integration)).order_by(Hook.id).with_for_update(of=Hook)
    return list(session.scalars(query, execution_options={"populate_existing": True}))


def hooks_behind(session: GuardedSession, now: datetime) -> list[Hook]:
    """Those of them that were told too little and are not paused."""
    return hooks_at_work(session, now, Hook.behind_from.is_not(None), Hook.paused_at.is_(None))


def next_left_out(session: GuardedSession, hook: Hook) -> tuple[list[Event], int | None]:
    """The next dispatched events of the log that were left out, and from which to go on; None is: that was all."""
    begin = hook.behind_from or 0
    kinds = [kind for kind, told in HOOK_OF.items() if hook.hears(told)]
    query = select(Event).where(Event.id >= begin, Event.id < begin + STRIDE, Event.kind.in_(kinds))
    query = query.where(Event.dispatched_at.is_not(None)).order_by(Event.id).limit(MOST_WRITTEN)
    events = list(session.scalars(query, execution_options=_ALL))
    if len(events) == MOST_WRITTEN:
        return events, events[-1].id + 1
    newest = session.scalar(select(func.max(Event.id)), execution_options=_ALL) or 0
    return events, begin + STRIDE if begin + STRIDE <= newest else None


def empty(work: Work, hook: Hook) -> int:
    """Let go of everything that waits, was given up or was left out: it is told from now on. How many waited."""
    theirs = (GOES_OUT, Message.channel == WEBHOOK, Message.recipient_id == hook.login_id)
    gone = update(Message).where(*theirs, Message.state.in_(("pending", "dead")))
    count: int = work.session.execute(  # type: ignore[attr-defined]
        gone.values(state="discarded", last_error="by hand"), execution_options=_ALL
    ).rowcount
    hook.start_over(count, by=work.actor, at=work.now)
    return count
