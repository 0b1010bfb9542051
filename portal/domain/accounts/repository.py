"""Finding and opening accounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, select
from sqlalchemy.orm import Load, joinedload

from portal.domain.accounts.archive_columns import ARCHIVE
from portal.domain.accounts.filter import LISTED, AccountFilter, narrowed
from portal.domain.accounts.kinds import NUMBER_PREFIX, AccountKind
from portal.domain.accounts.models import Account, AccountStanding, Qualification
from portal.domain.accounts.names import name_key
from portal.domain.accounts.papers.paper import PaperState
from portal.domain.accounts.papers.running_out import running_out
from portal.domain.accounts.tags import AccountTag
from portal.domain.base import NotFound
from portal.domain.kept import rows_of
from portal.domain.paging import Page, page_of
from portal.domain.people.models import Staff
from portal.domain.prepared import Prepared
from portal.domain.series import next_number, raise_to
from portal.domain.work import AnySelect, Repository


@dataclass(frozen=True)
class Likeness:
    """Another account that may be the same one; `why` is uscc, id_no, mobile or name."""

    number: str
    name_zh: str
    why: str


_IN_FORCE = Qualification.state == PaperState.VERIFIED
_FIRST_TO_END = (Qualification.expires_on.is_(None), Qualification.expires_on)


class AccountRepository(Repository):
    def get(self, number: str) -> Account:
        """The account of that number within the scope; raises NotFound."""
        query = select(Account).where(Account.number == number).options(_with_manager())
        account: Account | None = self.session.scalar(self.for_change(query))
        if account is None:
            raise NotFound(number)
        return account

    def by_secret(self, name: str, hashes: Sequence[str]) -> list[int]:
        """Ids of the accounts whose identity number (id_no) or bank account (bank_account) has one of these keyed
        hashes, within the scope; the full number is never compared."""
        column = getattr(Account, f"{name}_hash")
        return list(self.session.scalars(select(Account.id).where(column.in_(hashes)).order_by(Account.id).limit(50)))

    def by_id(self, account_id: int | None) -> Account | None:
        """The account that another row names by id, within the scope."""
        return self.session.scalar(_BY_ID, {"account_id": account_id}) if account_id else None

    def own(self, *, alone: bool = False) -> Account:
        """The partner's own account, with its business manager unless it is wanted alone."""
        query = _BY_ID if alone else _own()
        account: Account | None = self.session.scalar(query, {"account_id": self.work.actor.account_id})
        if account is None:
            raise NotFound("own account")
        return account

    def own_with_papers(self, *further: PaperState) -> tuple[Account, list[Qualification]]:
        """The same with its verified papers and those in `further` states, the one expiring first on top, long-term
        ones last; in one statement."""
        query = _own_with_papers((PaperState.VERIFIED, *further))
        rows = self.session.execute(query, {"account_id": self.work.actor.account_id}).all()
        if not rows:
            raise NotFound("own account")
        return rows[0][0], [paper for _account, paper in rows if paper is not None]

    def page(self, wanted: AccountFilter, *, after: str | None = None, before: str | None = None) -> Page:
        """Accounts with their standing, newest number first; at most 50 rows of columns."""
        query, key = narrowed(LISTED, wanted), Account.id
        if wanted.tag_id is not None:
            key = AccountTag.account_id
        if wanted.tier is not None:  # the tier's own index leads, and gives the order
            query, key = query.where(AccountStanding.tier == wanted.tier), AccountStanding.account_id
        return page_of(self.session, query, (key,), after=after, before=before, descending=True)

    def standing(self, account: Account) -> AccountStanding:
        """What we think of the account and who looks after it, for staff; made empty if it is missing."""
        query = select(AccountStanding).where(AccountStanding.account_id == account.id).options(*_with_owners())
        standing: AccountStanding | None = self.session.scalar(query)
        return standing or self._first_standing(account)

    def with_standing(
        self, number: str, query: AnySelect, **values: Any
    ) -> tuple[Account, AccountStanding, tuple[Any, ...]]:
        """The account of that number and its standing, both whole, for staff, with what else the `query` of
        `standing_with` finds out about it by these values; raises NotFound."""
        row = self.session.execute(query, {"number": number, **values}).one_or_none()
        if row is None:
            raise NotFound(number)
        return row[0], row[1] or self._first_standing(row[0]), tuple(row[2:])

    def like(
        self, *, name: str, uscc: str | None, mobile: str | None, id_hashes: Sequence[str] = (), but: int | None = None
    ) -> list[Likeness]:  # fmt: skip
        """Accounts of the same credit code, identity number (by its keyed hashes), mobile or name without its legal
        form, in this order; at most ten."""
        found: dict[str, Likeness] = {}
        sought: tuple[tuple[str, Any, Sequence[str]], ...] = (
            ("uscc", Account.uscc, (uscc or "",)), ("id_no", Account.id_no_hash, id_hashes),
            ("mobile", Account.mobile, (mobile or "",)), ("name", Account.name_key, (name_key(name)[:80],)),
        )  # fmt: skip
        for why, column, values in sought:
            if any(values):
                query = select(Account.number, Account.name_zh).where(column.in_(values), Account.id != (but or 0))
                for number, name_zh in self.session.execute(query.limit(10)):
                    found.setdefault(number, Likeness(number, name_zh, why))
        return list(found.values())[:10]

    def tier_for_promise(self, account_id: int) -> str | None:
        """The tier, which shortens what we promise; read past the scope because partners must not see it."""
        beyond = self.session.unguarded("a promise depends on the tier")
        found: str | None = _TIER.scalar(beyond, {"of_account": account_id})
        return found

    def qualifications(self, account_id: int) -> list[Qualification]:
        """Verified papers of one account, the one expiring first on top, long-term ones last."""
        return list(self.session.scalars(_PAPERS, {"of": account_id}))

    def expiring_papers(self, since: date, until: date, most: int) -> Sequence[Any]:
        """Papers whose last day lies between two civil days, both included, with their account; the first on top."""
        return rows_of(self.session, running_out(most), {"since": since, "until": until})

    def add(self, kind: AccountKind, *, number: str | None = None, **facts: Any) -> Account:
        """A new account with the next number of its kind; facts are columns of Account."""
        number = self._taken(number) if number else self._next_number(kind)
        account = Account(kind=kind, number=number, created_at=self.work.now, **facts)
        self.session.add(account)
        account.record("account.added", by=self.work.actor, at=self.work.now)
        self._first_standing(account)
        return account

    def _first_standing(self, account: Account) -> AccountStanding:
        standing = AccountStanding(account_id=account.id, care_owner=None, sponsor=None, introducer=None)
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


