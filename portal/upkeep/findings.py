"""What a check looks at, and what it gives back when something needs care."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from portal.domain.scope import OUTSIDE_SCOPE, GuardedSession
from portal.settings import Settings

ALL_ROWS = {OUTSIDE_SCOPE: "how many wait is counted over all accounts; nothing of them is shown"}


@dataclass(frozen=True)
class Look:
    """The settings, an open session and the moment (UTC) of one look around."""

    settings: Settings
    session: GuardedSession
    now: datetime


@dataclass(frozen=True)
class Finding:
    """`code` names the advice (words of it are in `portal.upkeep.words`), `facts` what stands in it."""

    code: str
    facts: dict[str, Any] = field(default_factory=dict)


Check = Callable[[Look], Finding | None]
