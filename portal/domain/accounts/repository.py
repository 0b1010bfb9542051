"""Finding and opening accounts."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from portal.domain.accounts.kinds import NUMBER_PREFIX, AccountKind
from portal.domain.accounts.models import Account, AccountStanding, Contact, Qualification
from portal.domain.accounts.names import name_key
from portal.domain.base import NotFound, Refused
from portal.domain.paging import Page, page_of
from portal.domain.people.models import Login, Staff
from portal.domain.scope import OUTSIDE_SCOPE
from portal.domain.series import next_number, raise_to
from portal.domain.work import AnySelect, Repository


@dataclass(frozen=True)
class AccountFilter:
    """What the archive's list can be narrowed by; None means all."""

    kind: str | None = None
    status: str | None = None
    province: str | None = None
    tier: str | None = None
    business_manager_id: int | None = None
    ids: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Likeness:
    """Another account that may be the same one; `why` is uscc, mobile or name."""

    number: str
    name_zh: str
    why: str


class AccountRepository(Repository):
    def get(self, number: str) -> Account:
        """The account of that number within the scope; raises NotFound."""
        query = select(Account).where(Account.number == number).options(_with_manager())
        account: Account | None = self.session.scalar(self.for_change(query))
        if account is None:
            raise NotFound(number)
        return account

    def own(self) -> Account:
        """The partner's own account, with its business manager."""
        query = select(Account).where(Account.id == self.work.actor.account_id).options(_with_manager())
        account = self.session.scalar(query)
        if account is None:
            raise NotFound("own account")
        return account

    def page(self, wanted: AccountFilter, *, after: str | None = None, before: str | None = None) -> Page:
        """Accounts with their standing, newest number first; at most 50 rows of columns."""
        query, key = _narrowed(_LIST, wanted), Account.id
        if wanted.tier is not None:  # the tier's own index leads, and gives the order
            query, key = query.where(AccountStanding.tier == wanted.tier), AccountStanding.account_id
        return page_of(self.session, query, (key,), after=after, before=before, descending=True)

    def standing(self, account: Account) -> AccountStanding:
        """What we think of the account and who looks after it, for staff; made empty if it is missing."""
        owners = (joinedload(AccountStanding.care_owner), joinedload(AccountStanding.sponsor))
        query = select(AccountStanding).where(AccountStanding.account_id == account.id)
        standing: AccountStanding | None = self.session.scalar(
            query.options(*(owner.joinedload(Staff.login) for owner in owners))
        )
        return standing or self._first_standing(account)

    def like(self, *, name: str, uscc: str | None, mobile: str | None, but: int | None = None) -> list[Likeness]:
        """Accounts of the same credit code, mobile or name without its legal form, in this order; at most ten."""
        found: dict[str, Likeness] = {}
        key = name_key(name)[:80]
        for why, column, value in (("uscc", Account.uscc, uscc), ("mobile", Account.mobile, mobile),
                                   ("name", Account.name_key, key)):  # fmt: skip
            if value:
                query = select(Account.number, Account.name_zh).where(column == value, Account.id != (but or 0))
                for number, name_zh in self.session.execute(query.limit(10)):
                    found.setdefault(number, Likeness(number, name_zh, why))
        return list(found.values())[:10]

    def tier_for_promise(self, account_id: int) -> str | None:
        """The tier, which shortens what we promise; read past the scope because partners must not see it."""
        query = select(AccountStanding.tier).where(AccountStanding.account_id == account_id)
        return self.session.scalar(query, execution_options={OUTSIDE_SCOPE: "a promise depends on the tier"})

    def contacts(self, account: Account) -> list[Contact]:
        query = select(Contact).where(Contact.account_id == account.id)
        return list(self.session.scalars(query.order_by(Contact.is_primary.desc(), Contact.id)))

    def qualifications(self, account_id: int) -> list[Qualification]:
        """Papers of one account, the one expiring first on top, long-term ones last."""
        query = select(Qualification).where(Qualification.account_id == account_id)
        return list(self.session.scalars(query.order_by(Qualification.expires_on.is_(None), Qualification.expires_on)))

    def add(self, kind: AccountKind, *, number: str | None = None, **facts: Any) -> Account:
        """A new account with the next number of its kind; facts are columns of Account."""
        number = self._taken(number) if number else self._next_number(kind)
        account = Account(kind=kind, number=number, created_at=self.work.now, **facts)
        self.session.add(account)
        account.record("account.added", by=self.work.actor, at=self.work.now)
        self._first_standing(account)
        return account

    def contact(self, account: Account, contact_id: int) -> Contact:
        """One person of the account; raises NotFound."""
        query = select(Contact).where(Contact.account_id == account.id, Contact.id == contact_id)
        contact: Contact | None = self.session.scalar(query)
        if contact is None:
            raise NotFound(str(contact_id))
        return contact

    def add_contact(self, account: Account, facts: dict[str, Any]) -> Contact:
        """A new person at the account; the first one is primary, a new primary one takes over."""
        is_primary = facts["is_primary"] or not self.contacts(account)
        self._step_down(account, is_primary)
        contact = Contact(account_id=account.id, **{**facts, "is_primary": is_primary})
        self.session.add(contact)
        contact.record("contact.added", by=self.work.actor, at=self.work.now, name=contact.name)
        return contact

    def change_contact(self, account: Account, contact: Contact, facts: dict[str, Any]) -> None:
        """Set a person's fields; who is primary stays so until another one takes over."""
        self._step_down(account, facts["is_primary"] and not contact.is_primary)
        facts = {**facts, "is_primary": facts["is_primary"] or contact.is_primary}
        contact.change(facts, by=self.work.actor, at=self.work.now)

    def remove_contact(self, account: Account, contact: Contact) -> None:
        """Take a person out; Refused("contact.is_primary") while others are left and none of them is primary."""
        if contact.is_primary and len(self.contacts(account)) > 1:
            raise Refused("contact.is_primary", name=contact.name)
        contact.record("contact.removed", by=self.work.actor, at=self.work.now, name=contact.name)
        self.session.delete(contact)

    def _step_down(self, account: Account, for_another: bool) -> None:
        """There is one primary contact at most, and the database minds the order."""
        if for_another:
            gone = update(Contact).where(Contact.account_id == account.id, Contact.is_primary).values(is_primary=False)
            self.session.execute(gone)

    def _first_standing(self, account: Account) -> AccountStanding:
        standing = AccountStanding(account_id=account.id, care_owner=None, sponsor=None)
        if self.work.writes:
            self.session.add(standing)
        return standing

    def _taken(self, number: str) -> str:
        """A number given from outside; our own series goes on after it."""
        prefix, _, digits = number.partition("-")
        raise_to(self.session, f"account.{prefix}", int(digits))
        return number

    def _next_number(self, kind: AccountKind) -> str:
        return f"{NUMBER_PREFIX[kind]}-{next_number(self.session, f'account.{NUMBER_PREFIX[kind]}'):06d}"


_LIST: AnySelect = (
    select(
        Account.id, Account.number, Account.name_zh, Account.kind, Account.status, Account.province, Account.city,
        Account.mobile, AccountStanding.tier, AccountStanding.stage, Login.name.label("manager"),
    )
    .outerjoin(AccountStanding, AccountStanding.account_id == Account.id)
    .outerjoin(Staff, Staff.id == Account.business_manager_id)
    .outerjoin(Login, Login.id == Staff.login_id)
)  # fmt: skip


def _with_manager() -> Any:
    return joinedload(Account.business_manager).joinedload(Staff.login)


def _narrowed(query: AnySelect, wanted: AccountFilter) -> AnySelect:
    columns: dict[str, InstrumentedAttribute[Any]] = {
        "kind": Account.kind,
        "status": Account.status,
        "province": Account.province,
        "business_manager_id": Account.business_manager_id,
    }
    for name, column in columns.items():
        value = getattr(wanted, name)
        if value is not None:
            query = query.where(column == value)
    return query if wanted.ids is None else query.where(Account.id.in_(wanted.ids))
