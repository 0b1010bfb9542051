"""How complete an account's archive is, and what is missing before it may be activated."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.domain.accounts.fields import MANDATORY, weights_for

GREEN_FROM, AMBER_FROM = 85, 60
"""Percent from which an archive counts as good, and from which as fair."""


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


def completeness(kind: str, facts: Mapping[str, Any]) -> Completeness:
    """Completeness of an archive that holds `facts` by field (see `fields.filled_in`)."""
    weights = weights_for(kind, facts)
    missing = sorted((name for name in weights if not facts.get(name)), key=lambda name: -weights[name])
    filled = sum(weights.values()) - sum(weights[name] for name in missing)
    return Completeness(
        percent=100 * filled // sum(weights.values()),
        missing=tuple(missing),
        missing_mandatory=tuple(name for name in missing if weights[name] == MANDATORY),
    )
