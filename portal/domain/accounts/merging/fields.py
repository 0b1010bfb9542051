"""Facts of two accounts side by side, of which one is chosen each; read from the tables, so that none is forgotten."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from portal.domain.accounts.changes import masked_changes
from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.base import MERGED

OWN = frozenset(
    {"id", "number", "kind", "name_key", "pinyin", "initials", "created_at", "version", "absorbed_ids", "account_id"}
)
"""What belongs to the row itself or follows from its name."""
BLACKLIST = ("blacklist_reason", "blacklist_evidence", "blacklisted_at", "blacklisted_by_id")
"""Never a choice of whoever merges: either of the two on the blacklist puts the one account there."""
_KEPT_SECRET = re.compile(r"(.+)_(sealed|hash|tail)")


@dataclass(frozen=True)
class Fact:
    """One fact that an account has: its name, its columns (a sealed one has several) and where they stand."""

    name: str
    table: str
    columns: tuple[str, ...]


def facts() -> list[Fact]:
    """Every fact of an account and of its standing that is chosen, in the order of the tables."""
    found: dict[tuple[str, str], list[str]] = {}
    for kind in (Account, AccountStanding):
        for column in kind.__table__.c:
            if column.name not in OWN and column.name not in BLACKLIST:
                secret = _KEPT_SECRET.fullmatch(column.name)
                found.setdefault((kind.__tablename__, secret[1] if secret else column.name), []).append(column.name)
    return [Fact(name, table, tuple(columns)) for (table, name), columns in found.items()]


def values_of(fact: Fact, account: Account, standing: AccountStanding) -> tuple[Any, ...]:
    row = account if fact.table == Account.__tablename__ else standing
    return tuple(getattr(row, name) for name in fact.columns)


def is_empty(values: Collection[Any]) -> bool:
    """Whether nothing is said: no value, a blank, nought, an empty list, or a box that is not ticked."""
    return all(value in (None, "", [], False) for value in values)


def take(
    names: Collection[str], gone: tuple[Account, AccountStanding], kept: tuple[Account, AccountStanding]
) -> dict[str, list[Any]]:
    """Set those facts of `kept` as `gone` has them; answers before and after, identifiers masked, sealed unsaid. The
    blacklist follows by itself, and is told by its own events."""
    changes: dict[str, list[Any]] = {}
    for fact in facts():
        before, after = values_of(fact, *kept), values_of(fact, *gone)
        if fact.name in names and before != after and after != (MERGED,):
            row = kept[0] if fact.table == Account.__tablename__ else kept[1]
            for column, value in zip(fact.columns, after, strict=True):
                setattr(row, column, value)
            if len(fact.columns) == 1 and fact.name != "remark":
                changes[fact.name] = [before[0], after[0]]
    if gone[1].is_blacklisted and not kept[1].is_blacklisted:
        for name in BLACKLIST:
            setattr(kept[1], name, getattr(gone[1], name))
    return masked_changes(changes)
