"""Who stands opposite whom: core accounts by the three levels of contact on both sides, and where nobody does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from portal.domain.accounts.catalogue import ContactLevel
from portal.domain.accounts.kinds import AccountKind, AccountStatus, Tier
from portal.domain.accounts.levels import USUAL, first_of
from portal.domain.accounts.models import Account, AccountStanding, Contact
from portal.domain.care.models import Touch
from portal.domain.paging import Page, page_of
from portal.domain.people.models import Login, Staff
from portal.domain.promises.ledger import GONE
from portal.domain.work import AnySelect, Repository

CORE = (Tier.VIP, Tier.A, Tier.PERIPHERAL_KEY)
"""The accounts that several of us are to know, at several levels (domain 7.1 and 7.5)."""
COUNTED = 1000


class Gap(StrEnum):
    """What is missing; the first two are errors (domain 7.5), the last two are to be mended by getting to know them."""

    CARE_OWNER = "care_owner"
    SPONSOR = "sponsor"
    TOP_CONTACT = "top_contact"
    MANAGER_CONTACT = "manager_contact"


ERRORS = (Gap.CARE_OWNER, Gap.SPONSOR)


@dataclass(frozen=True)
class Seat:
    """One level of one account: who of them, who of us, and the civil day they last talked (None: never, or nobody)."""

    level: ContactLevel
    they: Contact | None
    we: str
    last_on: date | None
    is_wanted: bool = True
    """Whether somebody of us has to stand there."""


@dataclass(frozen=True)
class Covered:
    """One account with its seats, the highest level last."""

    number: str
    name: str
    tier: str
    is_person: bool
    seats: Sequence[Seat]


class Coverage(Repository):
    def page(self, gap: str | None, tier: str | None, *, after: str | None = None, before: str | None = None) -> Page:
        """Core accounts with their seats, or those with that gap; by account. Three statements."""
        query = _narrowed(_ROWS, gap, tier)
        found = page_of(self.session, query, (AccountStanding.account_id,), after=after, before=before)
        ids = [row.account_id for row in found.rows]
        people, talks = self._contacts(ids), self._talks(ids)
        rows = [_covered(row, people.get(row.account_id, []), talks) for row in found.rows]
        return Page(rows, found.older, found.newer)

    def counts(self) -> dict[str, int]:
        """How many core accounts have each gap, up to COUNTED."""
        return {gap: self._count(gap) for gap in Gap}

    def _count(self, gap: str) -> int:
        some = _narrowed(
            select(AccountStanding.account_id).join(Account, Account.id == AccountStanding.account_id), gap, None
        )
        return self.session.scalar(select(func.count()).select_from(some.limit(COUNTED).subquery())) or 0

    def _contacts(self, ids: Sequence[int]) -> dict[int, list[Contact]]:
        found: dict[int, list[Contact]] = {}
        query = select(Contact).where(Contact.account_id.in_(ids))
        for one in sorted(self.session.scalars(query), key=lambda one: (not one.is_primary, one.id)):
            found.setdefault(one.account_id, []).append(one)
        return found

    def _talks(self, ids: Sequence[int]) -> dict[Any, date]:
        """By contact, the last day something was said."""
        query = select(Touch.contact_id, func.max(Touch.on)).where(
            Touch.account_id.in_(ids), Touch.contact_id.is_not(None), Touch.is_valid, Touch.is_mass.is_(False)
        )
        return {row[0]: row[1] for row in self.session.execute(query.group_by(Touch.contact_id))}


def _covered(row: Any, people: Sequence[Contact], talks: Mapping[Any, date]) -> Covered:
    ours = {
        ContactLevel.CLERK: (row.manager, True),
        ContactLevel.MANAGER: (row.care_owner, True),
        ContactLevel.EXECUTIVE: (row.sponsor, row.tier == Tier.VIP),
    }
    seats = []
    for level, (we, is_wanted) in ours.items():
        they = first_of(people, level)
        seats.append(Seat(level, they, we or "", talks.get(they.id) if they else None, is_wanted))
    is_person = row.kind == AccountKind.INDIVIDUAL
    return Covered(row.number, row.short_name or row.name_zh, row.tier, is_person, seats)


def _narrowed(query: AnySelect, gap: str | None, tier: str | None) -> AnySelect:
    tiers = (tier,) if tier in CORE else CORE
    query = query.where(AccountStanding.tier.in_(tiers), Account.status != AccountStatus.ARCHIVED)
    return query.where(_GAPS[Gap(gap)]) if gap else query


def _nobody_of(level: ContactLevel) -> ColumnElement[bool]:
    usual = and_(Contact.level.is_(None), Contact.role.in_([role for role, one in USUAL.items() if one == level]))
    there = select(Contact.id).where(Contact.account_id == AccountStanding.account_id)
    there = there.where(or_(Contact.level == level, usual))
    return and_(~there.exists(), Account.kind != AccountKind.INDIVIDUAL)


def _is_left(column: Any) -> ColumnElement[bool]:
    """Nobody is named, or somebody who does not work here any more."""
    return or_(column.is_(None), column.in_(GONE))


_GAPS: Mapping[Gap, ColumnElement[bool]] = {
    Gap.CARE_OWNER: _is_left(AccountStanding.care_owner_id),
    Gap.SPONSOR: and_(AccountStanding.tier == Tier.VIP, _is_left(AccountStanding.sponsor_id)),
    Gap.TOP_CONTACT: _nobody_of(ContactLevel.EXECUTIVE),
    Gap.MANAGER_CONTACT: _nobody_of(ContactLevel.MANAGER),
}


def _name_of(post_id: Any) -> Any:
    """The name of whoever holds the post and works here."""
    query = select(Login.name).join(Staff, Staff.login_id == Login.id)
    return query.where(Staff.id == post_id, Login.deactivated_at.is_(None)).scalar_subquery()


_ROWS: AnySelect = select(
    AccountStanding.account_id, AccountStanding.tier, Account.number, Account.name_zh, Account.short_name, Account.kind,
    _name_of(Account.business_manager_id).label("manager"),
    _name_of(AccountStanding.care_owner_id).label("care_owner"),
    _name_of(AccountStanding.sponsor_id).label("sponsor"),
).join(Account, Account.id == AccountStanding.account_id)  # fmt: skip
