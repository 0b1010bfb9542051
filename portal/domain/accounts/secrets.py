"""Fields kept encrypted: found by a keyed hash, shown by their last four signs, opened one at a time with a reason."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.domain.accounts.names import mask_bank_account, mask_number
from portal.domain.base import Refused, squeeze
from portal.domain.events import Actor
from portal.domain.people.roles import StaffRole

MASKS: Mapping[str, Callable[[str], str]] = {"id_no": mask_number, "bank_account": mask_bank_account}
SECRETS = tuple(MASKS)
LENGTHS = {"id_no": 18, "bank_account": 12}
"""How many signs stand for a number of which only the tail is known."""

REVEALERS = (StaffRole.BUSINESS, StaffRole.LEGAL, StaffRole.FINANCE)
"""Who may open a number beside administrators: it is needed for contracts, powers of attorney and payments alone."""
REVEALED = "account.revealed"
LEAST_REASON = 5


@dataclass(frozen=True, repr=False)
class Sealed:
    """A number as it is kept: encrypted, its keyed hash, its last four signs; `shown` is what may be told of it."""

    sealed: bytes
    hash: str
    tail: str
    shown: str


def set_secrets(row: Any, facts: dict[str, Any]) -> dict[str, list[str | None]]:
    """Take the secret fields out of `facts` and set those that differ; before and after as an event may tell them.

    None empties a field.
    """
    changes: dict[str, list[str | None]] = {}
    for name in SECRETS:
        if name not in facts:
            continue
        news: Sealed | None = facts.pop(name)
        if (news and news.hash) == getattr(row, f"{name}_hash") and (news or not getattr(row, f"{name}_tail")):
            continue
        changes[name] = [masked_tail(name, getattr(row, f"{name}_tail")), news.shown if news else None]
        for part in ("sealed", "hash", "tail"):
            setattr(row, f"{name}_{part}", news and getattr(news, part))
    return changes


def masked_tail(name: str, tail: str | None) -> str | None:
    """**************002X: what can be shown where only the last four signs are known."""
    return "*" * (LENGTHS[name] - len(tail)) + tail if tail else None


def reveal(account: Any, name: str, reason: str, *, by: Actor, at: datetime) -> bytes:
    """The sealed number, and an event of who looked why; Refused("account.reveal_*") without a reason, a number or the
    right to it."""
    if not by.has(StaffRole.ADMINISTRATOR, *REVEALERS):
        raise Refused("account.reveal_forbidden")
    if len(squeeze(reason)) < LEAST_REASON:
        raise Refused("account.reveal_without_reason")
    sealed: bytes | None = getattr(account, f"{name}_sealed")
    if sealed is None:
        raise Refused("account.reveal_nothing")
    account.record(REVEALED, by=by, at=at, field=name, reason=squeeze(reason))
    return sealed
