"""Finding agreements and the clauses in force; keeping them is inherited from `archive.py`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, or_, select
from sqlalchemy.orm import contains_eager, joinedload, load_only

from portal.domain.accounts.models import Account
from portal.domain.base import NotFound
from portal.domain.contracts.archive import Archive
from portal.domain.contracts.loading import listed, shown, signed_by_both, whole
from portal.domain.contracts.models import Clause, Contract, ContractProduct, ContractVersion
from portal.domain.contracts.state import EXPIRING_DAYS
from portal.domain.contracts.versions import clauses_on
from portal.domain.kept import rows_of
from portal.domain.paging import Page, just, page_of
from portal.domain.work import AnySelect


@dataclass(frozen=True)
class ContractFilter:
    """What the list can be narrowed by. `term`: running (not ended), ending (soon), ended, or None for all."""

    side: str | None = None
    term: str | None = None
    q: str = ""
    ids: tuple[int, ...] | None = None
    """Those the search index found for `q`; None where nobody asked it."""


class ContractRepository(Archive):
    def get(self, number: str) -> Contract:
        """The agreement of that number within the scope, whole; raises NotFound."""
        query = self._visible().where(Contract.number == number).options(joinedload(Contract.account), *whole())
        contract: Contract | None = self.session.scalars(self.for_change(query)).unique().one_or_none()
        if contract is None:
            raise NotFound(number)
        return contract

    def of_account(self, account_id: int) -> list[Contract]:
        """Agreements of one account, whole, the one ending last first."""
        query = self._visible().where(Contract.account_id == account_id).options(*whole())
        found = self.session.scalars(query.order_by(Contract.ends_on.desc(), Contract.id.desc()))
        return list(found.unique())

    def brief_of_account(self, account_id: int) -> list[Contract]:
        """Agreements of one account with their versions only, the one ending last first; one statement."""
        query = self._visible().where(Contract.account_id == account_id).options(joinedload(Contract.versions))
        return list(self.session.scalars(query.order_by(Contract.ends_on.desc(), Contract.id.desc())).unique())

    def agreed_of_account(self, account_id: int) -> list[Contract]:
        """Agreements of one account that both have signed, the one ending last first; their number and title only."""
        query = _agreed() if self.work.actor.kind != "partner" else _agreed().where(Contract.side == "downstream")
        return list(self.session.scalars(query, {"account_id": account_id}))

    def of_product(self, product_id: int) -> list[Contract]:
        """Agreements that cover a product, with their accounts, the one ending last first; at most fifty."""
        covers = exists().where(ContractProduct.contract_id == Contract.id, ContractProduct.product_id == product_id)
        query = self._visible().where(covers).options(joinedload(Contract.account))
        return list(self.session.scalars(query.order_by(Contract.ends_on.desc(), Contract.id.desc()).limit(50)))

    def clause(self, clause_id: int) -> Clause:
        """A clause by id, for forms that name one; raises NotFound unless its agreement can be read."""
        return self.clause_with_contract(clause_id)[0]

    def clause_with_contract(self, clause_id: int) -> tuple[Clause, Contract]:
        """A clause and the agreement it stands in; raises NotFound unless both can be read."""
        query = (
            self._visible(Clause, Contract)
            .join(ContractVersion, ContractVersion.contract_id == Contract.id)
            .join(Clause, Clause.version_id == ContractVersion.id)
            .where(Clause.id == clause_id)
        )
        row = self.session.execute(query).one_or_none()
        if row is None:
            raise NotFound(str(clause_id))
        return row[0], row[1]

    def terms(self, contract: Contract, day: date) -> list[Clause]:
        """The clauses in force on civil day `day`."""
        return clauses_on(contract.versions, day)

    def page(
        self, wanted: ContractFilter | None = None, *, side: str | None = None, ends_before: date | None = None,
        after: str | None = None, before: str | None = None,
    ) -> Page:  # fmt: skip
        """Agreements with their account, the one ending first on top; ended ones the other way round."""
        wanted = wanted or ContractFilter(side=side)
        query = self.narrowed(self._visible(), wanted).options(contains_eager(Contract.account), *listed())
        if ends_before:
            query = query.where(Contract.ends_on <= ends_before)
        key = (Contract.ends_on, Contract.id)
        return page_of(self.session, query, key, after=after, before=before, descending=wanted.term == "ended")

    def ending(self, since: date, until: date, most: int) -> Sequence[Any]:
        """Agreements whose last day lies between two civil days, both included, with their account; columns only."""
        query = _ending(self.work.actor.kind == "partner", most)
        return rows_of(self.session, query, {"since": since, "until": until})

    def narrowed(self, query: AnySelect, wanted: ContractFilter) -> AnySelect:
        """`query`, which reads agreements, with their account and the filter's conditions."""
        today = self.work.today
        query = query.join(Account, Account.id == Contract.account_id)
        if wanted.side:
            query = query.where(Contract.side == wanted.side)
        if wanted.term == "ended":
            query = query.where(_is_over_by(today))
        elif wanted.term:
            query = query.where(Contract.ends_on >= today, _not_terminated_by(today))
        if wanted.term == "ending":
            query = query.where(_is_over_by(today + timedelta(days=EXPIRING_DAYS)))
        if wanted.ids is not None:
            query = query.where(Contract.id.in_(wanted.ids))
        elif wanted.q:
            columns = (Contract.number, Contract.title, Account.name_zh, Account.number)
            query = query.where(or_(*(column.icontains(wanted.q, autoescape=True) for column in columns)))
        return query

    def _visible(self, *entities: Any) -> AnySelect:
        """Partners read downstream agreements only, and none that is still our draft."""
        query = select(*(entities or (Contract,)))
        if entities:
            query = query.select_from(Contract)
        return _for_partners(query) if self.work.actor.kind == "partner" else query


@cache
def _agreed() -> AnySelect:
    """Put together once, as every request that is filed asks it."""
    first = exists().where(
        ContractVersion.contract_id == Contract.id, ContractVersion.no == 1, signed_by_both(ContractVersion)
    )
    query = select(Contract).where(Contract.account_id == bindparam("account_id"), first)
    named = load_only(Contract.number, Contract.title, raiseload=True)
    return query.options(named).order_by(Contract.ends_on.desc(), Contract.id.desc())


@cache
def _ending(is_for_partners: bool, most: int) -> AnySelect:
    """Put together once for each side."""
    query = (
        select(Contract.number, Contract.side, Contract.title, Contract.ends_on, Account.name_zh, Account.short_name)
        .select_from(Contract)
        .join(Account, Account.id == Contract.account_id)
        .where(Contract.ends_on.between(bindparam("since"), bindparam("until")), Contract.terminated_on.is_(None))
        .order_by(Contract.ends_on, Contract.id)
        .limit(just(most))
    )
    return _for_partners(query) if is_for_partners else query


def _for_partners(query: AnySelect) -> AnySelect:
    return query.where(Contract.side == "downstream", shown())


def _is_over_by(day: date) -> ColumnElement[bool]:
    """Whether civil day `day` is the first on which it is over, or a later one: by its end, or terminated before."""
    return or_(Contract.ends_on < day, Contract.terminated_on <= day)


def _not_terminated_by(day: date) -> ColumnElement[bool]:
    return or_(Contract.terminated_on.is_(None), Contract.terminated_on > day)
