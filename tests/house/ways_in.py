"""Whether what belongs to one account, agreement, request or person is found by way of it."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, create_engine, text

from portal.domain.base import Base
from portal.search import schema

FEW = {"staff", "product", "calendar_day", "series", "absence", "assignment_rule", "erasure", "supply"}
"""Tables that do not grow with the business, and may be read whole."""
KNOWN = Path(__file__).with_name("tables_of_100000_accounts.json")
"""By table and index what SQLite noted of an instance that large; of tables that were nearly empty there, nothing."""
OWNERS = ("account_id", "contract_id", "request_id", "login_id")
OF_ONE_THING = re.compile(
    r"(rowid|number|ref|mobile|email|uscc|name_key|id_no_hash|id_hash|batch_no|subject|from_subject|to_subject|(account|contract|request|login|recipient"
    r"|breach|feedback|pledge|version|into|contact|event|clause|plan|introduced_by|gone|act|lead|seal)_id)\b"
)
"""Columns of which one value has few rows: an index that begins with one leads to them as well."""
STEP = re.compile(r"(?:SEARCH|SCAN) (\w+)(?: USING (?:COVERING )?(?:INDEX \w+|INTEGER PRIMARY KEY))?(?: \((.*)\))?")
"""A step of SQLite's plan: what it reads, and by which columns of an index."""


class Step(NamedTuple):
    number: int
    parent: int
    words: str

    @property
    def table(self) -> str:
        found = STEP.match(self.words)
        return found[1] if found else ""

    @property
    def by(self) -> str:
        found = STEP.match(self.words)
        return (found and found[2]) or ""


def strays_among(asked: Iterable[str]) -> list[str]:
    """Over tables of which nothing is known, and over those of a large instance; there are no rows, for only what is
    known of them counts."""
    found = {sql for sql in asked if sql.startswith(("SELECT", "UPDATE", "DELETE", "WITH"))}
    lines: set[str] = set()
    for is_known in (False, True):
        engine = create_engine("sqlite://")
        with engine.connect() as connection:
            Base.metadata.create_all(connection)
            schema.create(connection)
            if is_known:
                _tell(connection)
            lines |= {line for sql in found for line in strays(_plan(connection, sql), sql)}
        engine.dispose()
    return sorted(lines)


def _tell(connection: Connection) -> None:
    connection.execute(text("ANALYZE account"))
    rows = [(table, *row) for table, noted in json.loads(KNOWN.read_text()).items() for row in noted.items()]
    connection.exec_driver_sql("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", rows)
    connection.execute(text("ANALYZE sqlite_schema"))


def _plan(connection: Connection, sql: str) -> list[Step]:
    found = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", (None,) * sql.count("?"))
    return [Step(row[0], row[1], row[3]) for row in found]


def strays(plan: list[Step], sql: str) -> Iterator[str]:
    """Steps that look for what belongs to one thing among all there is of a state, a kind or a day."""
    names, steps, begun = tables_in(sql), {step.number: step for step in plan}, set[int]()
    for step in plan:
        if step.table not in names:
            continue
        is_inner = step.parent in begun or _is_asked_for_each_row(step, steps)
        begun.add(step.parent)
        if names[step.table] in FEW:
            continue
        is_branch = _is_branch(step, steps)
        if is_branch and not OF_ONE_THING.match(step.by):
            yield f"{step.words}, one way of several, each of which reads much: {sql}"
        owners = _bound(sql, step.table, is_inner and not is_branch)
        if owners and not OF_ONE_THING.match(step.by) and not re.search(rf"\b({'|'.join(owners)})=", step.by):
            yield f"{step.words}, though {', '.join(owners)} is known: {sql}"


def tables_in(sql: str) -> dict[str, str]:
    changed = re.match(r"(?:UPDATE|DELETE FROM) (\w+)", sql)
    named = {alias or table: table for table, alias in re.findall(r"(?:FROM|JOIN) (\w+)(?: AS (\w+))?", sql)}
    return named | ({changed[1]: changed[1]} if changed else {})


def _bound(sql: str, table: str, is_inner: bool) -> list[str]:
    """Owners that are known: by their value, or for an inner step by the row that an outer one has found; what is named
    twice may be another one's there."""
    given = r"{}\.{} (= \?|IN \(\?)"
    joined = r"{0}\.{1} = \w+\.|= {0}\.{1}\b"
    is_joined = is_inner and len(re.findall(rf"(?:FROM|JOIN) (?:\w+ AS )?{table}\b", sql)) == 1
    ways = (given, joined) if is_joined else (given,)
    return [owner for owner in OWNERS if any(re.search(rf"\b{way.format(table, owner)}", sql) for way in ways)]


def _is_asked_for_each_row(step: Step, steps: dict[int, Step]) -> bool:
    above = steps.get(step.parent)
    return above is not None and ("CORRELATED" in above.words or _is_asked_for_each_row(above, steps))


def _is_branch(step: Step, steps: dict[int, Step]) -> bool:
    """One of several ways of an OR, each with what it knows."""
    above = steps.get(step.parent)
    return above is not None and above.words.startswith(("INDEX ", "MULTI-INDEX"))
