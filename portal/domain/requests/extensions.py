"""Asked extensions and what becomes of them: begun with the request, proposed, approved, acknowledged."""

from datetime import date

from sqlalchemy import select

from portal.domain.accounts.blacklist import is_blacklisted
from portal.domain.base import Refused
from portal.domain.contracts.findings import Findings
from portal.domain.contracts.granting import Permit
from portal.domain.contracts.grants import Grant
from portal.domain.contracts.holdings import grants_by_terms
from portal.domain.contracts.models import Contract
from portal.domain.contracts.repository import ContractRepository
from portal.domain.contracts.state import ContractState, state_on
from portal.domain.contracts.territory import territories_on
from portal.domain.requests.catalogue import RequestCategory
from portal.domain.requests.extension import TermExtension
from portal.domain.requests.extension_finding import ExtensionFinder
from portal.domain.requests.extension_proposal import ExtensionProposal, Offer
from portal.domain.requests.extension_states import ExtensionState
from portal.domain.requests.models import ServiceRequest
from portal.domain.working_days import DAY

NOT_TO_EXTEND = frozenset(
    {ContractState.DRAFT, ContractState.INTERNAL_REVIEW, ContractState.SENT, ContractState.TERMINATED,
     ContractState.SETTLED, ContractState.ARCHIVED}
)  # fmt: skip


class ExtensionRepository(ExtensionFinder):
    def begin(self, service_request: ServiceRequest) -> TermExtension:
        """The extension this request asks for, made when it is not there yet: the arrival is the moment of filing.

        Refused when the contract cannot be extended, or while another request about it is under way.
        """
        if service_request.extension is not None:
            return service_request.extension
        contract = self._contract_for_change(service_request)
        self.check_can_ask(contract)
        right = self.right_to(contract, service_request.posted_at)
        extension = TermExtension(
            account_id=contract.account_id, contract_id=contract.id, request_id=service_request.id,
            months=int(service_request.fields["months"]), arrived_at=service_request.posted_at,
            ends_on=contract.ends_on, right=right.standing, article=right.article, outcome=right.outcome,
            ask_by=right.ask_by, state=ExtensionState.ASKED,
        )  # fmt: skip
        service_request.extension = extension
        self.session.flush()
        facts = {"contract": contract.number, "months": extension.months, "right": extension.right}
        service_request.record(
            "extension.asked", by=self.work.actor, at=self.work.now, article=extension.article,
            outcome=extension.outcome, ends_on=contract.ends_on.isoformat(), **facts,
        )  # fmt: skip
        return extension

    def propose(self, service_request: ServiceRequest, offer: Offer) -> TermExtension:
        """Say how we should answer; an offer that goes beyond our upstream rights, or into what somebody else was
        given, is Refused as granting it anew would be (`Granting.permit`)."""
        extension = self.begin(service_request)
        contract = self._contract_for_change(service_request)
        ends_on = offer.end_for(contract, extension.months)
        if ends_on is not None:
            self._refuse_blacklisted(contract)
        self._permit(contract, ends_on, offer.override)
        extension.propose(offer, contract, by=self.work.actor, at=self.work.now)
        return extension

    def approve(self, service_request: ServiceRequest, proposal_id: int) -> ExtensionProposal:
        """The second person's yes, measured by the upstream rights again: they may have changed since."""
        extension = self.of(service_request)
        contract = self._contract_for_change(service_request)
        proposal, last_day = extension.undecided(proposal_id), self.last_day_to_acknowledge()
        if proposal.new_ends_on is not None:
            self._refuse_blacklisted(contract)
        permit = self._permit(contract, proposal.new_ends_on, proposal.override)
        extension.approve(proposal_id, contract, last_day, by=self.work.actor, at=self.work.now)
        ContractRepository(self.work).granting.note(contract, permit)
        return proposal

    def acknowledge(self, service_request: ServiceRequest, summary: str) -> TermExtension:
        """The partner's yes: the amendment and the new end, in this transaction. `summary` says it in words."""
        extension = self.of(service_request)
        contract = self._contract_for_change(service_request)
        if is_blacklisted(self.session, contract.account_id):  # the partner is not told why
            raise Refused("extension.not_for_contract", number=service_request.number)
        extension.acknowledge(contract, by=self.work.actor, at=self.work.now, summary=summary)
        return extension

    def findings(self, contract: Contract, ends_on: date) -> Findings:
        """What of the added term we do not hold upstream, and what of it others were promised (staff only)."""
        granting = ContractRepository(self.work).granting
        answered = (note for decision in granting.overrides(contract.id) for note in decision.notes)
        return granting.findings(_added(contract, ends_on)).beyond(answered)

    def check_can_ask(self, contract: Contract) -> None:
        """Refused as `begin` would be; a contract that has ended may still be asked for (a top-up comes after it)."""
        if contract.side != "downstream" or state_on(contract, self.work.today) in NOT_TO_EXTEND:
            raise Refused("extension.not_for_contract", number=contract.number)
        asked = self.open_for(contract.id)
        if asked is not None:
            raise Refused("extension.asked_already", number=asked.request.number)

    def _refuse_blacklisted(self, contract: Contract) -> None:
        """Nothing new is agreed with whoever stands on the blacklist; a no may still be said."""
        ContractRepository(self.work).refuse_blacklisted(contract.account)

    def _permit(self, contract: Contract, ends_on: date | None, override: str) -> Permit | None:
        if ends_on is None:
            return None
        granting = ContractRepository(self.work).granting
        return granting.permit(contract.number, _added(contract, ends_on), override, contract.id)

    def _contract_for_change(self, service_request: ServiceRequest) -> Contract:
        """Locked after the request, as everywhere: two acts on one extension never wait for each other in a circle."""
        contract = self._contract_of(service_request)
        number = contract.number
        self.session.expire(contract)  # it was read with the request, before it was locked
        return ContractRepository(self.work).get(number)

    def _contract_of(self, service_request: ServiceRequest) -> Contract:
        query = select(Contract).where(Contract.id == service_request.contract_id)
        contract: Contract | None = self.session.scalar(query)
        if contract is None or service_request.category != RequestCategory.CONTRACT_EXTENSION:
            raise Refused("extension.not_for_contract", number=service_request.number)
        return contract


def _added(contract: Contract, ends_on: date) -> list[Grant]:
    """What the contract would give from the day after its end until `ends_on`."""
    codes = tuple(row.product.code for row in contract.products)
    given = territories_on(contract, contract.ends_on)
    return grants_by_terms(contract.number, contract.account.number, codes, given, contract.ends_on + DAY, ends_on)
