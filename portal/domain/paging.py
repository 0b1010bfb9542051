"""Pages by cursor: the sort key and id of the last row seen, so that every page costs the same at any depth."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from portal.domain.scope import GuardedSession

PAGE_SIZE = 50


@dataclass(frozen=True)
class Page:
    """Rows in reading order; `older` and `newer` are the cursors of the neighbouring pages, or None."""

    rows: Sequence[Any]
    older: str | None = None
    newer: str | None = None


def page_of(
    session: GuardedSession,
    query: Select[*tuple[Any, ...]],
    key: Sequence[InstrumentedAttribute[Any]],
    *,
    after: str | None = None,
    before: str | None = None,
    descending: bool = False,
    size: int = PAGE_SIZE,
) -> Page:
    """One page of `query` ordered by `key`, whose columns are NOT NULL and end in a unique one.

    A cursor that cannot be read is taken as none: the first page.
    """
    forwards = not before
    seen = _read(after or before, key)
    down = descending == forwards
    if seen:
        edge, place = tuple_(*key), tuple_(*seen)
        query = query.where(edge < place if down else edge > place)
    query = query.order_by(*(column.desc() if down else column.asc() for column in key)).limit(size + 1)
    # The key travels with the row, so that lists of columns and lists of entities page alike.
    found = list(session.execute(query.add_columns(*key)))
    more, found = len(found) > size, found[:size]
    rows = found if forwards else found[::-1]
    if not rows:
        return Page([])
    width = len(key)
    return Page(
        rows=[row[0] if len(row) == width + 1 else row for row in rows],
        older=_write(rows[-1][-width:]) if more or not forwards else None,
        newer=_write(rows[0][-width:]) if (forwards and seen) or (more and not forwards) else None,
    )


def _write(values: Sequence[Any]) -> str:
    plain = [value.isoformat() if isinstance(value, date) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def _read(cursor: str | None, key: Sequence[InstrumentedAttribute[Any]]) -> list[Any] | None:
    if not cursor:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)))
        if not isinstance(values, list) or len(values) != len(key):
            return None
        return [_typed(value, column.type.python_type) for value, column in zip(values, key, strict=True)]
    except (ValueError, TypeError, binascii.Error, UnicodeError, RecursionError):
        return None


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
