"""The few contacts that an executive makes in a month: whom, and when they last did."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.domain.accounts.catalogue import ContactLevel
from portal.domain.accounts.levels import first_of
from portal.domain.accounts.models import Account, Contact
from portal.domain.care.cadence import Rhythm
from portal.domain.care.models import CareDuty
from portal.domain.sales.months import last_day, month_of
from portal.domain.work import Repository

A_FEW, MOST = 4, 40
"""Calls that a month asks of one executive at most, the longest due first; and how many are shown in all."""


@dataclass(frozen=True)
class TopCall:
    """A contact that is the executive's own; `they`: whoever stands at the top, None where nobody is named."""

    duty: CareDuty
    they: Contact | None


class ExecutiveCalls(Repository):
    def of(self, staff_id: int) -> tuple[list[TopCall], list[TopCall]]:
        """What is asked of them this month, at most A_FEW, and what comes after. Two statements."""
        query = select(CareDuty).where(CareDuty.owner_id == staff_id, CareDuty.rhythm == Rhythm.EXECUTIVE)
        loaded = joinedload(CareDuty.account).load_only(Account.number, Account.name_zh, Account.short_name)
        duties = self.session.scalars(query.options(loaded).order_by(CareDuty.shown_from, CareDuty.id).limit(MOST))
        rows = self._with_contacts(list(duties))
        end = last_day(month_of(self.work.today))
        now = [row for row in rows if row.duty.shown_from <= end][:A_FEW]
        return now, rows[len(now) :]

    def _with_contacts(self, duties: list[CareDuty]) -> list[TopCall]:
        people: dict[int, list[Contact]] = {}
        query = select(Contact).where(Contact.account_id.in_([duty.account_id for duty in duties]))
        for one in sorted(self.session.scalars(query), key=lambda one: (not one.is_primary, one.id)):
            people.setdefault(one.account_id, []).append(one)
        return [TopCall(duty, first_of(people.get(duty.account_id, []), ContactLevel.EXECUTIVE)) for duty in duties]
