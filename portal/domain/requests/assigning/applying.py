"""Giving new requests to somebody by the rules: by the worker, seconds after they were filed, once for each."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from portal.domain.accounts.models import AccountStanding
from portal.domain.people.away import away_today
from portal.domain.people.repository import PeopleRepository
from portal.domain.requests.assigning.choosing import Choice, Chooser
from portal.domain.requests.assigning.rows import Assignment, AssignmentRule, Whom
from portal.domain.requests.desk_card import DeskCard
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.states import RequestState
from portal.domain.work import Work

LOOK_BACK, MOST_BEHIND = 500, 5000
"""Ids before the newest request that was asked about: a slower transaction may still have filed an earlier one. And how
many of the newest are looked through at all, when thousands came in at once: older ones stand under “Unassigned”."""


def rules_in_force(work: Work) -> list[AssignmentRule]:
    """Those that are switched on, in their order."""
    on = (AssignmentRule.is_on, AssignmentRule.removed_at.is_(None))
    query = select(AssignmentRule).where(*on).order_by(AssignmentRule.position, AssignmentRule.id)
    return list(work.session.scalars(query))


def chooser_for(work: Work, rules: Sequence[AssignmentRule]) -> Chooser:
    """With our people as they are now: who is away today (Asia/Shanghai), and how much each of them has."""
    posts = PeopleRepository(work).staff()
    roles = {rule.role for rule in rules if rule.whom == Whom.LEAST_BUSY}
    counted = [post.id for post in posts if not roles.isdisjoint(post.roles)]
    away = {staff_id: one.deputy_id for staff_id, one in away_today(work).items()}
    return Chooser(rules, posts, away, _load(work, counted))


def standings_of(work: Work, requests: Iterable[ServiceRequest]) -> dict[int, AccountStanding]:
    """By account."""
    accounts = {one.account_id for one in requests}
    rows = work.session.scalars(select(AccountStanding).where(AccountStanding.account_id.in_(accounts)))
    return {row.account_id: row for row in rows}


def assign_new(work: Work, most: int = 100) -> int:
    """Ask the rules about up to `most` new requests that nobody has, oldest first; returns how many were asked about.

    The state stays: that somebody took it on is for a person to say, and the partner may still withdraw it. A request
    that somebody else holds is left for the next round.
    """
    rules = rules_in_force(work)
    found = _new(work, min(rule.since for rule in rules), most) if rules else []
    if not found:
        return 0
    chooser, standings = chooser_for(work, rules), standings_of(work, found)
    for asking in found:
        chooser.rules = [rule for rule in rules if rule.since <= asking.posted_at]
        choice = chooser.choose(asking.category, asking.account, standings.get(asking.account_id))
        _note(work, asking, choice)
    return len(found)


def _new(work: Work, since: datetime, most: int) -> list[ServiceRequest]:
    asked_last = select(func.coalesce(func.max(Assignment.request_id), 0)).scalar_subquery()
    filed_last = select(func.max(ServiceRequest.id)).scalar_subquery()
    query = (
        select(ServiceRequest)
        .join(DeskCard, DeskCard.request_id == ServiceRequest.id)
        .where(
            ServiceRequest.id > asked_last - LOOK_BACK, ServiceRequest.id > filed_last - MOST_BEHIND,
            ServiceRequest.state == RequestState.NEW,
            ServiceRequest.posted_at >= since, DeskCard.assignee_id.is_(None),
            ~exists().where(Assignment.request_id == ServiceRequest.id),
        )
        .order_by(ServiceRequest.id)
        .limit(most)
    )  # fmt: skip
    held = query.with_for_update(of=ServiceRequest, key_share=True, skip_locked=True)
    found = {one.id: one for one in work.session.scalars(held.options(joinedload(ServiceRequest.account)))}
    # Asked again now that they are held: who assigned one meanwhile was first.
    asked = set(work.session.scalars(select(Assignment.request_id).where(Assignment.request_id.in_(found))))
    cards = select(DeskCard).where(DeskCard.request_id.in_(found), DeskCard.assignee_id.is_(None))
    free = {card.request_id: card for card in work.session.scalars(cards) if card.request_id not in asked}
    for request_id, card in free.items():
        set_committed_value(found[request_id], "desk", card)
    return [found[request_id] for request_id in sorted(free)]


def _note(work: Work, asking: ServiceRequest, choice: Choice | None) -> None:
    row: dict[str, Any] = {"account_id": asking.account_id, "request_id": asking.id, "at": work.now}
    if choice is not None:
        row |= {"rule_id": choice.rule.id, "staff_id": choice.post.id}
        asking.desk.assignee_id = choice.post.id
        facts = {"before": None, "after": choice.post.id, "rule": choice.rule.name, "instead_of": choice.instead_of}
        asking.settle("request.assigned", work.actor, work.now, **facts)
    work.session.insert(Assignment, row)


def _load(work: Work, staff_ids: Sequence[int]) -> dict[int, int]:
    """How many open requests each of them has."""
    is_open: ColumnElement[bool] = DeskCard.is_open == True  # noqa: E712 - a column, and an equality that an index serves
    query = select(DeskCard.assignee_id, func.count()).where(is_open, DeskCard.assignee_id.in_(staff_ids))
    counted = work.session.execute(query.group_by(DeskCard.assignee_id))
    return {staff_id: count for staff_id, count in counted if staff_id is not None}
