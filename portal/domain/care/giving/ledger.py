"""The list of gifts, and how much of a year each person has had."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.domain.accounts.models import Account, AccountStanding, Contact
from portal.domain.care.giving.models import Giving
from portal.domain.care.giving.signing import waits_for_me
from portal.domain.care.giving.states import COUNTS, UNDER_WAY, GiftState
from portal.domain.paging import Page, page_of
from portal.domain.people.models import Staff
from portal.domain.work import AnySelect, Repository

KEY = (Giving.on, Giving.id)
MINE, OPEN = "mine", "open"
SHOWS = (MINE, OPEN, "", *GiftState)
MOST = 200
"""People that the year's table shows at most, whoever had most on top."""


@dataclass(frozen=True)
class GiftFilter:
    """`show`: MINE waits for the acting person, OPEN is under way, a state, or empty for all of them."""

    show: str = OPEN
    occasion: str | None = None
    account: str | None = None
    year: int | None = None


class GiftLedger(Repository):
    def page(self, wanted: GiftFilter, *, after: str | None = None, before: str | None = None) -> Page:
        """Gifts with account and who proposed them, the latest day on top."""
        query = select(Giving).options(
            joinedload(Giving.account), joinedload(Giving.proposed_by).joinedload(Staff.login)
        )
        return page_of(self.session, self.narrowed(query, wanted), KEY, after=after, before=before, descending=True)

    def count(self, wanted: GiftFilter) -> int:
        """How many that are, up to 1000."""
        found = self.narrowed(select(Giving.id), wanted).limit(1000).subquery()
        return self.session.scalar(select(func.count()).select_from(found)) or 0

    def narrowed(self, query: AnySelect, wanted: GiftFilter) -> AnySelect:
        if wanted.show == MINE:
            query = query.outerjoin(AccountStanding, AccountStanding.account_id == Giving.account_id)
            query = query.where(waits_for_me(self.work))
        elif wanted.show:
            query = query.where(Giving.state.in_(UNDER_WAY) if wanted.show == OPEN else Giving.state == wanted.show)
        if wanted.occasion:
            query = query.where(Giving.occasion == wanted.occasion)
        if wanted.account:
            mine = select(Account.id).where(Account.number == wanted.account)
            query = query.where(Giving.account_id.in_(mine))
        if wanted.year:
            query = query.where(Giving.on.between(date(wanted.year, 1, 1), date(wanted.year, 12, 31)))
        return query

    def year_of_people(self, year: int) -> list[Any]:
        """Contact, account, tier, fen and number of gifts of everybody who was given something in a calendar year."""
        fen = func.sum(Giving.cost)
        query: AnySelect = select(
            Contact.id, Contact.name, Account.number, Account.name_zh, Account.short_name, AccountStanding.tier,
            fen.label("fen"), func.count().label("gifts"),
        )  # fmt: skip
        query = query.select_from(Giving).join(Contact, Contact.id == Giving.contact_id)
        query = query.join(Account, Account.id == Giving.account_id)
        query = query.outerjoin(AccountStanding, AccountStanding.account_id == Account.id)
        query = query.where(Giving.state.in_(COUNTS), Giving.on.between(date(year, 1, 1), date(year, 12, 31)))
        names = (Contact.id, Contact.name, Account.number, Account.name_zh, Account.short_name, AccountStanding.tier)
        return [*self.session.execute(query.group_by(*names).order_by(fen.desc(), Contact.id).limit(MOST))]

    def of_account(self, account_id: int, most: int = 5) -> list[Giving]:
        """The latest of one account."""
        query = select(Giving).where(Giving.account_id == account_id).order_by(Giving.on.desc(), Giving.id.desc())
        return [*self.session.scalars(query.limit(most))]
