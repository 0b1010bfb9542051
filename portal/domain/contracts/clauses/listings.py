"""Field kinds that hold several things: choices, lines of text, numbers, and steps with columns."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, ClassVar

from portal.domain.contracts.clauses.kinds import BadValue, Choice, Kind, clean_text
from portal.domain.contracts.clauses.numbers import Fen, Whole

MOST_LINES = 500


def _items(raw: object) -> Sequence[Any]:
    if isinstance(raw, str | bytes) or not isinstance(raw, Sequence):
        raise BadValue("not_a_list")
    if len(raw) > MOST_LINES:
        raise BadValue("too_many")
    return raw


@dataclass(frozen=True)
class Choices(Choice):
    """Any of a closed list, each once, kept in the list's own order."""

    name: ClassVar[str] = "choices"
    several: ClassVar[bool] = True

    def read(self, raw: object) -> tuple[Any, ...]:
        given = {self.one(item) for item in _items(raw)}
        return tuple(choice for choice in self.among if choice in given)

    def write(self, value: object) -> object:
        return [str(item) for item in _items(value)]


@dataclass(frozen=True)
class Lines(Kind):
    """Lines of text, each once, blank ones left out; `pattern` narrows what a line may be."""

    name: ClassVar[str] = "lines"
    several: ClassVar[bool] = True
    pattern: str = ".*"

    def read(self, raw: object) -> tuple[Any, ...]:
        lines = [clean_text(item, 200) for item in _items(raw)]
        if any(line and not re.fullmatch(self.pattern, line, re.ASCII) for line in lines):
            raise BadValue("bad_line")
        return tuple(dict.fromkeys(line for line in lines if line))

    def write(self, value: object) -> object:
        return list(_items(value))


@dataclass(frozen=True)
class Numbers(Kind):
    """A list of numbers of one kind, in order."""

    several: ClassVar[bool] = True
    each: ClassVar[Kind]

    def read(self, raw: object) -> tuple[Any, ...]:
        return tuple(self.each.read(item) for item in _items(raw))

    def write(self, value: object) -> object:
        return [self.each.write(item) for item in _items(value)]

    def typed(self, text: str) -> object:
        return self.each.typed(text)

    def shown(self, value: object) -> str:
        return self.each.shown(value)


@dataclass(frozen=True)
class FenList(Numbers):
    """Sums in fen, one for each period."""

    name: ClassVar[str] = "fens"
    unit: str | None = "yuan"
    each: ClassVar[Kind] = Fen(minimum=1)


@dataclass(frozen=True)
class BoxList(Numbers):
    """Whole boxes, one number for each period."""

    name: ClassVar[str] = "integers"
    unit: str | None = "boxes"
    each: ClassVar[Kind] = Whole(minimum=1)


@dataclass(frozen=True)
class Steps(Kind):
    """Rows with columns, the first of which must rise from row to row unless `ascending` is off."""

    name: ClassVar[str] = "steps"
    row: type[Any]
    columns: tuple[tuple[str, Kind], ...]
    ascending: bool = True

    def read(self, raw: object) -> tuple[Any, ...]:
        rows, errors = [], {}
        for place, item in enumerate(_items(raw)):
            values, wrong = self._read_row(item)
            errors.update({f"-{place}{where}": code for where, code in wrong.items()})
            rows.append(values)
        if errors:
            raise BadValue(errors=errors)
        first = self.columns[0][0]
        if self.ascending and any(later[first] <= earlier[first] for earlier, later in pairwise(rows)):
            raise BadValue("steps_not_ascending")
        return tuple(self.row(**values) for values in rows)

    def _read_row(self, item: object) -> tuple[dict[str, Any], dict[str, str]]:
        """A row given by names or, as tables print it, by place."""
        names = self._names
        if isinstance(item, dict):  # as nearly all are: asking whether it is a sequence would take longer
            pass
        elif isinstance(item, Sequence) and not isinstance(item, str) and len(item) == len(names):
            item = dict(zip(names, item, strict=True))
        if not isinstance(item, dict | Mapping) or not item.keys() <= names.keys():
            return {}, {"": "wrong_shape"}
        values, wrong = {}, {}
        for name, kind in self.columns:
            try:
                values[name] = self._read_cell(kind, item.get(name))
            except BadValue as bad:
                wrong[f"-{name}"] = bad.errors[""]
        return values, wrong

    @cached_property
    def _names(self) -> dict[str, None]:
        return dict.fromkeys(name for name, _ in self.columns)

    def _read_cell(self, kind: Kind, raw: object) -> object:
        if raw is None or raw == "":
            if kind.prefill is None:
                raise BadValue("required")
            raw = kind.prefill
        return kind.read(raw)

    def write(self, value: object) -> object:
        return [{name: kind.write(getattr(row, name)) for name, kind in self.columns} for row in _items(value)]
