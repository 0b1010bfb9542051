"""What an archive lacks, worst first, and how much of what is asked it holds (domain 2.1, 2.5, 2.6, 7.1)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from portal.domain.accounts.fields import MANDATORY, weights_for
from portal.domain.accounts.kinds import Tier
from portal.domain.accounts.papers.catalogue import Party, asked_of

STALE_DAYS = 365
"""A key field that nobody confirmed or entered for more than this many calendar days is stale."""
KEY_FIELDS = (
    "name_zh", "uscc", "legal_rep", "licence_no", "licence_until", "mobile", "province", "address", "contact",
)  # fmt: skip
"""Fields that somebody confirms from time to time: with a wrong one we pay, deliver or sign amiss."""
TIER_WEIGHTS: Mapping[Any, int] = {Tier.VIP: 5, Tier.A: 4, Tier.B: 3, Tier.C: 2}
MOST_CONTRACTS = 3
"""More running contracts than these do not make a gap more urgent."""


class GapKind(StrEnum):
    ERROR = "error"
    EXPIRED = "expired"
    PAPER = "paper"
    MISSING = "missing"
    STALE = "stale"


POINTS = {GapKind.ERROR: 5, GapKind.EXPIRED: 4, GapKind.PAPER: 2, GapKind.STALE: 1}
"""How bad a gap is; a missing field has its weight, 2 or 1."""


@dataclass(frozen=True)
class Gap:
    """One thing to put right: `name` is a field or a type of paper."""

    kind: GapKind
    name: str
    points: int = 0

    @property
    def code(self) -> str:
        return f"{self.kind}.{self.name}"

    @classmethod
    def of_code(cls, code: str) -> "Gap":
        """The gap of a code that was written by `code`; ValueError for any other text."""
        kind, _, name = code.partition(".")
        return cls(GapKind(kind), name)


@dataclass(frozen=True)
class Archive:
    """What is known of one account. `facts`: fields by name, `contact` whether somebody is named; `papers`: last valid
    day by type; `confirmed`: civil day on which a key field was confirmed or changed last, `entered` for all others;
    `put_off`: gaps by code with the last day of their rest; `promotes`: it is paid for promotion; `changes_on`: days on
    which something else turns."""

    kind: str
    facts: Mapping[str, Any]
    entered: date
    papers: Mapping[str, date] = field(default_factory=dict)
    confirmed: Mapping[str, date] = field(default_factory=dict)
    put_off: Mapping[str, date] = field(default_factory=dict)
    running: int = 0
    promotes: bool = False
    changes_on: tuple[date, ...] = ()


@dataclass(frozen=True)
class Figures:
    """`filled` of `weight` is there; `gaps` are open, worst first, `resting` are put off; `rank` says how urgent the
    account is among all; from `turns_on` on these figures may be others although nobody changed anything."""

    filled: int
    weight: int
    gaps: tuple[Gap, ...]
    resting: tuple[Gap, ...]
    rank: int
    turns_on: date | None

    @property
    def percent(self) -> int:
        return 100 * self.filled // self.weight if self.weight else 100


def judge(archive: Archive, today: date) -> Figures:
    """The figures of one archive on civil day `today` (Asia/Shanghai)."""
    weights = weights_for(archive.kind, archive.facts)
    asked = asked_of(Party(archive.kind, archive.facts.get("entity_type"), archive.promotes)).must
    lacking = sum(weight for name, weight in weights.items() if not archive.facts.get(name))
    lacking += MANDATORY * sum(archive.papers.get(paper, date.min) < today for paper in asked)
    weight = sum(weights.values()) + MANDATORY * len(asked)
    found = sorted(_gaps(archive, weights, asked, today), key=lambda gap: -gap.points)
    resting = tuple(gap for gap in found if archive.put_off.get(gap.code, date.min) >= today)
    gaps = tuple(gap for gap in found if gap not in resting)
    urgency = TIER_WEIGHTS.get(archive.facts.get("tier"), 1) * (1 + min(archive.running, MOST_CONTRACTS))
    return Figures(
        filled=weight - lacking, weight=weight, gaps=gaps, resting=resting,
        rank=urgency * sum(gap.points for gap in gaps),
        turns_on=min((day for day in _turns(archive, asked) if day > today), default=None),
    )  # fmt: skip


def _gaps(archive: Archive, weights: Mapping[str, int], asked: tuple[str, ...], today: date) -> Iterator[Gap]:
    facts = archive.facts
    errors = {"care_owner_id"} | ({"sponsor_id"} if facts.get("tier") == Tier.VIP else set())
    for name in sorted(errors, reverse=True):  # a VIP gets a sponsor before anything else
        if not facts.get(name):
            yield Gap(GapKind.ERROR, name, POINTS[GapKind.ERROR])
    for paper in asked:
        if paper not in archive.papers:
            yield Gap(GapKind.PAPER, paper, POINTS[GapKind.PAPER])
        elif archive.papers[paper] < today:
            yield Gap(GapKind.EXPIRED, paper, POINTS[GapKind.EXPIRED])
    for name, weight in weights.items():
        if not facts.get(name) and name not in errors:
            yield Gap(GapKind.MISSING, name, weight)
    for name in KEY_FIELDS:
        if name in weights and facts.get(name) and is_stale(since(archive, name), today):
            yield Gap(GapKind.STALE, name, POINTS[GapKind.STALE])


def since(archive: Archive, name: str) -> date:
    """The civil day on which a key field was confirmed or entered last."""
    return archive.confirmed.get(name, archive.entered)


def is_stale(day: date, today: date) -> bool:
    """Whether what was confirmed on civil day `day` has to be looked at again: after STALE_DAYS calendar days."""
    return (today - day).days > STALE_DAYS


def _turns(archive: Archive, asked: tuple[str, ...]) -> Iterator[date]:
    yield from archive.changes_on
    yield from (until + timedelta(days=1) for until in archive.put_off.values() if until < date.max)
    yield from (
        archive.papers[one] + timedelta(days=1) for one in asked if archive.papers.get(one, date.max) < date.max
    )
    yield from (since(archive, name) + timedelta(days=STALE_DAYS + 1) for name in KEY_FIELDS)
