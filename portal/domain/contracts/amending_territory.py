"""An amendment names the territory anew: from its day on it is this, and what was signed before stays as it was."""

from portal.domain.base import Refused
from portal.domain.contracts.clauses import Side
from portal.domain.contracts.drafting import writable_draft
from portal.domain.contracts.granting import Granting, Permit
from portal.domain.contracts.grants import Grant
from portal.domain.contracts.holdings import grants_by_terms
from portal.domain.contracts.models import Contract, ContractTerritory, ContractVersion
from portal.domain.contracts.recording import ContractFacts
from portal.domain.work import Repository


class AmendingTerritory(Repository):
    def name(self, contract: Contract, facts: ContractFacts, override: str = "") -> None:
        """Put the whole territory into the open amendment, in place of what it named before.

        Refused("territory.not_an_amendment") for the agreement itself, whose draft is corrected instead, and as a new
        grant is: for what another partner holds exclusively, and beyond our own right without a reason.
        """
        draft = writable_draft(contract)
        if draft.no == 1:
            raise Refused("territory.not_an_amendment")
        rows = [
            ContractTerritory(account_id=contract.account_id, contract_id=contract.id, province=code, place=place,
                              channel=facts.channel, level=facts.level, version_no=draft.no)
            for code, place in facts.places
        ]  # fmt: skip
        permit = self._permit(contract, grants_from(contract, draft, rows), override)
        self.clear(contract, draft)
        contract.territories.extend(rows)
        facts_told = {"version_no": draft.no, "places": len(rows), "channel": facts.channel, "level": facts.level}
        contract.record("contract.territory_drafted", by=self.work.actor, at=self.work.now, **facts_told)
        Granting(self.work).note(contract, permit)

    def leave(self, contract: Contract) -> None:
        """Take it out of the open amendment again: the territory stays as it was."""
        draft = writable_draft(contract)
        if draft.no == 1:
            raise Refused("territory.not_an_amendment")
        self.clear(contract, draft)
        contract.record("contract.territory_left", by=self.work.actor, at=self.work.now, version_no=draft.no)

    def clear(self, contract: Contract, draft: ContractVersion) -> None:
        own = [row for row in contract.territories if row.version_no == draft.no]
        for row in own:
            contract.territories.remove(row)
        self.session.flush()

    def _permit(self, contract: Contract, grants: list[Grant], override: str) -> Permit | None:
        if contract.side != Side.DOWNSTREAM:
            return None
        return Granting(self.work).permit(contract.number, grants, override, contract.id)


def grants_from(contract: Contract, draft: ContractVersion, rows: list[ContractTerritory]) -> list[Grant]:
    """What these rows give from the amendment's day to the end."""
    codes = tuple(row.product.code for row in contract.products)
    since = max(draft.effective_from, contract.starts_on)
    return grants_by_terms(contract.number, contract.account.number, codes, rows, since, contract.ends_on)


def amended_rows(contract: Contract) -> list[ContractTerritory]:
    """The territory that the open amendment names; nothing where it leaves it as it is."""
    draft = contract.draft
    return [row for row in contract.territories if draft and draft.no > 1 and row.version_no == draft.no]
