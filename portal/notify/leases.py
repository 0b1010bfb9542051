"""Which worker has which message: taken for a while, settled once, taken over when its worker was killed."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, or_, select, update

from portal.db.transaction import transaction
from portal.domain.scope import EveryAccount, GuardedSession
from portal.notify.models import EMAIL, MAY_BE_DUE, Message
from portal.notify.posted import Posted

LEASE = timedelta(minutes=3)
"""After this long a message whose worker was killed is taken over by another."""
BATCH = 20
EVERYBODY = EveryAccount("the worker delivers everybody's mail")


class Outcome(NamedTuple):
    """What became of a try: sent, put_off, waits (until `until`), dead, discarded or released (not tried)."""

    name: str
    reason: str = ""
    until: datetime | None = None


def take_due(worker: str, limit: int = BATCH) -> list[int]:
    """Ids of mails of their own that are due or whose lease ran out, oldest first, now leased to `worker`; never
    another's."""
    now = datetime.now(UTC)
    due = due_ids(Message, now, Message.channel == EMAIL, Message.in_digest.is_(False)).limit(limit)
    with transaction(EVERYBODY, writes=False) as session:
        if session.scalar(due.limit(1)) is None:
            return []
    with transaction(EVERYBODY) as session:
        ids = list(session.scalars(due.with_for_update(skip_locked=True)))
        lease(session, Message, ids, worker, now)
    return ids


def due_ids(table: type[Posted], now: datetime, *which: ColumnElement[bool]) -> Select[tuple[int]]:
    """Ids of what is due, oldest first. Inbox messages never are: they are there at once."""
    return select(table.id).where(is_due(table, now), *which).order_by(table.run_at, table.id)


def is_due(table: type[Posted], now: datetime) -> ColumnElement[bool]:
    waiting = and_(table.state == "pending", table.run_at <= now)
    abandoned = and_(table.state == "leased", table.lease_until <= now)
    return and_(MAY_BE_DUE, or_(waiting, abandoned))


def lease(session: GuardedSession, table: type[Posted], ids: Sequence[int], worker: str, now: datetime) -> None:
    leased = {"state": "leased", "leased_by": worker, "lease_until": now + LEASE, "tried_at": now}
    session.execute(update(table).where(table.id.in_(ids)).values(leased))


def fold(session: GuardedSession, table: type[Posted], ids: Sequence[int]) -> int:
    """Tell these together, under the delivery id of the first; returns it. The caller leases it in this transaction."""
    lead, *others = ids
    session.execute(update(table).where(table.id.in_(others)).values(state="folded", lead_id=lead))
    return lead


def settle(message_id: int, worker: str, outcome: Outcome, table: type[Any] = Message) -> None:
    """Note what became of it and of those folded into it, unless another worker has taken it over meanwhile."""
    settle_all([message_id], worker, outcome, table)


def settle_all(message_ids: Sequence[int], worker: str, outcome: Outcome, table: type[Any] = Message) -> None:
    """The same end for each of them, in one transaction."""
    now = datetime.now(UTC)
    ours = (table.id.in_(message_ids), table.state == "leased", table.leased_by == worker)
    with transaction(EVERYBODY) as session:
        for message in session.scalars(select(table).where(*ours).with_for_update()).all():
            message.lease_until, message.leased_by = None, ""
            _note(message, outcome, now)
            follow(session, message)


def follow(session: GuardedSession, lead: Posted) -> None:
    """Those told together with `lead` end as it ended; while it waits or is given up they stay with it."""
    if lead.state in ("sent", "discarded"):
        session.flush()
        table = type(lead)
        ended = {"state": lead.state, "sent_at": lead.sent_at, "last_error": lead.last_error}
        session.execute(update(table).where(table.lead_id == lead.id, table.state == "folded").values(ended))


def _note(message: Posted, outcome: Outcome, now: datetime) -> None:
    match outcome.name:
        case "sent":
            message.mark_sent(now)
        case "put_off":
            message.put_off(now, outcome.reason)
        case "waits":
            message.wait_until(outcome.until or now, outcome.reason)
        case "dead":
            message.give_up(outcome.reason)
        case "discarded":
            message.drop(outcome.reason)
        case "released":
            message.state = "pending"
