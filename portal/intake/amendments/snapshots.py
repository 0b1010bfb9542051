"""A version as it stands and as rows tell it, as plain JSON: whether the two say the same."""

from typing import Any

from portal.domain.contracts.models import Contract, ContractVersion
from portal.intake.contracts.snapshots import clause_snapshot
from portal.intake.facts import plain

_CLAUSE = ("clause_type", "params", "binds", "page", "text_zh", "text_en")
REMOVE = "remove"
Told = dict[str, Any]


def snapshot(contract: Contract, version: ContractVersion) -> Told:
    """An amendment; of what it removes only that it does."""
    rows = [row for row in contract.territories if row.version_no == version.no]
    return {
        "effective_from": plain(version.effective_from), "summary": version.summary,
        "signed": [plain(version.signed_by_us_on), plain(version.signed_by_partner_on)],
        "clauses": {one.article: REMOVE if one.change == REMOVE else clause_snapshot(one) for one in version.clauses},
        "territory": sorted([row.province or "", row.place, row.channel, row.level] for row in rows),
    }  # fmt: skip


def told(values: Told, parts: list[Told]) -> Told:
    """The same as the rows say it."""
    rows = [values, *parts]
    return {
        "effective_from": plain(values.get("effective_from")), "summary": values.get("summary", ""),
        "signed": [plain(values.get("signed_by_us_on")), plain(values.get("signed_by_partner_on"))],
        "clauses": {str(row["article"]): _clause(row) for row in rows if "article" in row},
        "territory": sorted(place_of(row) for row in rows if "article" not in row),
    }  # fmt: skip


def place_of(row: Told) -> list[str]:
    """Code, what narrows it, channel and right."""
    return [row.get("region", ""), row.get("place", ""), row.get("channel", "all"), row.get("level", "")]


def _clause(row: Told) -> Any:
    if row.get("change") == REMOVE:
        return REMOVE
    return {name: row.get(name) for name in _CLAUSE} | {"text_en": row.get("text_en") or ""}


def is_told(there: Told, said: Told) -> bool:
    """Whether the rows say nothing but what stands there; what they leave out they do not speak of."""
    signed = all(new in (None, old) for old, new in zip(there["signed"], said["signed"], strict=True))
    same = all(said[name] in (None, "", {}, [], there[name]) for name in ("effective_from", "summary", "territory"))
    clauses = all(there["clauses"].get(article) == clause for article, clause in said["clauses"].items())
    return signed and same and clauses
