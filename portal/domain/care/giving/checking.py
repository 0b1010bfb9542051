"""What the rules ask about a person, gathered for many at once: flags, what they were given, tenders, consent."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, or_, select

from portal.domain.accounts.kinds import Tier
from portal.domain.accounts.models import AccountStanding, Contact
from portal.domain.care.consent import Words, accepts_gifts, words_of
from portal.domain.care.gifts import ONE_OCCASION, Gift, GiftKind, Limits, Stop, is_beside, stops
from portal.domain.care.giving.models import Giving, TenderDay
from portal.domain.care.giving.states import COUNTS
from portal.domain.care.occasions import Occasion
from portal.domain.scope import GuardedSession

_CONTACT: Any = Contact.__table__
_GIFT: Any = Giving.__table__
_TENDER: Any = TenderDay.__table__


class Other(NamedTuple):
    """Another gift of that person that counts (cost in fen)."""

    on: date
    occasion: str
    cost: int
    state: str
    approver: str


@dataclass(frozen=True)
class Person:
    """One contact before a gift. `given`: fen in the calendar year asked about; `others`: the gifts of that year and of
    the weeks around it; `ceiling`: fen a year by tier, None where the account has none."""

    contact: Contact
    tier: str | None
    is_hcp: bool
    is_official: bool
    given: int
    tenders: tuple[date, ...]
    words: Words
    limits: Limits
    others: tuple[Other, ...] = ()

    @property
    def ceiling(self) -> int | None:
        return self.limits.yearly.get(Tier(self.tier)) if self.tier else None

    @property
    def left(self) -> int:
        """Fen that may still be given this year by the tier alone."""
        return max(0, (self.ceiling or 0) - self.given)

    def beside(self, on: date, occasion: str) -> list[Other]:
        """What is one gift with one of that day and occasion."""
        return [one for one in self.others if is_beside(on, occasion, one.on, one.occasion)]

    def stops(self, kind: str, cost: int, on: date, occasion: str) -> list[Stop]:
        """Every rule that refuses them such a gift, by what the company set."""
        gift = Gift(
            GiftKind(kind), cost, on, self.tier, self.is_hcp, self.is_official, self.given,
            sum(one.cost for one in self.beside(on, occasion)), self.tenders,
            accepts_gifts(self.words, is_birthday=occasion == Occasion.BIRTHDAY),
        )  # fmt: skip
        return stops(gift, self.limits)


def people_before(
    session: GuardedSession, contacts: Sequence[Contact], year: int, limits: Limits, but: int | None = None
) -> dict[int, Person]:
    """By contact id, what the rules ask in that calendar year; the gift with id `but` not counted. Somebody who stands
    at two accounts with one mobile number is one person: ceilings and flags are theirs, whoever may see the other
    account. So is a second one of the same name at an account while one of the two has no number."""
    if not contacts:
        return {}
    same = _same_people(session, contacts)
    tiers = _tiers(session, {one.account_id for one in contacts})
    given = _given(session, [row for rows in same.values() for row in rows], year, but)
    tenders = _tenders(session, {row.account_id for rows in same.values() for row in rows})
    words = words_of(session, {row.id for rows in same.values() for row in rows})
    found = {}
    for one in contacts:
        rows = same[one.id]
        others = tuple(other for row in rows for other in given[row.id])
        said = {purpose: yes for row in rows for purpose, yes in words[row.id].items()}
        said |= {purpose: yes for row in rows for purpose, yes in words[row.id].items() if not yes}
        found[one.id] = Person(
            one, tiers.get(one.account_id), any(row.is_hcp or row.is_hcp_relative for row in rows),
            any(row.is_public_official for row in rows), sum(one.cost for one in others if one.on.year == year),
            tuple(sorted(day for account in {row.account_id for row in rows} for day in tenders[account])), said,
            limits, others,
        )  # fmt: skip
    return found


def _same_people(session: GuardedSession, contacts: Sequence[Contact]) -> dict[int, list[Any]]:
    """By contact, the rows of the archive that are that person."""
    rows = session.unguarded("one person at two accounts is one person before the law").execute(rows_of(contacts)).all()
    by_mobile, by_name = defaultdict(list), defaultdict(list)
    for row in rows:
        by_mobile[row.mobile].append(row)
        by_name[row.account_id, row.name].append(row)
    found = {}
    for one in contacts:
        same = by_mobile[one.mobile] if one.mobile else []
        named = [row for row in by_name[one.account_id, one.name] if not (row.mobile and one.mobile)]
        found[one.id] = [*{row.id: row for row in (*same, *named)}.values()]
    return found


def rows_of(contacts: Sequence[Contact]) -> Select[Any]:
    """Every row of the archive that is one of these people: their own, and those with their mobile number or name."""
    mobiles = {one.mobile for one in contacts if one.mobile}
    names = (_CONTACT.c.account_id.in_({one.account_id for one in contacts}),
             _CONTACT.c.name.in_({one.name for one in contacts}))  # fmt: skip
    ids = _CONTACT.c.id.in_([one.id for one in contacts])
    return select(_CONTACT).where(or_(ids, _CONTACT.c.mobile.in_(mobiles), and_(*names)))


def _tiers(session: GuardedSession, account_ids: Iterable[int]) -> dict[int, str | None]:
    query = select(AccountStanding.account_id, AccountStanding.tier).where(AccountStanding.account_id.in_(account_ids))
    return {row.account_id: row.tier for row in session.execute(query)}


def _given(session: GuardedSession, rows: Sequence[Any], year: int, but: int | None) -> dict[int, list[Other]]:
    """By contact, gifts of the year and around it; one to the same name before it was taken off the list as well."""
    of_name = or_(*(and_(_GIFT.c.account_id == row.account_id, _GIFT.c.recipient == row.name) for row in rows))
    whose = or_(_GIFT.c.contact_id.in_([row.id for row in rows]), and_(_GIFT.c.contact_id.is_(None), of_name))
    what = (_GIFT.c[name] for name in Other._fields)
    query = select(_GIFT.c.contact_id, _GIFT.c.account_id, _GIFT.c.recipient, *what)
    query = query.where(whose, _GIFT.c.state.in_(COUNTS), _GIFT.c.id != (but or 0))
    query = query.where(_GIFT.c.on.between(date(year, 1, 1) - ONE_OCCASION, date(year, 12, 31) + ONE_OCCASION))
    found: dict[int, list[Other]] = defaultdict(list)
    named = {(row.account_id, row.name): row.id for row in rows}
    for given in session.unguarded("the ceiling is a person's, at whichever account").execute(query):
        contact_id = given.contact_id or named.get((given.account_id, given.recipient))
        if contact_id:
            found[contact_id].append(Other(*given[3:]))
    return found


def _tenders(session: GuardedSession, account_ids: Iterable[int]) -> dict[int, list[date]]:
    query = select(_TENDER.c.account_id, _TENDER.c.on).where(_TENDER.c.account_id.in_(account_ids))
    found: dict[int, list[date]] = defaultdict(list)
    for row in session.unguarded("tenders of a person's unit, at whichever account").execute(query):
        found[row.account_id].append(row.on)
    return found