def standing_with(*figures: ColumnElement[Any], beside: Any) -> AnySelect:
    """The statement of `with_standing`, to be kept by who asks it: `figures` that are found out about the account, and
    its row of the table `beside` (the last one)."""
    query: AnySelect = select(Account, AccountStanding, *figures, beside)
    query = query.outerjoin(AccountStanding, AccountStanding.account_id == Account.id)
    query = query.outerjoin(beside, beside.account_id == Account.id).where(Account.number == bindparam("number"))
    return query.options(_whole(), _with_manager(), *_with_owners())


def _with_owners() -> tuple[Any, ...]:
    owners = (AccountStanding.care_owner, AccountStanding.sponsor)
    return *(joinedload(owner).joinedload(Staff.login) for owner in owners), joinedload(AccountStanding.introducer)


_BY_ID = select(Account).where(Account.id == bindparam("account_id"))
_PAPERS = select(Qualification).where(Qualification.account_id == bindparam("of"), _IN_FORCE).order_by(*_FIRST_TO_END)
_STANDING = AccountStanding.__table__.c
_TIER = Prepared(select(_STANDING.tier).where(_STANDING.account_id == bindparam("of_account")))


@cache
def _own() -> AnySelect:
    """Put together once, as nearly every page of a partner asks it."""
    return _BY_ID.options(_with_manager())


@cache
def _own_with_papers(states: tuple[PaperState, ...]) -> AnySelect:
    theirs = and_(Qualification.account_id == Account.id, Qualification.state.in_(states))
    query = _own().add_columns(Qualification).outerjoin(Qualification, theirs)
    return query.order_by(*_FIRST_TO_END)


def _whole() -> Any:
    """With the columns that few pages read."""
    return Load(Account).undefer_group(ARCHIVE)


def _with_manager() -> Any:
    return joinedload(Account.business_manager).joinedload(Staff.login)
