"""Brings last days to mind: an event for each window whose reminders are due, in the transaction that notes them."""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from portal.db.transaction import transaction
from portal.domain.contracts.models import Contract
from portal.domain.contracts.notices_given import Reminder
from portal.domain.contracts.radar import WindowKind
from portal.domain.contracts.reminders import due
from portal.domain.deadline_rows import PAST
from portal.domain.deadlines import Deadline
from portal.domain.events import Actor, Event
from portal.domain.scope import EveryAccount, GuardedSession
from portal.domain.unit_of_work import UnitOfWork
from portal.notify.jobs import Regular, run_due

log = logging.getLogger("portal.worker")

SCOPE = EveryAccount("reminders of every agreement")
LOOK = 500
"""Agreements that are looked at in one go."""
CHUNK = 50
"""Agreements that are told of in one transaction: a web request never waits long behind it."""
ROUND = Regular("remind", timedelta(hours=1), lambda _session, _now: 1)
"""When a worker last began to look; whatever it left undone when it was killed is found an hour later."""
Key = tuple[Any, ...]


def remind_regularly(turn: Regular, now: datetime) -> int:
    """One round in whichever worker comes first; returns how many windows were told of."""
    return remind(now) if run_due(turn, now) else 0


def remind(now: datetime) -> int:
    """Tell what is due at `now`, however long nobody looked: looked for without the write lock and lot by lot, so that
    ten thousand agreements never stand in memory together, told in smaller lots."""
    with transaction(SCOPE, writes=False) as session:
        watched = UnitOfWork(session, Actor.system("worker"), now).deadlines.watched()
    return sum(_tell_of(lot, now) for lot in _lots(watched))


def _lots(watched: Sequence[int]) -> Iterator[Sequence[int]]:
    return (watched[at : at + LOOK] for at in range(0, len(watched), LOOK))


def _tell_of(watched: Sequence[int], now: datetime) -> int:
    with transaction(SCOPE, writes=False) as session:
        ids = sorted({one.term.contract_id for one, _ in _due(session, now, watched)})
    return sum(_tell(ids[at : at + CHUNK], now) for at in range(0, len(ids), CHUNK))


def is_pointless(session: GuardedSession, event: Event, now: datetime) -> bool:
    """Whether a reminder is worth no mail any more: acted on since, over, or about an end that has moved."""
    if event.subject_id is None:
        return True
    uow = UnitOfWork(session, Actor.system("worker"), now)
    named = (event.facts["article"], event.facts["window"], event.facts["arrives_by"])
    return not any(
        named == _named(one) and not one.window.is_settled for one in uow.deadlines.of_contract(event.subject_id)
    )


def _tell(ids: Sequence[int], now: datetime) -> int:
    """Again, now that these agreements are held: who acts on them, or reminds of them too, comes before or after.

    Agreements that somebody else holds are left for the next round.
    """
    with transaction(SCOPE) as session:
        held = select(Contract).where(Contract.id.in_(ids)).order_by(Contract.id)
        contracts = {
            contract.id: contract
            for contract in session.scalars(held.with_for_update(of=Contract, key_share=True, skip_locked=True))
        }
        found = _due(session, now, list(contracts))
        for one, names in found:
            _remind(session, contracts[one.term.contract_id], one, names, now)
    if found:
        log.info("reminders told", extra={"windows": len(found)})
    return len(found)


def _due(session: GuardedSession, now: datetime, ids: Sequence[int]) -> list[tuple[Deadline, list[str]]]:
    """Windows with the names of their reminders that are due and not told yet."""
    uow = UnitOfWork(session, Actor.system("worker"), now)
    found = uow.deadlines.of_contracts(ids)
    told = _told(session, uow, ids)
    named = ((one, due(one.window, uow.today, told.get(_key(one), ()))) for one in found)
    return [(one, names) for one, names in named if names]


def _told(session: GuardedSession, uow: UnitOfWork, ids: Sequence[int]) -> dict[Key, set[str]]:
    columns = (Reminder.contract_id, Reminder.ends_on, Reminder.article, Reminder.kind, Reminder.threshold)
    query = select(*columns).where(Reminder.ends_on >= uow.today - PAST)
    told: dict[Key, set[str]] = {}
    for *key, threshold in session.execute(query.where(Reminder.contract_id.in_(ids))):
        told.setdefault(tuple(key), set()).add(threshold)
    return told


def _key(one: Deadline) -> Key:
    return one.term.contract_id, one.term.ends_on, one.window.article, one.window.kind


def _named(one: Deadline) -> tuple[str, str, str]:
    return one.window.article, one.window.kind, one.window.arrives_by.isoformat()


def _remind(session: GuardedSession, contract: Contract, one: Deadline, names: list[str], now: datetime) -> None:
    """Rows for every reminder that is due, and one event: nobody is told the same three times after a downtime."""
    window = one.window
    session.add_all(
        Reminder(
            account_id=contract.account_id, contract_id=contract.id, ends_on=contract.ends_on, article=window.article,
            kind=window.kind, threshold=name, told_at=now,
        )
        for name in names
    )  # fmt: skip
    article, kind, arrives_by = _named(one)
    contract.record(
        "contract.end_reminded" if window.kind is WindowKind.END else "contract.notice_reminded",
        by=Actor.system("worker"), at=now, article=article, window=kind, arrives_by=arrives_by, by_whom=window.by,
        ends_on=contract.ends_on.isoformat(), reminders=names,
    )  # fmt: skip
