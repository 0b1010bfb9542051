"""What the account's agreements make of a request before it is filed: a notice day to meet, a territory of its own."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.domain.accounts.models import Account
from portal.domain.contracts.models import Contract, ContractVersion
from portal.domain.contracts.term import next_notice
from portal.domain.contracts.territory import is_exclusive_in
from portal.domain.requests.catalogue import Facts, RequestCategory
from portal.domain.work import Work


def agreed_facts(
    work: Work, account: Account, category: RequestCategory, fields: Facts, contract: Contract | None
) -> Facts:
    """What `priority_of` is told beside the fields: `notice_by` of the contract whose extension is asked for,
    `exclusive_territory` of whoever complains about goods of others."""
    if category is RequestCategory.CONTRACT_EXTENSION and contract is not None:
        notice = next_notice(_with_clauses(work, contract), work.today)
        return {"notice_by": notice.day} if notice else {}
    if category is RequestCategory.DIVERSION_COMPLAINT:
        province = fields.get("province")
        alone = isinstance(province, str) and is_exclusive_in(work, account.id, province)
        return {"exclusive_territory": alone}
    return {}


def _with_clauses(work: Work, contract: Contract) -> Contract:
    query = select(Contract).where(Contract.id == contract.id)
    versions = joinedload(Contract.versions).joinedload(ContractVersion.clauses)
    return work.session.scalars(query.options(versions)).unique().one()
