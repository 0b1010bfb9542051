"""What is loaded with agreements, and which of them a partner may see."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased, joinedload, selectinload

from portal.domain.contracts.models import Contract, ContractProduct, ContractVersion


@cache
def shown() -> ColumnElement[bool]:
    """Whether a partner finds the agreement: it was sent out for signing, or some version is signed by both."""
    version = aliased(ContractVersion)
    signed = exists().where(
        version.contract_id == Contract.id,
        signed_by_both(version),
    )
    return or_(Contract.sent_at.is_not(None), signed)


def signed_by_both(version: type[ContractVersion]) -> ColumnElement[bool]:
    """`ContractVersion.is_signed` as the database is asked it, of the table or an alias of it."""
    return and_(version.signed_by_us_on.is_not(None), version.signed_by_partner_on.is_not(None))


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
