"""Whose territory a province is."""

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from portal.domain.contracts.clauses import Side
from portal.domain.contracts.models import Contract, ContractTerritory
from portal.domain.contracts.recording import Level
from portal.domain.contracts.state import UNDER_WAY, state_on
from portal.domain.work import Work


def is_exclusive_in(work: Work, account_id: int, province: str) -> bool:
    """Whether a downstream agreement under way today gives the account this province (GB/T 2260 code) exclusively,
    by itself or with the whole country."""
    covers = or_(ContractTerritory.province == province, ContractTerritory.province.is_(None))
    query = select(Contract).join(ContractTerritory, ContractTerritory.contract_id == Contract.id)
    query = query.where(
        Contract.account_id == account_id, Contract.side == Side.DOWNSTREAM,
        ContractTerritory.level == Level.EXCLUSIVE, covers,
    )  # fmt: skip
    granted = work.session.scalars(query.options(joinedload(Contract.versions))).unique()
    return any(state_on(contract, work.today) in UNDER_WAY for contract in granted)
