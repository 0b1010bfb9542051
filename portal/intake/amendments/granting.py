"""Whether the territory of a version may be granted, asked before anything is written."""

from datetime import date
from typing import Any

from portal.domain.base import Refused
from portal.domain.contracts.clauses import Side
from portal.domain.contracts.holdings import grants_by_terms
from portal.domain.contracts.models import Contract, ContractTerritory
from portal.domain.contracts.recording import Channel, ContractFacts, Level
from portal.domain.contracts.repository import ContractRepository
from portal.intake.amendments.groups import Group
from portal.intake.contracts.judging import refusal_problem
from portal.intake.facts import day_of

Values = dict[str, Any]


def check_grant(contracts: ContractRepository, group: Group, contract: Contract) -> None:
    """Another partner's exclusive right refuses it; what goes beyond our own needs a reason."""
    if contract.side != Side.DOWNSTREAM or not group.territories:
        return
    rows = [
        ContractTerritory(
            province=code, place=place, channel=row.values.get("channel", "all"), level=row.values["level"]
        )
        for row in group.territories
        for code, place in places_of([row.values])
    ]
    codes = tuple(one.product.code for one in contract.products)
    since = max(contract.starts_on, _since(group, contract))
    grants = grants_by_terms(contract.number, contract.account.number, codes, rows, since, contract.ends_on)
    try:
        contracts.granting.weigh(contract.number, grants, str(group.lead.values.get("override", "")), contract.id)
    except Refused as refusal:
        group.lead.problems.append(refusal_problem(refusal))


def _since(group: Group, contract: Contract) -> date:
    return contract.starts_on if group.version_no == 1 else day_of(group.lead.values["effective_from"])


def places_of(rows: list[Values]) -> list[tuple[str | None, str]]:
    """Code of six digits, or None for the whole country, and what narrows it."""
    return [(row.get("region") or None, row.get("place", "")) for row in rows]


def facts_from(contract: Contract, rows: list[Values]) -> ContractFacts:
    """The agreement as it stands, with the territory of these rows."""
    provinces = tuple(code for code, place in places_of(rows) if code and code.endswith("0000") and not place)
    narrowed = {place for code, place in places_of(rows) if (not code or code.endswith("0000")) and place}
    if narrowed:
        provinces = tuple(code for code, _place in places_of(rows) if code and code.endswith("0000"))
    areas = tuple((code, place) for code, place in places_of(rows) if code and not code.endswith("0000"))
    return ContractFacts(
        title=contract.title, cooperation_mode=contract.cooperation_mode, starts_on=contract.starts_on,
        ends_on=contract.ends_on, product_ids=tuple(row.product_id for row in contract.products), provinces=provinces,
        areas=areas, place=min(narrowed, default=""), channel=Channel(rows[0].get("channel", "all")),
        level=Level(rows[0]["level"]),
    )  # fmt: skip
