"""Whose territory a province is, and which territory an agreement gives on a day: an amendment may name it anew."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from portal.domain.contracts.clauses import Side
from portal.domain.contracts.models import Contract, ContractTerritory
from portal.domain.contracts.recording import Level
from portal.domain.contracts.state import UNDER_WAY, state_on
from portal.domain.work import Work


def territories_on(contract: Contract, day: date) -> list[ContractTerritory]:
    """The territory in force on civil day `day`: that of the last signed amendment that names one and takes effect by
    then, else the agreement's own. Its versions are loaded."""
    by_no: dict[int, list[ContractTerritory]] = {}
    for row in contract.territories:
        by_no.setdefault(row.version_no or 1, []).append(row)
    if by_no.keys() <= {1}:
        return by_no.get(1, [])
    reached = [
        (version.effective_from, version.no)
        for version in contract.versions
        if version.no in by_no and version.no > 1 and version.is_signed and version.effective_from <= day
    ]
    return by_no.get(max(reached)[1] if reached else 1, [])


def is_exclusive_in(work: Work, account_id: int, province: str) -> bool:
    """Whether a downstream agreement under way today gives the account this province (GB/T 2260 code) exclusively,
    by itself or with the whole country."""
    covers = or_(ContractTerritory.province == province, ContractTerritory.province.is_(None))
    query = select(Contract).join(ContractTerritory, ContractTerritory.contract_id == Contract.id)
    query = query.where(
        Contract.account_id == account_id, Contract.side == Side.DOWNSTREAM,
        ContractTerritory.level == Level.EXCLUSIVE, covers,
    )  # fmt: skip
    loaded = query.options(joinedload(Contract.versions), joinedload(Contract.territories))
    granted = work.session.scalars(loaded).unique()
    return any(
        state_on(contract, work.today) in UNDER_WAY
        and any(row.level == Level.EXCLUSIVE and row.province in (province, None)
                for row in territories_on(contract, work.today))
        for contract in granted
    )  # fmt: skip
