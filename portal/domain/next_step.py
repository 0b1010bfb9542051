"""What to do next about an account, by one honest rule: the first line of the list that applies."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

SOON_DAYS = 90
"""A contract or a paper with this many days left, or fewer, is worth a step."""

RULE = (
    "request_overdue", "feedback_disputed", "request_due", "feedback_waiting", "paper_expired", "contract_ending",
    "paper_expiring", "care_owner_missing", "sponsor_missing",
)  # fmt: skip
"""What comes first. A promise we broke stands above everything, a promise that runs above any date of the archive."""


@dataclass(frozen=True)
class Waiting:
    """One candidate: what it is by RULE, when (a moment or a day), and the facts a sentence needs."""

    code: str
    when: datetime | date | None = None
    facts: dict[str, Any] = field(default_factory=dict)


NOTHING = Waiting("nothing")


def next_step(candidates: Iterable[Waiting]) -> Waiting:
    """The most urgent candidate, the earliest of its kind; NOTHING when there is none."""
    return min(candidates, key=lambda one: (RULE.index(one.code), str(one.when)), default=NOTHING)
