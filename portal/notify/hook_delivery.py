"""Handing messages to endpoints: taken under a lease, sent outside any transaction, settled one by one."""

import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from time import monotonic
from typing import Any, NamedTuple

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db.transaction import transaction
from portal.domain.accounts.merging.homes import account_now
from portal.domain.events import Actor
from portal.domain.integrations.codes import Side
from portal.domain.integrations.models import Hook, Integration
from portal.domain.scope import GuardedSession
from portal.notify.addresses import path_to
from portal.notify.hook_outbox import take_due_hooks
from portal.notify.leases import EVERYBODY, Outcome, settle, settle_all
from portal.notify.models import Message
from portal.notify.outside import Outside, Unreached
from portal.notify.reach import Forbidden
from portal.notify.signing import HEADER, NoSecret, signature
from portal.settings import Settings

log = logging.getLogger("portal.worker")

BUDGET = 5.0
"""Seconds after which the rest of a batch is handed back: the inbox must not wait for somebody's slow server."""
WORKER = Actor.system("worker")


class Letter(NamedTuple):
    """What is posted to whom."""

    hook_id: int
    url: str
    body: bytes
    headers: dict[str, str]


def deliver_hooks(worker: str, stopping: Callable[[], bool] = lambda: False) -> int:
    """Post what is due, oldest first, under leases of `worker`; returns how many were settled. At least once: a worker
    killed between the other side's yes and our note of it posts the same delivery id again. Where an endpoint did not
    answer, its others of this batch need not wait for the same silence: they are put off together."""
    settings: Settings = current_app.extensions["settings"]
    if settings.is_demo:
        return 0
    taken, began, silent = take_due_hooks(worker), monotonic(), dict[int, Outcome]()
    outside = Outside(settings.webhook_allow) if taken else None
    untried: dict[Outcome, list[int]] = {}
    for message_id, login_id in taken:
        if outside is None or stopping() or monotonic() - began > BUDGET:
            untried.setdefault(Outcome("released"), []).append(message_id)
        elif login_id in silent:
            untried.setdefault(silent[login_id], []).append(message_id)
        else:
            outcome = _deliver_one(outside, settings, worker, message_id)
            if outcome.name == "put_off":
                silent[login_id] = outcome
    for outcome, message_ids in untried.items():
        settle_all(message_ids, worker, outcome)
    return len(taken)


def _deliver_one(outside: Outside, settings: Settings, worker: str, message_id: int) -> Outcome:
    letter = _written(message_id, settings)
    if isinstance(letter, Outcome):
        settle(message_id, worker, letter)
        return letter
    outcome = _posted(outside, letter, message_id)
    settle(message_id, worker, outcome)
    _note_try(letter.hook_id, is_delivered=outcome.name == "sent")
    return outcome


def _posted(outside: Outside, letter: Letter, message_id: int) -> Outcome:
    try:
        answer = outside.post(letter.url, letter.body, letter.headers)
    except (Forbidden, Unreached) as reason:
        return Outcome("put_off", str(reason)[:200])
    except Exception as mistake:  # whatever one endpoint does must not stop the others
        log.exception("an endpoint could not be called", extra={"message_id": message_id})
        return Outcome("put_off", type(mistake).__name__)
    if 200 <= answer.status < 300:
        return Outcome("sent")
    return Outcome("put_off", f"HTTP {answer.status}")


def _written(message_id: int, settings: Settings) -> Letter | Outcome:
    """The letter of a message; or what becomes of it when it should not be sent any more."""
    now = datetime.now(UTC)
    with transaction(EVERYBODY, writes=False) as session:
        message = session.scalars(
            select(Message).where(Message.id == message_id).options(joinedload(Message.event))
        ).one()
        hook = _hook_of(session, message.recipient_id)
        if hook is None or not hook.integration.works_at(now):
            return Outcome("discarded", "the integration has ended")
        account = account_now(session, message.event.account_id)
        account_id = account.id if account else message.event.account_id
        if account_id is not None and not hook.integration.scope().admits(session, account_id):
            return Outcome("discarded", "the account is out of its reach by now")
        body = json.dumps(body_of(message, hook.integration, settings.base_url), ensure_ascii=False).encode()
        try:
            signed = signature(hook, body, now)
        except NoSecret:
            return Outcome("put_off", "the secret has to be renewed")
        return Letter(hook.id, hook.url, body, {HEADER: signed})


def body_of(message: Message, one: Integration, base_url: str) -> dict[str, Any]:
    """What the endpoint is told: that something happened and where to read it, never what was said."""
    event, facts = message.event, message.facts
    number = facts.get("number")
    rooms = {"service_request": ("request", "requests"), "account": ("account", "accounts")}
    kind, room = rooms.get(event.subject, (event.subject if event.subject == "feedback" else "integration", None))
    page = path_to(event.subject, number or "", for_staff=one.side == Side.US) if number else None
    return {
        "id": facts["delivery"], "event": facts["event"], "kind": message.kind,
        "at": event.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"), "account": facts.get("account"),
        "resource": {
            "type": kind, "number": number,
            "api": f"{base_url}/api/v1/{room}/{number}" if room and number else None,
            "page": f"{base_url}{page}" if page and page != "/me/" else None,
        },
    }  # fmt: skip


def _note_try(hook_id: int, *, is_delivered: bool) -> None:
    with transaction(EVERYBODY) as session:
        hook = session.scalar(select(Hook).where(Hook.id == hook_id).with_for_update())
        if hook is not None and (hook.failures or not is_delivered):
            hook.note_try(is_delivered=is_delivered, by=WORKER, at=datetime.now(UTC))


def _hook_of(session: GuardedSession, login_id: int) -> Hook | None:
    return session.scalar(select(Hook).where(Hook.login_id == login_id).options(joinedload(Hook.integration)))
