"""What would become of each row: new, update, duplicate or error; and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol

from portal.intake.clean_row import CleanRow

VerdictKind = Literal["new", "update", "duplicate", "error", "part"]


class Known(Protocol):
    """The accounts that are there already; every question is answered by an account id or None."""

    def by_number(self, account_no: str) -> int | None:
        """The account with this number."""

    def by_uscc(self, uscc: str, kind: str) -> int | None:
        """The account of this kind with this credit code."""

    def by_id_no(self, id_no: str) -> int | None:
        """The individual with this identity number."""

    def by_mobile(self, mobile: str) -> int | None:
        """An account with a contact of this mobile number."""

    def by_name_key(self, key: str) -> int | None:
        """An account whose name has this normal form."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`account_id`: the account to update or the one it looks like; `row`: (sheet, row) of the first of its like.

    A `part` is a row that belongs to the one at `row`: a clause to its agreement.
    """

    kind: VerdictKind
    account_id: int | None = None
    reasons: tuple[str, ...] = ()
    row: tuple[str, int] | None = None
    contract_id: int | None = None


@dataclass(slots=True)
class Nobody:
    """An empty house: nothing is known yet."""

    def by_number(self, account_no: str) -> int | None:
        return None

    def by_uscc(self, uscc: str, kind: str) -> int | None:
        return None

    def by_id_no(self, id_no: str) -> int | None:
        return None

    def by_mobile(self, mobile: str) -> int | None:
        return None

    def by_name_key(self, key: str) -> int | None:
        return None


def judge(row: CleanRow, known: Known) -> Verdict:
    """The verdict on one row by itself: its own numbers decide, its name and mobile only raise suspicion.

    A mobile alone says nothing about a company whose own code is new: one person may speak for several.
    """
    if errors := row.errors:
        return Verdict("error", reasons=tuple(problem.code for problem in errors))
    keys, kind = row.keys, str(row.values.get("kind"))
    sure = {
        "known_number": known.by_number(keys["number"]) if "number" in keys else None,
        "known_uscc": known.by_uscc(keys["uscc"], kind) if "uscc" in keys else None,
        "known_id": known.by_id_no(keys["id"]) if "id" in keys else None,
    }
    found = {reason: account_id for reason, account_id in sure.items() if account_id is not None}
    if len(set(found.values())) > 1:
        return Verdict("error", reasons=("identity_conflict", *found))
    if found:
        return Verdict("update", next(iter(found.values())), tuple(found))
    return _by_looks(keys, known)


def _by_looks(keys: dict[str, str], known: Known) -> Verdict:
    named = known.by_name_key(keys["name"]) if "name" in keys else None
    called = known.by_mobile(keys["mobile"]) if "mobile" in keys else None
    own_code = "uscc" in keys or "id" in keys
    if named is not None and named == called and not own_code:
        return Verdict("update", named, ("known_name_and_mobile",))
    if named is not None:
        return Verdict("duplicate", named, ("same_name",))
    if called is not None and not own_code:
        return Verdict("duplicate", called, ("same_mobile",))
    return Verdict("new", reasons=("mobile_shared",) if called is not None else ())


@dataclass(slots=True)
class RowsSoFar:
    """The sound rows of this import already judged, to find a second one of the same account: the first wins."""

    seen: dict[tuple[str, ...], tuple[str, int]] = field(default_factory=dict)

    def like(self, row: CleanRow) -> tuple[str, tuple[str, int]] | None:
        """Reason and place of an earlier row of the same account, or None: then it is remembered for those to come."""
        keys, kind = row.keys, str(row.values.get("kind"))
        own_code = "uscc" in keys or "id" in keys
        marks = [(key, value, kind) if key == "uscc" else (key, value) for key, value in keys.items()]
        for mark in marks:
            if (place := self.seen.get(mark)) and not (own_code and mark[0] == "mobile"):
                return f"same_row_{mark[0]}", place
        for mark in marks:
            self.seen.setdefault(mark, (row.sheet, row.row_no))
        return None


def judge_all(rows: Iterable[CleanRow], known: Known) -> Iterator[tuple[CleanRow, Verdict]]:
    """Every row with its verdict, in their order; a second row of one account is a duplicate of the first."""
    so_far = RowsSoFar()
    for row in rows:
        verdict = judge(row, known)
        if verdict.kind != "error" and (earlier := so_far.like(row)):
            verdict = Verdict("duplicate", verdict.account_id, (earlier[0],), earlier[1])
        yield row, verdict
