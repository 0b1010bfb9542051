"""Lets out the answers whose seconds for taking back are over, each in a transaction of its own."""

import logging
from datetime import UTC, datetime

from portal.db.transaction import transaction
from portal.domain.events import Actor
from portal.domain.scope import EveryAccount, GuardedSession
from portal.domain.sending import Sending
from portal.domain.work import Work

log = logging.getLogger("portal.worker")

SCOPE = EveryAccount("the worker lets out everybody's answers")


def let_answers_out(now: datetime | None = None) -> int:
    """Let out what is due at `now`; returns how many. Asks first without the write lock, for most rounds find none."""
    now = now or datetime.now(UTC)
    with transaction(SCOPE, writes=False) as session:
        due = _sending(session, now).due()
    return sum(_let_out(held_id, now) for held_id in due)


def _let_out(held_id: int, now: datetime) -> bool:
    try:
        with transaction(SCOPE) as session:
            return _sending(session, now).let_out(held_id)
    except Exception:  # whatever one answer trips over must not stop the others
        log.exception("an answer could not be let out", extra={"held_answer": held_id})
        return False


def _sending(session: GuardedSession, now: datetime) -> Sending:
    return Sending(Work(session, Actor.system("worker"), now, writes=True))
