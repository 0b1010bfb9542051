"""Which worker has which mail: taken for a while, settled once, taken over when its worker was killed."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Select, and_, or_, select, update

from portal.db.transaction import transaction
from portal.domain.scope import EveryAccount
from portal.notify.models import EMAIL, MAY_BE_DUE, Message

LEASE = timedelta(minutes=3)
"""After this long a message whose worker was killed is taken over by another."""
BATCH = 20
EVERYBODY = EveryAccount("the worker delivers everybody's mail")


class Outcome(NamedTuple):
    """What became of a try: sent, put_off, dead, discarded or released (not tried)."""

    name: str
    reason: str = ""


def take_due(worker: str, limit: int = BATCH) -> list[int]:
    """Ids of messages that are due or whose lease ran out, oldest first, now leased to `worker`; never another's."""
    now = datetime.now(UTC)
    due = _due(now).limit(limit)
    with transaction(EVERYBODY, writes=False) as session:
        if session.scalar(due.limit(1)) is None:
            return []
    with transaction(EVERYBODY) as session:
        ids = list(session.scalars(due.with_for_update(skip_locked=True)))
        leased = {"state": "leased", "leased_by": worker, "lease_until": now + LEASE}
        session.execute(update(Message).where(Message.id.in_(ids)).values(leased))
    return ids


def settle(message_id: int, worker: str, outcome: Outcome) -> None:
    """Note what became of it, unless another worker has taken it over meanwhile."""
    now = datetime.now(UTC)
    ours = (Message.id == message_id, Message.state == "leased", Message.leased_by == worker)
    with transaction(EVERYBODY) as session:
        message = session.scalar(select(Message).where(*ours).with_for_update())
        if message is not None:
            message.lease_until, message.leased_by = None, ""
            _note(message, outcome, now)


def _note(message: Message, outcome: Outcome, now: datetime) -> None:
    match outcome.name:
        case "sent":
            message.mark_sent(now)
        case "put_off":
            message.put_off(now, outcome.reason)
        case "dead":
            message.give_up(outcome.reason)
        case "discarded":
            message.drop(outcome.reason)
        case "released":
            message.state = "pending"


def _due(now: datetime) -> Select[int]:
    """Only mail is ever due: inbox messages are there at once."""
    waiting = and_(Message.state == "pending", Message.run_at <= now)
    abandoned = and_(Message.state == "leased", Message.lease_until <= now)
    query = select(Message.id).where(MAY_BE_DUE, Message.channel == EMAIL, or_(waiting, abandoned))
    return query.order_by(Message.run_at, Message.id)
