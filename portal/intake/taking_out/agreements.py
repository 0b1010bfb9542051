"""Agreements, their clauses, territories and deposits as they can be taken out, narrowed as the list of contracts."""

from collections import defaultdict
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from portal.domain.accounts.models import Account
from portal.domain.contracts.area_text import write_areas
from portal.domain.contracts.breaches.deposit import DepositEntry
from portal.domain.contracts.clauses.reading import terms_of
from portal.domain.contracts.models import Clause, Contract, ContractProduct, ContractTerritory, ContractVersion
from portal.domain.contracts.overrides import ContractOverride
from portal.domain.contracts.repository import ContractFilter
from portal.domain.products.models import Product
from portal.domain.unit_of_work import UnitOfWork
from portal.domain.work import AnySelect
from portal.intake.amendments.columns import AMENDED, TERRITORIES
from portal.intake.contracts.written import parameter_cell
from portal.intake.taking_out.extract import Extract, Wanted
from portal.intake.taking_out.work_columns import CLAUSES, CONTRACTS, DEPOSITS
from portal.web.clause_words import type_label
from portal.web.contract_words import CHANNELS, LEVELS
from portal.web.region_words import province_name

Told = dict[int, dict[str, Any]]
BETWEEN = "、"
"""Between several values of one cell; an import reads it in either language."""


def _narrowed(query: AnySelect, wanted: Wanted, uow: UnitOfWork) -> AnySelect:
    return uow.contracts.narrowed(query, ContractFilter(wanted.get("side"), wanted.get("term"), wanted.get("q") or ""))


def _contract(query: AnySelect) -> AnySelect:
    return query.select_from(Contract)


def _of_contract(row: type[Any]) -> Any:
    return lambda query: query.select_from(row).join(Contract, Contract.id == row.contract_id)


def _territory(query: AnySelect) -> AnySelect:
    """With the version that names it, which is there."""
    query = query.select_from(ContractTerritory).join(Contract, Contract.id == ContractTerritory.contract_id)
    its = ContractVersion
    return query.join(its, and_(its.contract_id == Contract.id, its.no == ContractTerritory.version_no))


def _clause(query: AnySelect) -> AnySelect:
    query = query.select_from(Clause).join(ContractVersion, ContractVersion.id == Clause.version_id)
    return query.join(Contract, Contract.id == ContractVersion.contract_id)


def _first_clause(query: AnySelect) -> AnySelect:
    return _clause(query).where(ContractVersion.no == 1)


def _later_clause(query: AnySelect) -> AnySelect:
    return _clause(query).where(ContractVersion.no > 1)


def _products_of(uow: UnitOfWork, ids: list[int]) -> dict[int, str]:
    """By agreement, the codes of what it covers."""
    query = select(ContractProduct.contract_id, Product.code).join(Product, Product.id == ContractProduct.product_id)
    found: dict[int, list[str]] = defaultdict(list)
    for contract_id, code in uow.session.execute(query.where(ContractProduct.contract_id.in_(ids)).order_by(
        ContractProduct.id
    )):  # fmt: skip
        found[contract_id].append(code)
    return {contract_id: BETWEEN.join(codes) for contract_id, codes in found.items()}


def _more_of_contracts(uow: UnitOfWork, ids: list[int]) -> Told:
    products, told = _products_of(uow, ids), defaultdict[int, dict[str, Any]](dict)
    party = aliased(Account)
    signed = (
        select(Contract.id, ContractVersion.signed_by_us_on, ContractVersion.signed_by_partner_on, party.number)
        .join(ContractVersion, ContractVersion.contract_id == Contract.id)
        .outerjoin(party, party.id == Contract.goods_party_id)
        .where(Contract.id.in_(ids), ContractVersion.no == 1)
    )
    for contract_id, by_us, by_partner, number in uow.session.execute(signed):
        told[contract_id] = {"signed_by_us_on": by_us, "signed_by_partner_on": by_partner, "goods_party": number,
                             "products": products.get(contract_id)}  # fmt: skip
    _add_territories(uow, ids, told)
    decided = select(ContractOverride.contract_id, ContractOverride.reason).where(ContractOverride.contract_id.in_(ids))
    for contract_id, reason in uow.session.execute(decided.order_by(ContractOverride.id)):
        told[contract_id]["override"] = reason
    return told


def _add_territories(uow: UnitOfWork, ids: list[int], told: Told) -> None:
    """The provinces in one cell, cities, counties and hospitals in another, one a line; what narrows the provinces, the
    channel and the right are the same for all of an agreement."""
    own = ContractTerritory.contract_id.in_(ids), ContractTerritory.version_no == 1
    query = select(ContractTerritory).where(*own).order_by(ContractTerritory.id)
    provinces: dict[int, list[str]] = defaultdict(list)
    areas: dict[int, list[tuple[str | None, str]]] = defaultdict(list)
    for one in uow.session.scalars(query):
        narrower = {"channel": str(CHANNELS[one.channel]), "level": str(LEVELS[one.level])}
        if one.province and not one.province.endswith("0000"):
            areas[one.contract_id].append((one.province, one.place))
        else:
            narrower["place"] = one.place
            provinces[one.contract_id] += [str(province_name(one.province))] if one.province else []
        told[one.contract_id] = narrower | told[one.contract_id]
    for contract_id, names in provinces.items():
        told[contract_id]["provinces"] = BETWEEN.join(names)
    for contract_id, some in areas.items():
        told[contract_id]["areas"] = write_areas(some)


def _more_of_clauses(uow: UnitOfWork, ids: list[int]) -> Told:
    told: Told = {}
    for clause in uow.session.scalars(select(Clause).where(Clause.id.in_(ids))):
        terms = terms_of(clause)
        told[clause.id] = {"clause_type": type_label(clause.clause_type),
                           "parameters": parameter_cell(terms) if terms else ""}  # fmt: skip
    return told


def _more_of_territories(uow: UnitOfWork, ids: list[int]) -> Told:
    of = select(ContractTerritory.id, ContractTerritory.contract_id).where(ContractTerritory.id.in_(ids))
    contracts: dict[int, int] = dict(uow.session.execute(of).all())  # type: ignore[arg-type]
    products = _products_of(uow, list(set(contracts.values())))
    return {key: {"products": products.get(contract_id)} for key, contract_id in contracts.items()}


AGREEMENTS = Extract("contracts", CONTRACTS, Contract.id, _contract, _narrowed, _more_of_contracts)
FIRST_CLAUSES = Extract("clauses", CLAUSES, Clause.id, _first_clause, _narrowed, _more_of_clauses)
LATER_CLAUSES = Extract("amendments", AMENDED, Clause.id, _later_clause, _narrowed, _more_of_clauses)
GRANTS = Extract("territories", TERRITORIES, ContractTerritory.id, _territory, _narrowed, _more_of_territories)
LEDGER = Extract("deposits", DEPOSITS, DepositEntry.id, _of_contract(DepositEntry), _narrowed)
