"""The care list of the day, told once to each of us who has something on it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.domain.accounts.models import Account
from portal.domain.care.models import CareDuty
from portal.domain.people.models import Login, Staff
from portal.domain.scope import GuardedSession
from portal.domain.work import Work
from portal.domain.working_days import WorkingDays

NAMED, LISTED = 3, 40
"""Accounts that the line in the inbox names, and rows that the mail lists."""


@dataclass(frozen=True)
class DueRow:
    """One line of the list; `days_late` 0 is due today."""

    number: str
    name: str
    rhythm: str
    due_on: date
    days_late: int


def tell_of_duties(work: Work, days: WorkingDays) -> int:
    """Tell whoever has something due today or late, on working days; returns how many are told. One event for each
    person, however long nobody told them: a downtime ends in one list, not in many."""
    if not days.is_workday(work.today):
        return 0
    query = select(CareDuty.owner_id, func.count(CareDuty.account_id.distinct()))
    query = query.where(CareDuty.owner_id.is_not(None), CareDuty.shown_from <= work.today).group_by(CareDuty.owner_id)
    counts: dict[Any, int] = {row[0]: row[1] for row in work.session.execute(query)}
    for post in _here(work.session, list(counts)):
        rows = due_of(work.session, post.id, work.today, NAMED * 4)
        names = list(dict.fromkeys(row.name for row in rows))[:NAMED]
        post.record(
            "care.due", by=work.actor, at=work.now, due_on=work.today.isoformat(), accounts=counts[post.id],
            about=" · ".join([*names, *([f"+{counts[post.id] - len(names)}"] if counts[post.id] > len(names) else [])]),
        )  # fmt: skip
    return len(counts)


def due_of(session: GuardedSession, staff_id: int, today: date, most: int = LISTED) -> list[DueRow]:
    """What is due today or late on somebody's list, the longest on top."""
    query = select(CareDuty).where(CareDuty.owner_id == staff_id, CareDuty.shown_from <= today)
    query = query.options(joinedload(CareDuty.account).load_only(Account.number, Account.name_zh, Account.short_name))
    found = session.scalars(query.order_by(CareDuty.shown_from, CareDuty.id).limit(most))
    return [
        DueRow(one.account.number, one.account.display_name, one.rhythm, one.due_on, (today - one.due_on).days)
        for one in found
    ]


def _here(session: GuardedSession, staff_ids: list[int]) -> list[Staff]:
    """Those of these posts whose holders still work here; what is with others stands on the page of errors."""
    query = select(Staff).join(Staff.login).where(Staff.id.in_(staff_ids), Login.deactivated_at.is_(None))
    return list(session.scalars(query.order_by(Staff.id)))
