"""Finding asked extensions: by contract, by what waits for a second person; and the right a partner has."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased, joinedload

from portal.domain.accounts.models import Account
from portal.domain.almost import sifting
from portal.domain.base import NotFound
from portal.domain.contracts.computing.day_counting import rolled
from portal.domain.contracts.models import Contract
from portal.domain.contracts.right import Right, right_to_extend
from portal.domain.contracts.versions import clauses_on
from portal.domain.paging import just
from portal.domain.people.models import Login
from portal.domain.requests.calendar import working_days_in
from portal.domain.requests.extension import TermExtension
from portal.domain.requests.extension_proposal import ExtensionProposal
from portal.domain.requests.extension_states import ExtensionState
from portal.domain.requests.models import ServiceRequest
from portal.domain.work import AnySelect, Repository
from portal.domain.working_days import civil_day

ACKNOWLEDGE_WITHIN = timedelta(days=15)
"""How long our offer stands: as long as a supplier's offer to match usually does (domain 3.3 A4), time for an owner to
ask partners and bank, short enough for a new offer before the term is over. Rolled past rest days (Civil Code 203)."""
LONGEST_WINDOW = timedelta(days=400)
"""How far before the end of a term the calendar is read: no notice window opens earlier."""


class ExtensionFinder(Repository):
    def of(self, service_request: ServiceRequest) -> TermExtension:
        """The extension a request asks for; raises NotFound."""
        if service_request.extension is None:
            raise NotFound(service_request.number)
        return service_request.extension

    def open_for(self, contract_id: int) -> TermExtension | None:
        """What is under way for a contract, with its request."""
        query = self._of_contract(contract_id).where(TermExtension.ended_at.is_(None))
        return self.session.scalars(query).first()

    def newest_for(self, contract_id: int) -> TermExtension | None:
        """What was asked last for a contract, under way or not, with its request."""
        return self.session.scalars(self._of_contract(contract_id).limit(1)).first()

    def behind_versions(self, contract_id: int) -> dict[int, TermExtension]:
        """By the number of the amendment, the extension it came of, with whoever asked, approved and acknowledged."""
        query = self._of_contract(contract_id).where(TermExtension.version_no.is_not(None))
        people = (
            joinedload(TermExtension.request).joinedload(ServiceRequest.posted_by),
            joinedload(TermExtension.decided_by),
            joinedload(TermExtension.acknowledged_by),
        )
        return {one.version_no: one for one in self.session.scalars(query.options(*people))}

    def right_to(self, contract: Contract, arrived_at: datetime, ends_on: date | None = None) -> Right:
        """What a notice that arrives at `arrived_at` comes to; `contract` is loaded whole. `ends_on` is the end it is
        judged by, today's when it is not given."""
        ends_on, day = ends_on or contract.ends_on, civil_day(arrived_at)
        clauses = clauses_on(contract.versions, max(day, contract.starts_on))
        days = working_days_in(self.work, min(day, ends_on - LONGEST_WINDOW), max(day, ends_on) + LONGEST_WINDOW)
        return right_to_extend(clauses, ends_on, arrived_at, days, self._used(contract.id, arrived_at))

    def right_on_arrival(self, extension: TermExtension, contract: Contract) -> Right:
        """The same as when it arrived, with its working."""
        return self.right_to(contract, extension.arrived_at, extension.ends_on)

    def last_day_to_acknowledge(self) -> date:
        """Of an offer approved today (civil day, Asia/Shanghai)."""
        last = self.work.today + ACKNOWLEDGE_WITHIN
        return rolled(last, working_days_in(self.work, last, last + timedelta(days=60)))

    def waiting(self, most: int) -> Sequence[Any]:
        """Proposals that a second person must look at, the oldest first, with whose they are; columns only."""
        return self.session.execute(_waiting(most)).all()

    def _used(self, contract_id: int, before: datetime) -> Counter[str]:
        """How often each article was exercised in earlier terms: what was asked by right and came to be."""
        query = select(TermExtension.article).where(
            TermExtension.contract_id == contract_id, sifting(TermExtension.state == ExtensionState.ACKNOWLEDGED),
            TermExtension.arrived_at < before, TermExtension.outcome.in_(("option_exercised", "not_enough_facts")),
        )  # fmt: skip
        return Counter(self.session.scalars(query))

    def _of_contract(self, contract_id: int) -> Any:
        query = select(TermExtension).where(TermExtension.contract_id == contract_id)
        return query.options(joinedload(TermExtension.request)).order_by(TermExtension.id.desc())


@cache
def _waiting(most: int) -> AnySelect:
    """Put together once: the first page of the day asks it."""
    newer = aliased(ExtensionProposal)
    is_newest = ~select(newer.id).where(
        newer.extension_id == ExtensionProposal.extension_id, newer.id > ExtensionProposal.id
    ).exists()  # fmt: skip
    return (
        select(ServiceRequest.number, ServiceRequest.subject, Account.name_zh, Account.short_name,
               ExtensionProposal.kind, ExtensionProposal.new_ends_on, ExtensionProposal.proposed_at,
               ExtensionProposal.proposed_by_id, Login.name.label("proposed_by"))
        .select_from(TermExtension)
        .join(ServiceRequest, ServiceRequest.id == TermExtension.request_id)
        .join(Account, Account.id == TermExtension.account_id)
        .join(ExtensionProposal, ExtensionProposal.extension_id == TermExtension.id)
        .join(Login, Login.id == ExtensionProposal.proposed_by_id)
        .where(TermExtension.state == ExtensionState.PROPOSED, is_newest)
        .order_by(ExtensionProposal.id)
        .limit(just(most))
    )  # fmt: skip
