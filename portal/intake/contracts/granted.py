"""What the agreements of a file grant: each is weighed against the archive and against the rows above it."""

from portal.domain.accounts.models import Account
from portal.domain.contracts.clauses import Side
from portal.domain.contracts.granting import grants_to_be
from portal.domain.contracts.grants import Grant
from portal.domain.contracts.models import Contract
from portal.domain.contracts.repository import ContractRepository
from portal.intake.clean_row import CleanRow
from portal.intake.contracts.completing import facts_of


class Granted:
    """Rights that the rows so far give us, and what they promise others, once they are signed."""

    def __init__(self) -> None:
        self._ours: list[Grant] = []
        self._promised: list[Grant] = []

    def check(self, contracts: ContractRepository, row: CleanRow, account: Account, known: Contract | None) -> None:
        """Refused with the rule by which we may not grant what the row says."""
        if row.values["side"] == Side.DOWNSTREAM:
            grants = self._grants(contracts, row, account)
            contracts.granting.weigh(
                grants[0].contract_number, grants, str(row.values.get("override", "")), known.id if known else None,
                beside=self._ours, promised=self._promised,
            )  # fmt: skip

    def add(self, contracts: ContractRepository, row: CleanRow, account: Account) -> None:
        """Remember a row that is going to be taken; without both signatures it binds nobody yet."""
        if {"signed_by_us_on", "signed_by_partner_on"} <= row.values.keys():
            into = self._promised if row.values["side"] == Side.DOWNSTREAM else self._ours
            into += self._grants(contracts, row, account)

    @staticmethod
    def _grants(contracts: ContractRepository, row: CleanRow, account: Account) -> list[Grant]:
        facts = facts_of(row.values)
        codes = contracts.granting.codes(facts.product_ids)
        return grants_to_be(str(row.values["contract_no"]), account.number, codes, facts)
