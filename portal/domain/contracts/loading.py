"""What is loaded with agreements, and which of them a partner may see."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, exists, or_
from sqlalchemy.orm import aliased, joinedload, selectinload

from portal.domain.contracts.models import Contract, ContractProduct, ContractVersion


@cache
def shown() -> ColumnElement[bool]:
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
