"""What agreements give, read as rows: three questions for however many agreements."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from portal.domain.accounts.models import Account
from portal.domain.contracts.clauses import Side
from portal.domain.contracts.grants import Grant
from portal.domain.contracts.grants.places import region_of
from portal.domain.contracts.loading import signed_by_both
from portal.domain.contracts.models import Contract, ContractProduct, ContractTerritory, ContractVersion
from portal.domain.people.models import Login, Staff
from portal.domain.products.models import Product
from portal.domain.scope import OUTSIDE_SCOPE
from portal.domain.work import AnySelect, Work

WHOLE_COMPANY = "whether a right is ours to give depends on every agreement of the company"


@dataclass(frozen=True)
class Wanted:
    """Which agreements: of one side, signed, not over before civil day `since`. `sent` takes in those out for signing,
    `products` keeps to agreements about one of these codes."""

    side: Side
    since: date
    sent: bool = False
    products: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Holding:
    """An agreement with who it is with and who looks after them; `ends_on` is the last day on which it gives anything:
    a suspended agreement still does, one that is terminated gives nothing from that day on."""

    id: int
    number: str
    title: str
    account_id: int
    account_no: str
    account_name: str
    owner: str | None
    suspended_at: datetime | None
    ends_on: date
    grants: tuple[Grant, ...]


def until(grants: Iterable[Grant], *, since: date = date.min, last: date = date.max) -> list[Grant]:
    """What is left of the grants between two civil days, both included."""
    cut = (
        Grant(each.contract_number, each.account_no, each.products, each.regions, each.channel, each.level,
              max(each.starts_on, since), min(each.ends_on, last))
        for each in grants
    )  # fmt: skip
    return [each for each in cut if each.starts_on <= each.ends_on]


def holdings(work: Work, wanted: Wanted, *, whole_company: bool) -> list[Holding]:
    """Those wanted, the one ending first on top; outside the visitor's reach too where `whole_company` says so."""
    options = {OUTSIDE_SCOPE: WHOLE_COMPANY} if whole_company else {}
    where = _conditions(wanted)

    def rows(query: AnySelect) -> list[Any]:
        joined = query.join(ContractVersion, and_(ContractVersion.contract_id == Contract.id, ContractVersion.no == 1))
        return list(work.session.execute(joined.where(*where), execution_options=options))

    products, territories = defaultdict(list), defaultdict(list)
    for row in rows(_products()):
        products[row.contract_id].append(row.code)
    for row in rows(_territories()):
        territories[row.contract_id].append(row)
    found = rows(_agreements())
    return [_holding(row, tuple(products[row.id]), territories[row.id]) for row in found]


def _agreements() -> AnySelect:
    return (
        select(Contract.id, Contract.number, Contract.title, Contract.starts_on, Contract.ends_on,
               Contract.terminated_on, Contract.suspended_at, Contract.account_id,
               Account.number.label("account_no"), Account.name_zh, Account.short_name, Login.name.label("owner"))
        .join(Account, Account.id == Contract.account_id)
        .outerjoin(Staff, Staff.id == Account.business_manager_id)
        .outerjoin(Login, Login.id == Staff.login_id)
        .order_by(Contract.ends_on, Contract.id)
    )  # fmt: skip


def _products() -> AnySelect:
    query = select(ContractProduct.contract_id, Product.code).join(Product, Product.id == ContractProduct.product_id)
    return query.join(Contract, Contract.id == ContractProduct.contract_id)


def _territories() -> AnySelect:
    columns = (ContractTerritory.province, ContractTerritory.place, ContractTerritory.channel, ContractTerritory.level)
    query = select(ContractTerritory.contract_id, *columns)
    return query.join(Contract, Contract.id == ContractTerritory.contract_id)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    signed = signed_by_both(ContractVersion)
    found = [
        Contract.side == wanted.side,
        Contract.ends_on >= wanted.since,
        or_(Contract.terminated_on.is_(None), Contract.terminated_on > wanted.since),
        or_(signed, Contract.sent_at.is_not(None)) if wanted.sent else signed,
    ]
    if wanted.products is not None:
        about = select(ContractProduct.contract_id).join(Product, Product.id == ContractProduct.product_id)
        found.append(Contract.id.in_(about.where(Product.code.in_(wanted.products))))
    return found


def _holding(row: Any, products: tuple[str, ...], territories: list[Any]) -> Holding:
    ends_on = row.ends_on
    if row.terminated_on is not None:
        ends_on = min(ends_on, row.terminated_on - timedelta(days=1))
    grants = grants_by_terms(row.number, row.account_no, products, territories, row.starts_on, ends_on)
    return Holding(
        row.id, row.number, row.title, row.account_id, row.account_no, row.short_name or row.name_zh, row.owner,
        row.suspended_at, ends_on, tuple(grants),
    )  # fmt: skip


def grants_by_terms(
    number: str, account_no: str, products: tuple[str, ...], territories: Iterable[Any], starts_on: date, ends_on: date
) -> list[Grant]:
    """One grant for each channel and level that the territories name."""
    regions: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for row in territories:
        regions[row.channel, row.level][region_of(row.province, row.place)] = None
    return [
        Grant(number, account_no, products, tuple(named), channel, level, starts_on, ends_on)
        for (channel, level), named in regions.items()
        if products and starts_on <= ends_on
    ]
