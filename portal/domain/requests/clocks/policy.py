"""The clock policy: when we work, how soon we promise what, what stops the clock; one version of it as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType

from portal.domain.requests.catalogue import CATALOGUE, Category, Priority, promised_minutes
from portal.domain.requests.states import PAUSED
from portal.domain.requests.working_time import STANDARD_HOURS, BusinessHours

NEVER = datetime(9999, 12, 31, tzinfo=UTC)
"""Stands for the due moment of what has no clock: it sorts behind every promise."""
WARN_PERCENT = 75
"""Share of the promised time after which a promise counts as near (service standard 5.1)."""
MOST_MINUTES = 99_999


@dataclass(frozen=True)
class Targets:
    """Business minutes to the first answer, to the answer to each later message, and to the resolution."""

    first: int
    next: int
    resolution: int


@dataclass(frozen=True)
class Policy:
    """One version. A category and priority without targets has no clock; `is_off` promises no times at all.
    `paused_in` are states in which the clock stands still."""

    no: int
    targets: Mapping[tuple[str, str], Targets]
    hours: BusinessHours = STANDARD_HOURS
    warn_percent: int = WARN_PERCENT
    paused_in: frozenset[str] = PAUSED
    is_off: bool = False
    published_at: datetime | None = field(default=None, compare=False)

    def target(self, category: str, priority: str) -> Targets | None:
        """What is promised for it; None is no clock."""
        return None if self.is_off else self.targets.get((category, priority))


def standard_targets(category: Category, priority: Priority) -> Targets:
    """What the catalogue sets out; a later message is answered as soon as the first one."""
    first, resolution = promised_minutes(category, priority)
    return Targets(first, first, resolution)


STANDARD_POLICY = Policy(
    no=1,
    targets=MappingProxyType(
        {
            (str(category.code), str(priority)): standard_targets(category, priority)
            for category in CATALOGUE.values()
            for priority in Priority
        }
    ),
)
"""Version 1, which every database begins with: domain 5.1 and the times of the catalogue."""
