"""Which columns say whose a row is, read from the tables themselves: a table added later follows without being named.

`tests/house/test_account_merging.py` walks all tables: what is neither moved nor listed here with a reason fails.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import ForeignKeyConstraint, Index, Table, UniqueConstraint

from portal.domain.base import Base

OWNER = "account_id"
STAYS = {
    ("event", "account_id"): "what happened is sealed; readers ask for the absorbed accounts as well",
    ("search_entry", "account_id"): "written anew by the search when the merging is recorded",
    ("import_row", "account_id"): "an import remembers which account it added or changed",
    ("trailing_year", "account_id"): "summed up anew for both when the merging is told",
    ("figure_account", "account_id"): "worked out anew every half hour, under new ids",
    ("radar_item", "account_id"): "worked out anew every half hour, under new ids",
    ("account_merge", "gone_id"): "names the account that went on in another one",
}
"""(table, column) → why its rows keep naming the account that is gone."""
WITHOUT_KEY = {("contract", "goods_party_id"), ("thing_change", "account_id")}
"""Columns that name an account although no foreign key says so."""
SUBJECTS = (("subject", "subject_id"), ("from_subject", "from_id"), ("to_subject", "to_id"))
"""Pairs of columns that name a row of any table; what names the account itself is turned as well."""
NAMES_ANYTHING = {"event": "sealed", "thing_change": "the account's own mark for programs is set by its next event"}
"""Tables whose pair stays although it may name the account."""


class Parent(NamedTuple):
    """A column by which a row hangs on another one; `subject` is the column that names the other's table, if any."""

    column: str
    table: str | None
    subject: str | None = None


def tables() -> list[Table]:
    """Every table but the accounts' own, parents first."""
    return [table for table in Base.metadata.sorted_tables if "id" in table.c]


def owner_columns() -> Iterator[tuple[Table, str]]:
    """Every column that names an account and is turned in a merging."""
    for table in tables():
        for column in table.c:
            place = (table.name, column.name)
            names_account = any(key.column.table.name == "account" and key.column.name == "id"
                                for key in column.foreign_keys)  # fmt: skip
            if (names_account or place in WITHOUT_KEY) and place not in STAYS:
                yield table, column.name


def subject_pairs() -> Iterator[tuple[Table, str, str]]:
    """Every pair of columns that names a row of any table and is turned where that row is the account itself."""
    for table in tables():
        for subject, row_id in SUBJECTS:
            if subject in table.c and row_id in table.c and table.name not in NAMES_ANYTHING:
                yield table, subject, row_id


def parents_of(table: Table) -> list[Parent]:
    """What a row of this table hangs on within its account."""
    keys = [key for key in table.foreign_key_constraints if _is_within_account(key)]
    found = [Parent(_other(key), key.referred_table.name) for key in keys]
    pairs = [(subject, row_id) for subject, row_id in SUBJECTS if subject in table.c and row_id in table.c]
    return found + [Parent(row_id, None, subject) for subject, row_id in pairs]


def unique_beside_owner(table: Table) -> Iterator[tuple[list[str], Any]]:
    """Columns that may stand only once for an account, and the condition under which."""
    rules: list[tuple[list[str], Any]] = [
        ([column.name for column in rule.columns], None)
        for rule in table.constraints if isinstance(rule, UniqueConstraint)
    ]  # fmt: skip
    rules += [(_names(index), index.dialect_options["sqlite"]["where"]) for index in table.indexes if index.unique]
    for names, condition in rules:
        if OWNER in names and "id" not in names:
            yield [name for name in names if name != OWNER], condition


def _names(index: Index) -> list[str]:
    return [column.name for column in index.columns]


def _is_within_account(key: ForeignKeyConstraint) -> bool:
    return len(key.columns) == 2 and OWNER in key.column_keys


def _other(key: ForeignKeyConstraint) -> str:
    return next(name for name in key.column_keys if name != OWNER)
