"""From events to programs: what changed for them is noted, and endpoints that want to hear of it get a message."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from portal.db.insert import insert_new
from portal.domain.accounts.kinds import CLOSED_TO_PARTNERS
from portal.domain.accounts.merging.homes import account_now
from portal.domain.accounts.models import Account
from portal.domain.events import Event
from portal.domain.integrations.codes import CHANGES, HOOK_OF, HookKind, Side
from portal.domain.integrations.models import Hook, ThingChange
from portal.domain.scope import OUTSIDE_SCOPE, GuardedSession
from portal.domain.work import Work
from portal.notify.hook_backlog import (
    REFILL_BELOW,
    WEBHOOK,
    WORKER,
    hooks_at_work,
    hooks_behind,
    next_left_out,
    waiting_for,
    within_cap,
)
from portal.notify.models import Message


def tell_programs(session: GuardedSession, events: Sequence[Event], now: datetime) -> None:
    """Note what the events changed, and write the messages of endpoints; a second run writes nothing twice. Within the
    transaction that marks the events dispatched."""
    note_changes(session, events)
    told = [event for event in events if event.kind in HOOK_OF]
    if not told:
        return
    hooks = hooks_at_work(session, now)
    if hooks:
        accounts, waiting = _accounts(session, told), waiting_for(session, [hook.login_id for hook in hooks])
        work = Work(session, WORKER, now, writes=True)
        for hook in hooks:
            rows = _messages(told, hook, accounts, now)
            insert_new(session, Message, within_cap(hook, rows, waiting[hook.login_id], work))


def catch_up_endpoints(session: GuardedSession, now: datetime) -> int:
    """Write for endpoints that fell behind what was left out, from the event log, as far as there is room again;
    returns how many messages."""
    written = 0
    hooks = hooks_behind(session, now)
    waiting = waiting_for(session, [hook.login_id for hook in hooks]) if hooks else {}
    for hook in hooks:
        if waiting.get(hook.login_id, 0) < REFILL_BELOW:
            events, hook.behind_from = next_left_out(session, hook)
            rows = _messages(events, hook, _accounts(session, events), now)
            insert_new(session, Message, rows)
            written += len(rows)
    return written


def note_changes(session: GuardedSession, events: Iterable[Event]) -> None:
    """When each account and request last changed, as far as its own people see it."""
    last: dict[tuple[str, int], dict[str, Any]] = {}
    for event in events:
        if event.kind in CHANGES.get(event.subject, ()) and event.subject_id is not None:
            key = (event.subject, event.subject_id)
            known = last.get(key)
            if known is None or event.at > known["at"]:
                last[key] = {"account_id": event.account_id, "subject": key[0], "subject_id": key[1], "at": event.at}
    if last:
        rows = list(last.values())
        for row in rows:
            same = (ThingChange.subject == row["subject"], ThingChange.subject_id == row["subject_id"])
            newer = update(ThingChange).where(*same, ThingChange.at < row["at"])
            session.execute(newer.values(at=row["at"], account_id=row["account_id"]), execution_options=_ALL)
        insert_new(session, ThingChange, rows)


def _messages(events: Sequence[Event], hook: Hook, accounts: dict[int, Account], now: datetime) -> list[dict[str, Any]]:
    """Columns of what one endpoint is told of these events, in their order."""
    return [
        {
            "account_id": None, "event_id": event.id, "recipient_id": hook.login_id, "channel": WEBHOOK,
            "kind": kind.value, "facts": _gist(event, account), "state": "pending", "made_at": now, "run_at": now,
        }
        for event in events
        for kind, account in [(HOOK_OF[event.kind], accounts.get(event.account_id or 0))]
        if hook.hears(kind) and _concerns(event, kind, hook, account)
    ]  # fmt: skip


def _gist(event: Event, account: Account | None) -> dict[str, str]:
    """Ids that tell nothing about how much goes on here, and whose it is."""
    gist = {"delivery": str(uuid.uuid4()), "event": str(uuid.uuid4()), "number": event.number}
    gist["account"] = account.number if account is not None else ""
    return {name: text for name, text in gist.items() if text}


def _concerns(event: Event, kind: HookKind, hook: Hook, account: Account | None) -> bool:
    """Whether the event is about something within the integration's reach, and not of its own doing."""
    one = hook.integration
    if kind is HookKind.PING:
        return event.subject_id == hook.id
    if account is None or event.actor_login_id == one.login_id:
        return False
    if one.side == Side.PARTNER and account.status in CLOSED_TO_PARTNERS:
        return False
    by_number = not one.account_numbers or account.number in one.account_numbers
    return by_number and (not one.kinds or account.kind in one.kinds)


def _accounts(session: GuardedSession, events: Iterable[Event]) -> dict[int, Account]:
    ids = {event.account_id for event in events if event.account_id is not None}
    found = {row.id: row for row in session.scalars(select(Account).where(Account.id.in_(ids)))} if ids else {}
    moved = {account_id: account_now(session, account_id) for account_id in ids - found.keys()}
    return found | {account_id: account for account_id, account in moved.items() if account}


_ALL = {OUTSIDE_SCOPE: "the worker notes changes of every account", "synchronize_session": False}
