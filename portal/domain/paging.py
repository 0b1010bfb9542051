"""Pages by cursor: the sort key and id of the last row seen, so that every page costs the same at any depth."""

import base64
import binascii
import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, bindparam, literal_column, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from portal.domain.kept import found_once, rows_of
from portal.domain.scope import GuardedSession
from portal.domain.work import AnySelect

Key = Sequence[InstrumentedAttribute[Any]]
PAGE_SIZE = 50


@dataclass(frozen=True)
class Page:
    """Rows in reading order; `older` and `newer` are the cursors of the neighbouring pages, or None."""

    rows: Sequence[Any]
    older: str | None = None
    newer: str | None = None


def page_of(
    session: GuardedSession,
    query: AnySelect,
    key: Key,
    *,
    after: str | None = None,
    before: str | None = None,
    descending: bool = False,
    size: int = PAGE_SIZE,
    values: Mapping[str, Any] | None = None,
) -> Page:
    """One page of `query` ordered by `key`, whose columns are NOT NULL and end in a unique one.

    A cursor that cannot be read is taken as none: the first page. With `values`, those of its named places, the query
    is one that is kept and asked again: its pages are put together once.
    """
    seen = _read(after or before, key)
    forwards = seen is None or not before
    # The key travels with the row, so that lists of columns and lists of entities page alike.
    put_together = _asked if values is None else _asked_again
    asked = put_together(query, tuple(key), seen is not None, descending == forwards, size + 1)
    places = {f"seen_{place}": value for place, value in enumerate(seen or ())}
    find = found_once if values is None else rows_of
    found = find(session, asked, {**(values or {}), **places})
    more, found = len(found) > size, found[:size]
    if forwards:
        return _page(found, len(key), older=more, newer=seen is not None)
    return _page(found[::-1], len(key), older=True, newer=more)


def just(most: int) -> ColumnElement[int]:
    """A LIMIT in the words of the statement. As a value beside them it keeps PostgreSQL from a plan for all turns: not
    knowing how few rows are asked for, it plans anew each time, which takes longer than fetching them."""
    return literal_column(f"{most:d}", Integer)


def is_cursor(text: str, key: Key) -> bool:
    """Whether `text` is a cursor of a list ordered by `key`."""
    return _read(text, key) is not None


def page_of_list(
    rows: Sequence[Any], key: Callable[[Any], tuple[str, ...]], *, after: str | None = None,
    before: str | None = None, size: int = PAGE_SIZE,
) -> Page:  # fmt: skip
    """One page of `rows` that are at hand already, ascending by `key`: texts, no two alike."""
    seen = _texts(after or before)
    keys = [key(row) for row in rows]
    if seen is None:
        start = 0
    elif after:
        start = bisect_right(keys, seen)
    else:
        start = max(0, bisect_left(keys, seen) - size)
    end = min(start + size, len(rows))
    return Page(
        rows[start:end],
        older=_write(keys[end - 1]) if start < end < len(rows) else None,
        newer=_write(keys[start]) if 0 < start < end else None,
    )


def _asked(query: AnySelect, key: Key, is_within: bool, down: bool, most: int) -> AnySelect:
    """What follows the row seen, in the order of the key; the beginning unless `is_within`."""
    query = query.add_columns(*key)
    if is_within:
        edge = tuple_(*key)
        place = tuple_(*(bindparam(f"seen_{place}", type_=column.type) for place, column in enumerate(key)))
        query = query.where(edge < place if down else edge > place)
    return query.order_by(*(column.desc() if down else column.asc() for column in key)).limit(just(most))


_asked_again = lru_cache(maxsize=128)(_asked)


def _page(found: Sequence[Any], width: int, *, older: bool, newer: bool) -> Page:
    """The page of rows that carry their key, `width` columns, at their end; cursors where there is more to see."""
    if not found:
        return Page([])
    return Page(
        rows=[row[0] if len(row) == width + 1 else row for row in found],
        older=_write(found[-1][-width:]) if older else None,
        newer=_write(found[0][-width:]) if newer else None,
    )


def cursor_of(values: Sequence[Any]) -> str:
    """The cursor that stands for a row of this key."""
    return _write(values)


def read_cursor(cursor: str | None, key: Key) -> list[Any] | None:
    """What it stands for; None when it cannot be read."""
    return _read(cursor, key)


def _write(values: Sequence[Any]) -> str:
    plain = [value.isoformat() if isinstance(value, date) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def _read(cursor: str | None, key: Key) -> list[Any] | None:
    if not cursor:
        return None
    try:
        values = _plain(cursor)
        if not isinstance(values, list) or len(values) != len(key):
            return None
        return [_typed(value, column.type.python_type) for value, column in zip(values, key, strict=True)]
    except (ValueError, TypeError, binascii.Error, UnicodeError, RecursionError):
        return None


def _texts(cursor: str | None) -> tuple[str, ...] | None:
    try:
        values = _plain(cursor or "")
    except (ValueError, RecursionError):
        return None
    return tuple(values) if isinstance(values, list) and all(isinstance(value, str) for value in values) else None


def _plain(cursor: str) -> Any:
    return json.loads(base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)))


def _typed(value: Any, wanted: type) -> Any:
    if wanted is datetime and isinstance(value, str):
        return _aware(datetime.fromisoformat(value))
    if wanted is date and isinstance(value, str):
        return date.fromisoformat(value)
    if type(value) is not wanted or (isinstance(value, int) and abs(value) >= 2**63):
        raise TypeError(wanted.__name__)
    if isinstance(value, str) and "\x00" in value:
        raise ValueError("NUL")
    return value


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment
