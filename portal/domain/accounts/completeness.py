"""How complete an account's archive is, and what is missing before it may be activated."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.domain.accounts.kinds import AccountKind, EntityType, Tier

MANDATORY, RECOMMENDED = 2, 1
GREEN_FROM, AMBER_FROM = 85, 60
"""Percent from which an archive counts as good, and from which as fair."""

_KINDS = (AccountKind.SUPPLIER, AccountKind.DISTRIBUTOR, AccountKind.INDIVIDUAL, AccountKind.PERIPHERAL)
# Weight by kind in the order above; 0 is not asked.
_WEIGHTS = {
    "name_zh": (2, 2, 2, 2),
    "short_name": (1, 1, 1, 1),
    "uscc": (2, 2, 0, 1),
    "legal_rep": (2, 2, 0, 0),
    "entity_type": (2, 2, 0, 1),
    "licence_no": (2, 2, 0, 0),
    "licence_until": (2, 2, 0, 0),
    "mobile": (2, 2, 2, 1),
    "tel": (1, 1, 0, 1),
    "province": (2, 2, 2, 1),
    "city": (2, 2, 0, 1),
    "address": (2, 2, 0, 1),
    "source": (2, 2, 2, 2),
    "contact": (2, 2, 2, 2),
    "business_manager_id": (2, 2, 2, 0),
    "care_owner_id": (1, 2, 1, 2),
    "sponsor_id": (2, 0, 0, 1),
    "tier": (2, 2, 2, 1),
    "stage": (2, 2, 2, 1),
}


@dataclass(frozen=True)
class Completeness:
    """`percent` of the weight asked of this kind that is filled, rounded down; `missing` fields, heaviest first."""

    percent: int
    missing: tuple[str, ...]
    missing_mandatory: tuple[str, ...]

    @property
    def tone(self) -> str:
        """good, warn or bad."""
        return "good" if self.percent >= GREEN_FROM else "warn" if self.percent >= AMBER_FROM else "bad"


def weights_for(kind: str, facts: Mapping[str, Any]) -> dict[str, int]:
    """Weight of every field asked of this kind: promoters without goods (CSO) need no drug licence, a VIP of any kind
    needs an executive sponsor."""
    place = _KINDS.index(AccountKind(kind))
    weights = {name: row[place] for name, row in _WEIGHTS.items() if row[place]}
    if facts.get("entity_type") == EntityType.CSO and kind == AccountKind.DISTRIBUTOR:
        weights = {name: weight for name, weight in weights.items() if not name.startswith("licence")}
    if facts.get("tier") == Tier.VIP:
        weights["sponsor_id"] = MANDATORY
    return weights


def completeness(kind: str, facts: Mapping[str, Any]) -> Completeness:
    """Completeness of an archive whose fields are `facts`; `contact` is whether it names a person."""
    weights = weights_for(kind, facts)
    missing = sorted((name for name in weights if not facts.get(name)), key=lambda name: -weights[name])
    filled = sum(weights.values()) - sum(weights[name] for name in missing)
    return Completeness(
        percent=100 * filled // sum(weights.values()),
        missing=tuple(missing),
        missing_mandatory=tuple(name for name in missing if weights[name] == MANDATORY),
    )
