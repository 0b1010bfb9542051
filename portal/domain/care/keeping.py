"""Keeping the duties of accounts as touches, answers, tiers and owners change them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import event, func, select, update

from portal.domain.accounts.kinds import AccountStatus
from portal.domain.accounts.models import Account, AccountStanding, Contact
from portal.domain.care.cadence import CADENCE, Duty, Rhythm, TouchMade, duties
from portal.domain.care.giving.models import Giving
from portal.domain.care.models import CareDuty, Touch
from portal.domain.care.planning.models import PlanGuest
from portal.domain.care.touch_types import NO_TALK, TouchType
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.thread import Answer
from portal.domain.scope import GuardedSession
from portal.domain.working_days import civil_day

BATCH = 500
LET_GO: tuple[Any, ...] = (Touch.__table__, Giving.__table__, PlanGuest.__table__)
"""Tables that name a contact and keep their rows without it."""

MOVING = frozenset({
    "account.added", "account.status_changed", "account.changed", "standing.changed", "request.answered",
    "account.imported", "account.handed_over", "account.merged", "account.merge_undone", "touch.logged",
    "touch.taken_back",
})  # fmt: skip
"""Events after which the duties of their account may be others."""


def init_care() -> None:
    """Hear every session; calling it again changes nothing."""
    if not event.contains(GuardedSession, "before_flush", _let_go_of_contacts):
        event.listen(GuardedSession, "before_flush", _let_go_of_contacts, propagate=True)


def _let_go_of_contacts(session: GuardedSession, *_: Any) -> None:
    """What was done with somebody stays when they are taken off the list."""
    gone = [row.id for row in session.deleted if isinstance(row, Contact)]
    if gone:
        connection = session.unguarded("rows of care lose the contact that is deleted, whoever's it is")
        for table in LET_GO:
            connection.execute(update(table).where(table.c.contact_id.in_(gone)).values(contact_id=None))


def renew(session: GuardedSession, account_ids: Iterable[int]) -> int:
    """Work out the duties of these accounts anew; returns how many rows differ from before. What was put off stays put
    off until something kept the rhythm later than it was due."""
    ids, changed = sorted(set(account_ids)), 0
    for start in range(0, len(ids), BATCH):
        changed += _renew(session, ids[start : start + BATCH])
    return changed


def renew_all(session: GuardedSession) -> int:
    """The same for every account; for a recount."""
    changed, last = 0, 0
    while some := list(session.scalars(select(Account.id).where(Account.id > last).order_by(Account.id).limit(BATCH))):
        changed += _renew(session, some)
        last = some[-1]
    return changed


def renew_missing(session: GuardedSession) -> int:
    """Work out, BATCH at a time, the duties of accounts that have a tier with a rhythm and none written down: after an
    update of the program, and whatever set a tier without telling."""
    asked = [tier for tier, rhythms in CADENCE.items() if rhythms]
    known = select(CareDuty.account_id).where(CareDuty.account_id == AccountStanding.account_id)
    query = select(AccountStanding.account_id).join(Account, Account.id == AccountStanding.account_id)
    query = query.where(AccountStanding.tier.in_(asked), Account.status != AccountStatus.ARCHIVED, ~known.exists())
    return renew(session, session.scalars(query.limit(BATCH)))


def _renew(session: GuardedSession, ids: Sequence[int]) -> int:
    touches, agreed, kept, changed = _touches(session, ids), _agreed(session, ids), _kept(session, ids), 0
    for row in session.execute(_ACCOUNTS.where(Account.id.in_(ids))):
        is_cared_for = row.status != AccountStatus.ARCHIVED
        before = kept.get(row.id, {})
        put_off = {Rhythm(name): duty.snoozed_until for name, duty in before.items() if duty.snoozed_until}
        since, again = civil_day(row.created_at), agreed.get(row.id)
        asked = duties(row.tier, since, touches[row.id], put_off, again) if is_cared_for else []
        changed += _write(session, row, asked, before)
    return changed


_ACCOUNTS = select(
    Account.id, Account.status, Account.created_at, Account.business_manager_id, AccountStanding.tier,
    AccountStanding.care_owner_id, AccountStanding.sponsor_id,
).outerjoin(AccountStanding, AccountStanding.account_id == Account.id)  # fmt: skip


def _touches(session: GuardedSession, ids: Sequence[int]) -> dict[int, list[TouchMade]]:
    """By account, the last touch of each kind that counts, and the last answer."""
    found: dict[int, list[TouchMade]] = defaultdict(list)
    kinds = (Touch.account_id, Touch.type, Touch.by_executive)
    last = (
        select(*kinds, func.max(Touch.on).label("on"))
        .where(Touch.account_id.in_(ids), Touch.is_valid, Touch.is_mass.is_(False))
        .group_by(*kinds)
    )
    for row in session.execute(last):
        found[row.account_id].append(TouchMade(TouchType(row.type), row.on, by_executive=row.by_executive))
    answered = (
        select(ServiceRequest.account_id, func.max(Answer.at).label("at"))
        .join(Answer, Answer.request_id == ServiceRequest.id)
        .where(ServiceRequest.account_id.in_(ids), Answer.from_staff)
        .group_by(ServiceRequest.account_id)
    )
    for account_id, at in session.execute(answered):
        found[account_id].append(TouchMade(TouchType.ANSWER, civil_day(at)))
    return found


def _agreed(session: GuardedSession, ids: Sequence[int]) -> dict[int, tuple[date, date]]:
    """By account, the day of the last talk that was logged and the day on which to talk again, where it names one."""
    place = func.row_number().over(partition_by=Touch.account_id, order_by=(Touch.on.desc(), Touch.id.desc()))
    talks = select(Touch.account_id, Touch.on, Touch.next_on, place.label("place"))
    talks = talks.where(Touch.account_id.in_(ids), Touch.is_valid, Touch.is_mass.is_(False), Touch.type.not_in(NO_TALK))
    last = talks.subquery()
    query = select(last.c.account_id, last.c.on, last.c.next_on).where(last.c.place == 1, last.c.next_on.is_not(None))
    return {account_id: (on, next_on) for account_id, on, next_on in session.execute(query)}


def _kept(session: GuardedSession, ids: Sequence[int]) -> dict[int, dict[str, CareDuty]]:
    found: dict[int, dict[str, CareDuty]] = defaultdict(dict)
    for duty in session.scalars(select(CareDuty).where(CareDuty.account_id.in_(ids))):
        found[duty.account_id][duty.rhythm] = duty
    return found


def _write(session: GuardedSession, row: Any, asked: Sequence[Duty], before: dict[str, CareDuty]) -> int:
    changed = 0
    for duty in asked:
        owner = row.sponsor_id if duty.rhythm is Rhythm.EXECUTIVE else None
        owner = owner or row.care_owner_id or row.business_manager_id
        kept = before.pop(duty.rhythm, None)
        if kept is None:
            kept = CareDuty(account_id=row.id, rhythm=duty.rhythm, due_on=duty.due_on, shown_from=duty.shown_from)
            session.add(kept)
        is_moved = kept.snoozed_until is not None and kept.due_on < duty.due_on
        until = None if is_moved else kept.snoozed_until
        facts = {
            "due_on": duty.due_on, "last_on": duty.last_on, "owner_id": owner, "snoozed_until": until,
            "shown_from": duty.due_on if until is None else duty.shown_from,
            "snoozed_why": kept.snoozed_why if until else "",
        }  # fmt: skip
        differs = {name: value for name, value in facts.items() if getattr(kept, name) != value}
        for name, value in differs.items():
            setattr(kept, name, value)
        changed += bool(differs)
    for gone in before.values():
        session.delete(gone)
    return changed + len(before)
