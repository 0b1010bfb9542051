"""Taking a person's marks and names out of every table: what stays is a pseudonym, or nothing.

Every table that has words is gone through but those named in KEPT, with the reason why each stays.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import JSON, Column, Connection, String, Table, Text, cast, false, or_, select, update

from portal.domain.base import Base
from portal.domain.privacy.persons import Traces

KEPT: Mapping[str, str] = {
    "contract": "the agreement and its term: kept while claims can be made (contract + 10 years)",
    "contract_version": "the same",
    "clause": "the same",
    "contract_override": "the same",
    "contract_sign_off": "the same",
    "contract_territory": "the same",
    "breach": "a dispute and its facts: the same",
    "breach_file": "the same",
    "breach_penalty": "the same",
    "breach_proposal": "the same",
    "breach_reply": "the same",
    "deposit_entry": "money that changed hands: bookkeeping law, 10 years",
    "product": "the catalogue names no partner's people",
    "import_batch": "names of files, no rows",
    "event": "the audit log: gone through by itself, because it is sealed (forgetting.py)",
    "search_entry": "made anew from the rows it is about (portal/cli/privacy.py)",
}
"""Tables that are not gone through, and why."""
KEPT_COLUMNS: Mapping[str, frozenset[str]] = {
    "account": frozenset({
        "number", "name_zh", "name_key", "short_name", "pinyin", "initials", "uscc", "legal_rep", "licence_no",
    }),
}  # fmt: skip
"""What the public register says of a company, and the name under which a person signed contracts."""
STEP = 500
_CODE = re.compile(r"[a-z0-9_.-]+")


def scrub(connection: Connection, traces: Traces, pseudonym: str) -> int:
    """Replace the person in every row; returns how many rows changed."""
    return sum(_scrub_table(connection, table, traces, pseudonym) for table in tables())


def tables() -> list[Table]:
    """Every table that is gone through."""
    return [table for table in Base.metadata.sorted_tables if table.name not in KEPT and words_of(table)]


def words_of(table: Table) -> list[Column[Any]]:
    """Columns that can hold words of people."""
    kept = KEPT_COLUMNS.get(table.name, frozenset())
    return [one for one in table.c if isinstance(one.type, String | Text | JSON) and one.name not in kept]


def replaced(value: Any, words: Mapping[str, str]) -> Any:
    """The value with every word replaced, in whatever depth; a value that is nothing but such a word too."""
    if isinstance(value, str):
        for word, instead in words.items():
            value = value.replace(word, instead)
        return value
    if isinstance(value, dict):
        return {key: replaced(inner, words) for key, inner in value.items()}
    if isinstance(value, list):
        return [replaced(inner, words) for inner in value]
    return value


def words_for(traces: Traces, pseudonym: str, *, with_names: bool) -> dict[str, str]:
    """What is replaced, the longest first, so that no part of a longer word is left."""
    found = {*traces.marks, *((traces.names | traces.shared) if with_names else ())}
    return dict.fromkeys(sorted(found, key=len, reverse=True), pseudonym)


def _scrub_table(connection: Connection, table: Table, traces: Traces, pseudonym: str) -> int:
    words, changed = words_of(table), 0
    everything = words_for(traces, pseudonym, with_names=True)
    but_shared = {word: new for word, new in everything.items() if word not in traces.shared}
    for row in list(_rows_with(connection, table, words, traces)):
        instead = everything if row.is_ours else but_shared
        but_codes = {
            word: new
            for word, new in instead.items()
            if word in traces.marks | traces.shared or not _CODE.fullmatch(word)
        }
        new = {
            one.name: _fitting(one, getattr(row, one.name), but_codes if _holds_codes(one) else instead)
            for one in words
        }  # fmt: skip
        new = {name: value for name, value in new.items() if value != getattr(row, name)}
        if new:
            connection.execute(update(table).where(table.c.id == row.id).values(new))
            changed += 1
    return changed


def _holds_codes(column: Column[Any]) -> bool:
    """Short columns hold our own codes, such as a state: a name that reads like one must not replace it."""
    return getattr(column.type, "length", None) is not None


def _rows_with(connection: Connection, table: Table, words: list[Column[Any]], traces: Traces) -> Iterator[Any]:
    """Rows that hold one of the marks, and those of the person's accounts that hold one of the names."""
    hits = [*_holding(words, traces.marks)]
    if (ours := _of_their_accounts(table, traces)) is not None:
        hits += [ours & hit for hit in _holding(words, traces.names | traces.shared)]
    if hits:
        is_ours = (false() if ours is None else ours).label("is_ours")
        yield from connection.execute(select(table.c.id, *words, is_ours).where(or_(*hits)))


def _of_their_accounts(table: Table, traces: Traces) -> Any:
    """The condition that a row is about one of the person's accounts, or None; what our own people were told names no
    account but the event."""
    keys = []
    if "account_id" in table.c:
        keys.append(table.c.account_id.in_(traces.account_ids))
    if "event_id" in table.c:
        event = Base.metadata.tables["event"]
        keys.append(table.c.event_id.in_(select(event.c.id).where(event.c.account_id.in_(traces.account_ids))))
    return or_(*keys) if keys and traces.account_ids else None


def _holding(words: list[Column[Any]], marks: frozenset[str]) -> Iterator[Any]:
    """Conditions: a column holds a mark as it is, or as JSON writes it."""
    for column in words:
        for mark in sorted(marks):
            spelled = {mark, json.dumps(mark)[1:-1]} if isinstance(column.type, JSON) else {mark}
            for one in sorted(spelled):
                yield cast(column, Text).contains(one, autoescape=True)


def _fitting(column: Column[Any], value: Any, instead: Mapping[str, str]) -> Any:
    """The new value as the column takes it; one that was nothing but a mark is emptied."""
    if isinstance(value, str) and value in instead:
        return None if column.nullable else "" if not column.unique else instead[value]
    new = replaced(value, instead)
    length = getattr(column.type, "length", None)
    return new[:length] if isinstance(new, str) and length else new
