"""What is asked, of whom, and when an answer calls for a call (domain 6 [DEF])."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

APART = timedelta(days=60)
"""Between two waves to the same person."""
OPEN_FOR = timedelta(days=7)
REMIND_AFTER = timedelta(days=4)
"""One reminder, a little after half of the window."""
CALL_WORKING_DAYS = 2
"""Whoever was not content is called by the end of this working day after the answer."""


class SurveyKind(StrEnum):
    CSAT = "csat"
    NPS = "nps"


@dataclass(frozen=True)
class SurveyRule:
    """Which marks there are, and up to which one somebody is not content."""

    marks: range
    low: int


RULES: Mapping[SurveyKind, SurveyRule] = {
    SurveyKind.CSAT: SurveyRule(range(1, 6), low=2),
    SurveyKind.NPS: SurveyRule(range(11), low=6),
}


@dataclass(frozen=True)
class Segment:
    """Whom a wave asks: within each list any of the codes, an empty list is everybody."""

    tiers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()

    @property
    def facts(self) -> dict[str, list[str]]:
        return {name: list(getattr(self, name)) for name in ("tiers", "kinds", "provinces", "stages", "statuses")}

    @classmethod
    def of(cls, facts: Mapping[str, list[str]]) -> "Segment":
        return cls(**{name: tuple(codes) for name, codes in facts.items()})
