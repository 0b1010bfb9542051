"""An agreement as it stands, as plain JSON: to see what an import changes, and to set it back."""

from typing import Any

from portal.domain.contracts.models import Clause, Contract
from portal.domain.contracts.recording import ContractFacts, plain
from portal.intake.contracts.completing import facts_of

_CLAUSE = ("clause_type", "params", "binds", "page", "text_zh", "text_en")


def snapshot(contract: Contract) -> dict[str, Any]:
    """The terms of an agreement that has one version, loaded whole."""
    first = contract.versions[0]
    own = [row for row in contract.territories if row.is_original]
    grant = own[0] if own else None
    return {
        "title": contract.title, "mode": contract.cooperation_mode, "goods_party_id": contract.goods_party_id,
        "starts_on": plain(contract.starts_on), "ends_on": plain(contract.ends_on),
        "product_ids": sorted(row.product_id for row in contract.products),
        "provinces": sorted(row.province for row in own if row.province and _is_province(row.province)),
        "areas": sorted([row.province, row.place] for row in own if row.province and not _is_province(row.province)),
        "place": next((row.place for row in own if not row.province or _is_province(row.province)), ""),
        "channel": grant.channel if grant else "all",
        "level": grant.level if grant else "exclusive",
        "signed": [plain(first.signed_by_us_on), plain(first.signed_by_partner_on)],
        "clauses": {clause.article: clause_snapshot(clause) for clause in first.clauses},
    }  # fmt: skip


def clause_snapshot(clause: Clause) -> dict[str, Any]:
    return {name: getattr(clause, name) for name in _CLAUSE}


def facts_in(kept: dict[str, Any]) -> ContractFacts:
    return facts_of(kept)


def same_facts(one: ContractFacts, other: ContractFacts) -> bool:
    """Whether two say the same; in which order products and provinces come says nothing."""
    return _unordered(one) == _unordered(other)


def _unordered(facts: ContractFacts) -> tuple[Any, ...]:
    places = (set(facts.provinces), set(facts.areas), facts.place)
    return (facts.columns(), set(facts.product_ids), places, facts.channel, facts.level)


def _is_province(code: str) -> bool:
    return code.endswith("0000")
