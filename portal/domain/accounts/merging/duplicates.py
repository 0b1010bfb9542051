"""Pairs of accounts that may be the same one, the likeliest first, without those that somebody found to be two."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sqlalchemy import func, or_, select

from portal.domain.accounts.kinds import AccountKind
from portal.domain.accounts.merging.models import AccountDistinct
from portal.domain.accounts.models import Account
from portal.domain.base import NotFound
from portal.domain.work import Repository

KEYS = {"uscc": Account.uscc, "id_no": Account.id_no_hash, "mobile": Account.mobile, "name": Account.name_key}
"""What is compared, the strongest first (domain 2.1)."""
MOST = 100
"""Pairs shown, and values looked at of each key."""
CROWD = 10
"""So many accounts of one value are paired; a value of more says nothing about any two of them."""


@dataclass(frozen=True)
class Pair:
    """Two accounts, the older first, and which keys they share, the strongest first."""

    first: Any
    second: Any
    why: tuple[str, ...]


class Duplicates(Repository):
    def pairs(self) -> list[Pair]:
        """At most MOST within the scope: those that share the strongest key first, then those that share more."""
        shared: dict[tuple[int, int], list[str]] = defaultdict(list)
        rows = {row.id: row for row in self.session.execute(_alike())}
        for key in KEYS:
            for alike in _groups(rows.values(), key):
                for first, second in combinations(alike, 2):
                    if (first.kind == AccountKind.SUPPLIER) == (second.kind == AccountKind.SUPPLIER):
                        shared[first.id, second.id].append(key)
        apart = self._apart(rows)
        found = [Pair(rows[ids[0]], rows[ids[1]], tuple(why)) for ids, why in shared.items() if ids not in apart]
        strength = list(KEYS).index
        return sorted(found, key=lambda pair: (strength(pair.why[0]), -len(pair.why), pair.first.id))[:MOST]

    def keep_apart(self, account: Account, others: Iterable[str], reason: str) -> None:
        """Remember that these accounts are not the same one as `account`, and why. NotFound outside the scope."""
        by, at, numbers = self.work.actor, self.work.now, sorted(set(others))
        self.session.flush()
        found = self.session.scalars(select(Account).where(Account.number.in_(numbers))).all()
        if len(found) != len(numbers):
            raise NotFound(" ".join(numbers))
        known = self._apart([account.id, *(other.id for other in found)])
        for other in found:
            first, second = sorted((account.id, other.id))
            if (first, second) not in known:
                self.session.add(
                    AccountDistinct(account_id=first, other_id=second, reason=reason, by_id=by.login_id, at=at)
                )
        account.record("account.kept_apart", by=by, at=at, others=numbers, reason=reason)

    def _apart(self, ids: Iterable[int]) -> set[tuple[int, int]]:
        query = select(AccountDistinct.account_id, AccountDistinct.other_id)
        some = list(ids)
        found = self.session.execute(query.where(AccountDistinct.account_id.in_(some)))
        return {(min(pair), max(pair)) for pair in found}


def _alike() -> Any:
    """Accounts that share a value of one of the keys with another one."""
    columns = (Account.id, Account.number, Account.name_zh, Account.kind, Account.status, Account.created_at)
    twice = [key.in_(_values_held_twice(key)) for key in KEYS.values()]
    named = [column.label(name) for name, column in KEYS.items()]
    return select(*columns, *named).where(or_(*twice)).order_by(Account.id).limit(MOST * CROWD)


def _values_held_twice(key: Any) -> Any:
    held = select(key).where(key.is_not(None), key != "").group_by(key)
    return held.having(func.count() > 1).having(func.count() <= CROWD).limit(MOST)


def _groups(rows: Iterable[Any], key: str) -> Iterator[list[Any]]:
    by_value = defaultdict(list)
    for row in rows:
        if getattr(row, key):
            by_value[getattr(row, key)].append(row)
    return (alike for alike in by_value.values() if 1 < len(alike) <= CROWD)
