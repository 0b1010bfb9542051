"""Finding, recording and revising agreements, and the clauses in force."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from portal.domain.accounts.models import Account
from portal.domain.accounts.repository import AccountRepository
from portal.domain.base import NotFound, Refused
from portal.domain.contracts.clauses import Side
from portal.domain.contracts.models import Clause, Contract, ContractProduct, ContractVersion
from portal.domain.contracts.recording import ContractFacts, check, check_goods_party, cover, plain
from portal.domain.contracts.state import EXPIRING_DAYS
from portal.domain.contracts.versions import clauses_on
from portal.domain.paging import Page, page_of
from portal.domain.scope import OUTSIDE_SCOPE
from portal.domain.series import next_number
from portal.domain.work import AnySelect, Repository


@dataclass(frozen=True)
class ContractFilter:
    """What the list can be narrowed by. `term`: running (not ended), ending (soon), ended, or None for all."""

    side: str | None = None
    term: str | None = None
    q: str = ""


class ContractRepository(Repository):
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
        query = self._narrowed(self._visible(), wanted).options(contains_eager(Contract.account), *listed())
        if ends_before:
            query = query.where(Contract.ends_on <= ends_before)
        key = (Contract.ends_on, Contract.id)
        return page_of(self.session, query, key, after=after, before=before, descending=wanted.term == "ended")

    def ending(self, since: date, until: date, most: int) -> Sequence[Any]:
        """Agreements whose last day lies between two civil days, both included, with their account; columns only."""
        query = (
            self._visible(Contract.number, Contract.side, Contract.title, Contract.ends_on, Account.name_zh,
                          Account.short_name)
            .join(Account, Account.id == Contract.account_id)
            .where(Contract.ends_on.between(since, until), Contract.terminated_on.is_(None))
            .order_by(Contract.ends_on, Contract.id)
        )  # fmt: skip
        return self.session.execute(query.limit(most)).all()

    def record(
        self, account: Account, *, number: str, side: Side, facts: ContractFacts, goods_party: Account | None = None
    ) -> Contract:
        """Take a paper agreement into the archive, its first version unsigned; Refused when a rule does not hold."""
        self.check(facts, side, account, goods_party)
        next_number(self.session, "contract.recorded")  # its row lock makes two recorders come one after the other
        if self._is_taken(number):
            raise Refused("contract.number_taken", number=number)
        contract = Contract(
            account_id=account.id, number=number, side=side, created_at=self.work.now,
            goods_party_id=goods_party.id if goods_party else None, products=[], territories=[], **facts.columns(),
        )  # fmt: skip
        first = ContractVersion(account_id=account.id, no=1, effective_from=facts.starts_on, clauses=[])
        contract.versions = [first]
        cover(contract, facts)
        self.session.add(contract)
        contract.record("contract.recorded", by=self.work.actor, at=self.work.now, side=side)
        return contract

    def revise(self, contract: Contract, facts: ContractFacts, goods_party: Account | None = None) -> None:
        """Correct what was typed before the first signature; Refused("contract.version_signed") after it."""
        if contract.versions[0].is_signed:
            raise Refused("contract.version_signed", number=contract.number)
        self.check(facts, Side(contract.side), contract.account, goods_party)
        columns: dict[str, Any] = {**facts.columns(), "goods_party_id": goods_party.id if goods_party else None}
        changes = {name: [plain(getattr(contract, name)), plain(value)] for name, value in columns.items()}
        for name, value in columns.items():
            setattr(contract, name, value)
        contract.versions[0].effective_from = facts.starts_on
        contract.products.clear()
        contract.territories.clear()
        self.session.flush()  # the old rows go before equal new ones come
        cover(contract, facts)
        differing = {name: change for name, change in changes.items() if change[0] != change[1]}
        contract.record("contract.revised", by=self.work.actor, at=self.work.now, changes=differing)

    def check(self, facts: ContractFacts, side: Side, account: Account, goods_party: Account | None) -> None:
        """Refused with the first rule that an agreement of these facts would break."""
        check(facts, side, account, goods_party)
        if goods_party is not None:
            papers = AccountRepository(self.work).qualifications(goods_party.id)
            check_goods_party(goods_party, papers, self.work.today)

    def _is_taken(self, number: str) -> bool:
        query = select(Contract.id).where(Contract.number == number)
        reason = {OUTSIDE_SCOPE: "a printed number is one for the whole company"}
        return self.session.scalar(query, execution_options=reason) is not None

    def _narrowed(self, query: AnySelect, wanted: ContractFilter) -> AnySelect:
        today = self.work.today
        query = query.join(Account, Account.id == Contract.account_id)
        if wanted.side:
            query = query.where(Contract.side == wanted.side)
        if wanted.term:
            query = query.where(Contract.ends_on < today if wanted.term == "ended" else Contract.ends_on >= today)
        if wanted.term == "ending":
            query = query.where(Contract.ends_on < today + timedelta(days=EXPIRING_DAYS))
        if wanted.q:
            columns = (Contract.number, Contract.title, Account.name_zh, Account.number)
            query = query.where(or_(*(column.icontains(wanted.q, autoescape=True) for column in columns)))
        return query

    def _visible(self, *entities: Any) -> AnySelect:
        """Partners read downstream agreements only, and none that is still our draft."""
        query = select(*(entities or (Contract,)))
        if entities:
            query = query.select_from(Contract)
        return query if self.work.actor.kind != "partner" else query.where(Contract.side == "downstream", _shown())


@cache
def _shown() -> ColumnElement[bool]:
    version = aliased(ContractVersion)
    signed = exists().where(
        version.contract_id == Contract.id,
        version.signed_by_us_on.is_not(None),
        version.signed_by_partner_on.is_not(None),
    )
    return or_(Contract.sent_at.is_not(None), signed)


@cache
def whole() -> tuple[Any, ...]:
    """What a page about an agreement needs loaded, in three questions."""
    return (
        joinedload(Contract.versions).joinedload(ContractVersion.clauses),
        selectinload(Contract.products).joinedload(ContractProduct.product),
        selectinload(Contract.territories),
    )


def listed() -> tuple[Any, ...]:
    """What a row of a list needs loaded: no clauses."""
    return selectinload(Contract.versions), *whole()[1:]
