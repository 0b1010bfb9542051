"""Letting a signed contract come into force once what it waits for is there."""

from datetime import date

from portal.domain.accounts.papers.catalogue import Act
from portal.domain.accounts.papers.gatekeeping import Gatekeeping
from portal.domain.base import Refused
from portal.domain.contracts.breaches.deposit import deposit_terms
from portal.domain.contracts.breaches.deposits import DepositRepository
from portal.domain.contracts.effect import Awaited, awaited_by
from portal.domain.contracts.life import Verb, require, take_effect
from portal.domain.contracts.models import Contract
from portal.domain.contracts.versions import clauses_on
from portal.domain.work import Repository


class TakingEffect(Repository):
    """Contracts are loaded whole, with their account."""

    def missing(self, contract: Contract) -> tuple[Awaited, ...]:
        """What it waits for and is not there today; empty for one in force."""
        if contract.effective_on is not None:
            return ()
        return tuple(one for one in awaited_by(contract) if not self._is_there(contract, one))

    def let(self, contract: Contract) -> None:
        """Refused("contract.still_awaits") while something is missing."""
        require(contract, Verb.EFFECTIVE, self.work.today)
        missing = self.missing(contract)
        if missing:
            raise Refused("contract.still_awaits", number=contract.number, missing=missing)
        take_effect(contract, today=self.work.today, by=self.work.actor, at=self.work.now)

    def let_if_ready(self, contract: Contract) -> bool:
        """The same once the last thing has arrived; False where it waits for nothing, or still does."""
        ready = bool(contract.awaits) and contract.effective_on is None and not self.missing(contract)
        if ready:
            self.let(contract)
        return ready

    def papers_over(self, contract: Contract, day: date) -> tuple[str, ...]:
        """Types of papers that have run out by civil day `day` and stop a contract, but for those somebody answers for
        through today: that is when it is let come into force."""
        gatekeeping = Gatekeeping(self.work)
        found = gatekeeping.refusals(contract.account, Act.CONTRACT, day)
        if not found:
            return ()
        waived = {one.doc_type for one in gatekeeping.waivers(contract.account_id, self.work.today)}
        return tuple(one.doc_type for one in found if one.doc_type not in waived)

    def _is_there(self, contract: Contract, one: Awaited) -> bool:
        day = max(self.work.today, contract.starts_on)
        if one is Awaited.PAPERS:
            return not self.papers_over(contract, day)
        clause = deposit_terms(clauses_on(contract.versions, day))
        return clause is None or DepositRepository(self.work).balance(contract) >= clause.terms.amount_fen
