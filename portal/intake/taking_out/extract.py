"""One table that can be exported: its columns, what it can be narrowed by, and its rows, some at a time."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from portal.domain.unit_of_work import UnitOfWork
from portal.domain.work import AnySelect
from portal.intake.columns import Column

Wanted = Mapping[str, Any]
"""What a list was narrowed by, as it is kept with the export: plain JSON."""
Values = list[Any]
Reading = Callable[[], AbstractContextManager[UnitOfWork]]
"""Opens a short transaction that reads with the reach of whoever exports."""
AT_ONCE = 500
"""Rows of one short reading transaction."""


def _as_it_is(query: AnySelect, _wanted: Wanted, _uow: UnitOfWork) -> AnySelect:
    return query


def _nothing_more(_uow: UnitOfWork, _ids: list[int]) -> dict[int, dict[str, Any]]:
    return {}


@dataclass(frozen=True)
class Extract:
    """`key` is the id by which it is read on; `joined` adds the tables its columns come from; `narrow` the conditions
    of the list. `more` gives, by id, what no column of one row holds. `counted` is a column of the table that is
    narrowed, where the tables joined to it add no row and take none away: nobody waits for their being joined."""

    name: str
    columns: tuple[Column, ...]
    key: Any
    joined: Callable[[AnySelect], AnySelect]
    narrow: Callable[[AnySelect, Wanted, UnitOfWork], AnySelect] = _as_it_is
    more: Callable[[UnitOfWork, list[int]], dict[int, dict[str, Any]]] = _nothing_more
    counted: Any = None

    def count(self, uow: UnitOfWork, wanted: Wanted) -> int:
        """How many rows there are to write."""
        everything = (
            self.joined(select(func.count(self.key))) if self.counted is None else select(func.count(self.counted))
        )
        query = self.narrow(everything, wanted, uow)
        return uow.session.scalar(query) or 0

    def rows(self, reading: Reading, wanted: Wanted, *, since: int = 0) -> Iterator[list[Values]]:
        """The values of every row in the order of their ids, some of them at a time, each in a transaction of its own:
        no snapshot is held while a slow reader takes what was read."""
        while True:
            with reading() as uow:
                some, since = self._some(uow, wanted, since)
            if not some:
                return
            yield some

    def _some(self, uow: UnitOfWork, wanted: Wanted, since: int) -> tuple[list[Values], int]:
        sources = {column.name: column.source for column in self.columns if column.source is not None}
        query = self.narrow(self.joined(select(self.key, *sources.values())), wanted, uow)
        found = uow.session.execute(query.where(self.key > since).order_by(self.key).limit(AT_ONCE)).all()
        more = self.more(uow, [row[0] for row in found])
        names = tuple(column.name for column in self.columns)
        rows = []
        for key, *values in found:
            told = dict(zip(sources, values, strict=True)) | more.get(key, {})
            rows.append([told.get(name) for name in names])
        return rows, found[-1][0] if found else since
