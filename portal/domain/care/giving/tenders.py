"""Tender decisions of an account's unit, around which nothing is given; taking one off needs two of us."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.domain.accounts.models import Account
from portal.domain.base import NotFound, Refused
from portal.domain.care.giving.models import TenderDay
from portal.domain.people.models import Staff
from portal.domain.work import Repository


class TenderDays(Repository):
    def of(self, account: Account) -> list[TenderDay]:
        """The latest on top, with whoever wants one taken off."""
        query = select(TenderDay).where(TenderDay.account_id == account.id)
        query = query.options(joinedload(TenderDay.removal_by).joinedload(Staff.login))
        return [*self.session.scalars(query.order_by(TenderDay.on.desc(), TenderDay.id.desc()))]

    def get(self, account: Account, tender_id: int) -> TenderDay:
        """Raises NotFound."""
        query = select(TenderDay).where(TenderDay.account_id == account.id, TenderDay.id == tender_id)
        day: TenderDay | None = self.session.scalar(self.for_change(query))
        if day is None:
            raise NotFound(str(tender_id))
        return day

    def note(self, account: Account, on: date, what: str) -> TenderDay:
        """Write down a decision of the account's unit; nothing is given 30 days before and after it."""
        assert self.work.actor.staff_id is not None
        day = TenderDay(
            account_id=account.id, on=on, what=what, noted_by_id=self.work.actor.staff_id, noted_at=self.work.now
        )
        self.session.add(day)
        self._record(account, day, "tender_day.noted")
        return day

    def ask_removal(self, account: Account, day: TenderDay, reason: str) -> None:
        """Say that it is wrong, and why. It goes on stopping gifts until another one of us agrees."""
        if day.removal_by_id is not None:
            raise Refused("tender_day.removal_asked")
        day.removal_by_id, day.removal_reason = self.work.actor.staff_id, reason
        self._record(account, day, "tender_day.removal_asked")

    def remove(self, account: Account, day: TenderDay) -> None:
        """Agree that it is wrong: it is gone. Refused unless somebody else asked for it."""
        if day.removal_by_id is None or day.removal_by_id == self.work.actor.staff_id:
            raise Refused("tender_day.own_removal")
        self._record(account, day, "tender_day.removed")
        self.session.delete(day)

    def keep(self, account: Account, day: TenderDay) -> None:
        """It is right after all: nobody wants it taken off any more."""
        day.removal_by_id, day.removal_reason = None, ""
        self._record(account, day, "tender_day.kept")

    def _record(self, account: Account, day: TenderDay, kind: str) -> None:
        """Under the account's number: it is found there."""
        self.session.flush()
        day.number = account.number
        day.record(kind, by=self.work.actor, at=self.work.now, on=day.on.isoformat())
