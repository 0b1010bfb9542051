"""What an archive lacks of the fields asked of its kind; how good a percent is (domain 2.6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.domain.accounts.fields import MANDATORY, weights_for

GREEN_FROM, AMBER_FROM = 85, 60
"""Percent from which an archive counts as good, and from which as fair."""


@dataclass(frozen=True)
class Lacking:
    """Missing `fields`, heaviest first; `mandatory` are those that keep the account from being activated."""

    fields: tuple[str, ...]
    mandatory: tuple[str, ...]


def lacking(kind: str, facts: Mapping[str, Any]) -> Lacking:
    """What an archive lacks that holds `facts` by field (see `fields.filled_in`)."""
    weights = weights_for(kind, facts)
    missing = sorted((name for name in weights if not facts.get(name)), key=lambda name: -weights[name])
    return Lacking(tuple(missing), tuple(name for name in missing if weights[name] == MANDATORY))


def tone_of(percent: int) -> str:
    """good, warn or bad: the colour of a percent of completeness (`quality/gaps.py` works it out)."""
    return "good" if percent >= GREEN_FROM else "warn" if percent >= AMBER_FROM else "bad"
