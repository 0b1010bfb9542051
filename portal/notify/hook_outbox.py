"""What waits for endpoints: which worker has which message, and what administrators see and decide."""

from datetime import UTC, datetime

from sqlalchemy import Select, select

from portal.db.transaction import transaction
from portal.domain.base import NotFound
from portal.domain.events import Event
from portal.domain.integrations.models import Hook, Integration
from portal.domain.scope import OUTSIDE_SCOPE
from portal.domain.work import Work
from portal.notify.hook_backlog import WEBHOOK, waiting_for
from portal.notify.leases import EVERYBODY, is_due, lease
from portal.notify.models import IS_WAITING_HOOK, Message, known_id

BATCH = 20
MOST_AT_ONCE = 500


def take_due_hooks(worker: str) -> list[tuple[int, int]]:
    """What is due to endpoints that are not paused, now leased to `worker`; never another's. Each as its id and the
    login of the integration it goes to."""
    now = datetime.now(UTC)
    due = _due(now).limit(BATCH)
    with transaction(EVERYBODY, writes=False) as session:
        if session.scalar(due.limit(1)) is None:
            return []
    with transaction(EVERYBODY) as session:
        taken = [(row[0], row[1]) for row in session.execute(due.with_for_update(skip_locked=True, of=Message))]
        lease(session, Message, [message_id for message_id, _ in taken], worker, now)
    return taken


def _due(now: datetime) -> Select[tuple[int, int]]:
    query = select(Message.id, Message.recipient_id).join(Hook, Hook.login_id == Message.recipient_id)
    query = query.where(IS_WAITING_HOOK, is_due(Message, now), Hook.paused_at.is_(None))
    return query.order_by(Message.run_at, Message.id)


def hook_messages(work: Work, one: Integration, *states: str, most: int = 20) -> list[Message]:
    """The newest messages to the integration's endpoint in these states."""
    query = _to(one).where(Message.state.in_(states)).order_by(Message.id.desc()).limit(most)
    return list(work.session.scalars(query))


def waiting_count(work: Work, one: Integration) -> int:
    """How many messages wait for the endpoint or were given up; MOST_WAITING is the cap."""
    return waiting_for(work.session, [one.login_id])[one.login_id]


def left_out_since(work: Work, hook: Hook | None) -> datetime | None:
    """When the first event happened that the endpoint was not told of."""
    if hook is None or hook.behind_from is None:
        return None
    query = select(Event.at).where(Event.id >= hook.behind_from).order_by(Event.id).limit(1)
    return work.session.scalar(query, execution_options={OUTSIDE_SCOPE: "a moment, of whatever it was"})


def replay_dead(work: Work, one: Integration) -> int:
    """Try everything again that was given up, each under its old id; how many, MOST_AT_ONCE at most."""
    query = _to(one).where(Message.state == "dead").order_by(Message.id).limit(MOST_AT_ONCE)
    rows = work.session.scalars(query.with_for_update(skip_locked=True)).all()
    for message in rows:
        message.replay(by=work.actor, at=work.now)
    return len(rows)


def hook_message(work: Work, one: Integration, message_id: int) -> Message:
    """One message to the integration's endpoint, locked for a decision; raises NotFound."""
    query = _to(one).where(Message.id == known_id(message_id)).with_for_update()
    message = work.session.scalar(query)
    if message is None:
        raise NotFound(str(message_id))
    return message


def _to(one: Integration) -> Select[tuple[Message]]:
    return select(Message).where(Message.recipient_id == one.login_id, Message.channel == WEBHOOK)
