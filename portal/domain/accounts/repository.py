"""Finding and opening accounts."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from portal.domain.accounts.kinds import NUMBER_PREFIX, AccountKind
from portal.domain.accounts.models import Account, AccountStanding, Contact, Qualification
from portal.domain.base import NotFound
from portal.domain.paging import Page, page_of
from portal.domain.people.models import Login, Staff
from portal.domain.scope import OUTSIDE_SCOPE
from portal.domain.series import next_number
from portal.domain.work import AnySelect, Repository


@dataclass(frozen=True)
class AccountFilter:
    """What the archive's list can be narrowed by; None means all."""

    kind: str | None = None
    status: str | None = None
    province: str | None = None
    business_manager_id: int | None = None
    ids: tuple[int, ...] | None = None


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
        query = _narrowed(_LIST, wanted)
        return page_of(self.session, query, (Account.id,), after=after, before=before, descending=True)

    def standing(self, account: Account) -> AccountStanding:
        """What we think of the account, for staff; made empty if it is missing."""
        standing = self.session.scalar(select(AccountStanding).where(AccountStanding.account_id == account.id))
        return standing or AccountStanding(account_id=account.id)

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
        account = Account(kind=kind, number=number or self._next_number(kind), created_at=self.work.now, **facts)
        self.session.add(account)
        account.record("account.added", by=self.work.actor, at=self.work.now)
        self.session.add(AccountStanding(account_id=account.id))
        return account

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
