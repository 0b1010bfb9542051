"""What agreements give, read as rows: three questions for however many agreements."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import aliased

from portal.domain.accounts.models import Account
from portal.domain.contracts.clauses import Side
from portal.domain.contracts.grants import Grant
from portal.domain.contracts.grants.places import region_of
from portal.domain.contracts.loading import signed_by_both
from portal.domain.contracts.models import Contract, ContractProduct, ContractTerritory, ContractVersion
from portal.domain.contracts.spans import Span
from portal.domain.people.models import Login, Staff
from portal.domain.products.models import Product
from portal.domain.scope import OUTSIDE_SCOPE
from portal.domain.work import AnySelect, Work

WHOLE_COMPANY = "whether a right is ours to give depends on every agreement of the company"


@dataclass(frozen=True)
class Wanted:
    """Which agreements: of one side, signed, not over before civil day `since`. `sent` takes in those out for signing,
    `products` keeps to agreements about one of these codes, `amended` to those whose territory an amendment names.
    `only` leaves out what they give of other products."""

    side: Side
    since: date
    sent: bool = False
    products: tuple[str, ...] | None = None
    amended: bool = False
    only: bool = False


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
    for row in rows(_products(wanted)):
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


def _products(wanted: Wanted) -> AnySelect:
    query = select(ContractProduct.contract_id, Product.code).join(Product, Product.id == ContractProduct.product_id)
    if wanted.only:
        query = query.where(Product.code.in_(wanted.products or ()))
    return query.join(Contract, Contract.id == ContractProduct.contract_id)


def _territories() -> AnySelect:
    """With the day from which an amendment's rows take over; rows of one that is not signed are left out."""
    own, amended = ContractTerritory, aliased(ContractVersion)
    is_its = and_(amended.contract_id == own.contract_id, amended.no == own.version_no, signed_by_both(amended))
    query = select(own.contract_id, own.province, own.place, own.channel, own.level, own.version_no,
                   amended.effective_from)  # fmt: skip
    query = query.join(Contract, Contract.id == own.contract_id)
    return query.outerjoin(amended, and_(own.version_no > 1, is_its)).where(
        or_(own.version_no == 1, amended.id.is_not(None))
    )


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
    if wanted.amended:
        found.append(Contract.id.in_(amended()))
    return found


def amended() -> Select[int]:
    """Ids of agreements of which some amendment, signed or not, names the territory."""
    return select(ContractTerritory.contract_id).where(ContractTerritory.version_no > 1)


def _holding(row: Any, products: tuple[str, ...], territories: list[Any]) -> Holding:
    ends_on = row.ends_on
    if row.terminated_on is not None:
        ends_on = min(ends_on, row.terminated_on - timedelta(days=1))
    grants = [
        grant
        for (first, last), rows in by_days(territories, row.starts_on, ends_on)
        for grant in grants_by_terms(row.number, row.account_no, products, rows, first, last)
    ]
    return Holding(
        row.id, row.number, row.title, row.account_id, row.account_no, row.short_name or row.name_zh, row.owner,
        row.suspended_at, ends_on, tuple(grants),
    )  # fmt: skip


def by_days(territories: list[Any], starts_on: date, ends_on: date) -> list[tuple[Span, list[Any]]]:
    """The territory by the days on which it is granted: an amendment's takes over on its day and lasts until the next
    one's; of two of the same day the later amendment's holds."""
    if all(row.version_no == 1 for row in territories):
        return [((starts_on, ends_on), territories)]
    versions: dict[tuple[date, int], list[Any]] = defaultdict(list)
    for row in territories:
        versions[row.effective_from or date.min, row.version_no].append(row)
    begun = sorted(versions)
    found = []
    for place, key in enumerate(begun):
        until = begun[place + 1][0] - timedelta(days=1) if place + 1 < len(begun) else date.max
        found.append(((max(key[0], starts_on), min(until, ends_on)), versions[key]))
    return [(span, rows) for span, rows in found if span[0] <= span[1]]


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
