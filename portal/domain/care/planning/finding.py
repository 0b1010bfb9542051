"""Who has an occasion within a stretch of days, and who is thought of at a festival: read from the archive."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, extract, func, or_, select, tuple_

from portal.domain.accounts.birthday import BirthdayCalendar
from portal.domain.accounts.catalogue import ContactLevel
from portal.domain.accounts.kinds import AccountStatus, Tier
from portal.domain.accounts.models import Account, AccountStanding, Contact
from portal.domain.care.occasions import Birthday, Occasion, ToSolar
from portal.domain.care.planning.days import birthdays_within, month_days_within
from portal.domain.contracts.models import Contract, ContractVersion
from portal.domain.work import AnySelect, Repository

GREETED = (Tier.VIP, Tier.A, Tier.B, Tier.PERIPHERAL_KEY)
"""Tiers whose people are thought of at a festival."""
MOST = 300
"""Rows of a kind that are read at most."""


@dataclass(frozen=True)
class Ahead:
    """One occasion of one account: `contact` is whose birthday it is, `years` which anniversary (0: a birthday)."""

    occasion: str
    on: date
    account_id: int
    number: str
    account: str
    tier: str | None
    contact_id: int | None = None
    contact: str = ""
    years: int = 0


class OccasionsAhead(Repository):
    def between(self, first: date, last: date, to_solar: ToSolar, owner_id: int | None = None) -> list[Ahead]:
        """Birthdays and anniversaries from `first` to `last`, the first on top, of accounts that are not put away; with
        `owner_id` of those somebody looks after."""
        found = [*self._birthdays(first, last, to_solar, owner_id)]
        days = month_days_within(first, last)
        begun = _column_of(select(Contract.account_id, func.min(Contract.starts_on).label("on")), Contract.starts_on)
        signed = select(Contract.account_id, func.min(ContractVersion.signed_by_partner_on).label("on"))
        signed = signed.select_from(Contract).join(ContractVersion, ContractVersion.contract_id == Contract.id)
        signed = _column_of(signed, ContractVersion.signed_by_partner_on)
        founded = select(Account.id.label("account_id"), Account.founded_on.label("on")).where(
            Account.founded_on.is_not(None)
        )
        kinds = ((Occasion.COOPERATION, begun), (Occasion.SIGNING, signed), (Occasion.FOUNDING, founded))
        for occasion, query in kinds:
            found += self._anniversaries(str(occasion), query, days, owner_id)
        return sorted(_once(found), key=lambda one: (one.on, one.number, one.occasion, one.contact_id or 0))

    def _birthdays(self, first: date, last: date, to_solar: ToSolar, owner_id: int | None) -> list[Ahead]:
        kept = birthdays_within(first, last, to_solar)
        query = _accounts(Contact.id, Contact.name, *_BIRTHDAY).join(Contact, Contact.account_id == Account.id)
        rows = self.session.execute(_of(query, owner_id).where(_born_on(kept)).order_by(Contact.id).limit(MOST))
        return [
            Ahead(Occasion.BIRTHDAY, kept[_birthday(row)], *_named(row), row[5], row[6])
            for row in rows
        ]  # fmt: skip

    def _anniversaries(
        self, occasion: str, dated: AnySelect, days: Mapping[tuple[int, int], date], owner_id: int | None
    ) -> list[Ahead]:
        first = dated.subquery()
        query = _accounts(first.c.on).join(first, first.c.account_id == Account.id)
        day = tuple_(extract("month", first.c.on), extract("day", first.c.on))
        query = _of(query, owner_id).where(day.in_(list(days))).order_by(Account.id).limit(MOST)
        found = []
        for row in self.session.execute(query):
            begun: date = row[5]
            on = days[begun.month, begun.day]
            if on.year > begun.year:
                found.append(Ahead(occasion, on, *_named(row), years=on.year - begun.year))
        return found

    def guests_of(self, ahead: Iterable[Ahead]) -> list[Contact]:
        """Whose birthdays these are; of anniversaries the main contact and whoever decides at the accounts."""
        rows = list(ahead)
        born = [one.contact_id for one in rows if one.contact_id]
        accounts = [one.account_id for one in rows if not one.contact_id]
        leads = and_(Contact.account_id.in_(accounts), or_(Contact.is_primary, Contact.is_decision_maker))
        query = select(Contact).where(or_(Contact.id.in_(born), leads))
        return [*self.session.scalars(query.order_by(Contact.account_id, Contact.id))]

    def guests_of_festival(self) -> list[Contact]:
        """Who is thought of: of accounts of the greeted tiers the main contact, whoever decides and whoever leads."""
        who = or_(Contact.is_primary, Contact.is_decision_maker, Contact.level == ContactLevel.EXECUTIVE)
        query = select(Contact).join(Account, Account.id == Contact.account_id)
        query = query.join(AccountStanding, AccountStanding.account_id == Account.id)
        query = query.where(who, AccountStanding.tier.in_(GREETED), *_IS_CARED_FOR)
        return [*self.session.scalars(query.order_by(Contact.account_id, Contact.id).limit(MOST * 2))]


_BIRTHDAY: tuple[Any, ...] = (
    Contact.birthday_calendar, Contact.birthday_month, Contact.birthday_day, Contact.birthday_is_leap,
)  # fmt: skip
_IS_CARED_FOR = (
    Account.status.not_in((AccountStatus.ARCHIVED, AccountStatus.CHURNED)),
    AccountStanding.blacklisted_at.is_(None),
)


def _accounts(*more: Any) -> AnySelect:
    query: AnySelect = (
        select(
            Account.id.label("account_id"),
            Account.number,
            Account.name_zh,
            Account.short_name,
            AccountStanding.tier,
            *more,
        )
        .select_from(Account)
        .outerjoin(AccountStanding, AccountStanding.account_id == Account.id)
    )
    return query.where(*_IS_CARED_FOR)


def _of(query: AnySelect, owner_id: int | None) -> AnySelect:
    if owner_id is None:
        return query
    return query.where(or_(AccountStanding.care_owner_id == owner_id, Account.business_manager_id == owner_id))


def _named(row: Any) -> tuple[int, str, str, str | None]:
    return row[0], row[1], row[3] or row[2], row[4]


def _column_of(query: AnySelect, column: Any) -> AnySelect:
    """By account, the first of these days."""
    return query.where(column.is_not(None)).group_by(Contract.account_id)


def _born_on(kept: Mapping[Birthday, date]) -> ColumnElement[bool]:
    ways = []
    for calendar in BirthdayCalendar:
        for leap in (False, True):
            days = [(one.month, one.day) for one in kept
                    if one.is_lunar == (calendar == BirthdayCalendar.LUNAR) and one.is_leap == leap]  # fmt: skip
            if days:
                is_then = tuple_(Contact.birthday_month, Contact.birthday_day).in_(days)
                ways.append(and_(Contact.birthday_calendar == calendar, Contact.birthday_is_leap.is_(leap), is_then))
    return or_(*ways)


def _birthday(row: Any) -> Birthday:
    calendar, month, day, leap = row[7:11]
    return Birthday(month, day, calendar == BirthdayCalendar.LUNAR, leap)


def _once(found: list[Ahead]) -> list[Ahead]:
    """A contract signed on the day on which it began is one anniversary."""
    begun = {(one.account_id, one.on) for one in found if one.occasion == Occasion.COOPERATION}
    return [one for one in found if one.occasion != Occasion.SIGNING or (one.account_id, one.on) not in begun]
