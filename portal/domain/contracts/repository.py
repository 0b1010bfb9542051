"""Finding and opening agreements and the clauses in force."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.domain.base import NotFound
from portal.domain.contracts.models import Clause, Contract, ContractProduct, ContractVersion
from portal.domain.contracts.versions import clauses_on
from portal.domain.paging import Page, page_of
from portal.domain.work import AnySelect, Repository


class ContractRepository(Repository):
    def get(self, number: str) -> Contract:
        """The agreement of that number within the scope, whole; raises NotFound."""
        query = self._visible().where(Contract.number == number).options(*whole())
        contract: Contract | None = self.session.scalar(self.for_change(query))
        if contract is None:
            raise NotFound(number)
        return contract

    def of_account(self, account_id: int) -> list[Contract]:
        """Agreements of one account, whole, the one ending last first."""
        query = self._visible().where(Contract.account_id == account_id).options(*whole())
        return list(self.session.scalars(query.order_by(Contract.ends_on.desc(), Contract.id.desc())))

    def clause(self, clause_id: int) -> Clause:
        """A clause by id, for forms that name one; raises NotFound outside the scope."""
        clause = self.session.scalar(select(Clause).where(Clause.id == clause_id))
        if clause is None:
            raise NotFound(str(clause_id))
        return clause

    def terms(self, contract: Contract, day: date) -> list[Clause]:
        """The clauses in force on civil day `day`."""
        return clauses_on(contract.versions, day)

    def page(
        self, *, side: str | None = None, ends_before: date | None = None, after: str | None = None,
        before: str | None = None,
    ) -> Page:  # fmt: skip
        """Agreements with their account, the one ending first on top."""
        query = self._visible().options(joinedload(Contract.account), *whole()[1:])
        if side:
            query = query.where(Contract.side == side)
        if ends_before:
            query = query.where(Contract.ends_on <= ends_before)
        return page_of(self.session, query, (Contract.ends_on, Contract.id), after=after, before=before)

    def _visible(self) -> AnySelect:
        """Partners see downstream agreements only, even if a supplier's login were ever let in."""
        query = select(Contract)
        return query if self.work.actor.kind != "partner" else query.where(Contract.side == "downstream")


def whole() -> tuple[Any, ...]:
    """What a page about an agreement needs loaded."""
    return (
        selectinload(Contract.versions).selectinload(ContractVersion.clauses),
        selectinload(Contract.products).joinedload(ContractProduct.product),
        selectinload(Contract.territories),
    )
