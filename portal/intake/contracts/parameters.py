"""The parameters of one clause, from a cell of "name=value; name=value" and from columns of their own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.domain.contracts.clauses import BadClause, Clause, read_typed
from portal.domain.contracts.clauses.fields import defaults_of, kinds_of
from portal.domain.contracts.clauses.kinds import BadValue, Choice, Day, Kind, YesNo
from portal.domain.contracts.clauses.listings import Choices, FenList, Lines, Numbers, Steps
from portal.domain.contracts.clauses.numbers import Bounded, Fen
from portal.domain.contracts.clauses.shares import Multiple, Share
from portal.intake.cities import region_in
from portal.intake.contracts.amounts import counted, percent, yuan
from portal.intake.contracts.quoting import ITEMS, LISTED, PAIRS, bare, named, split
from portal.intake.contracts.tables import PARAMETER
from portal.intake.contracts.vocabulary import choice_codes, parameter_names
from portal.intake.dates import read_date
from portal.intake.headings import heading_key

_YES = frozenset({"是", "有", "需要", "对", "√", "y", "yes", "true", "1", "on"})
_NO = frozenset({"否", "无", "没有", "不需要", "不", "×", "n", "no", "false", "0", "off"})
LOCAL = frozenset({"percent_unclear", "unit_differs"})
"""Mistakes of writing in a workbook, which a clause itself cannot have."""


@dataclass
class Parameters:
    """What the cells of one clause of type `code` say. `errors`: (parameter or what was written, code, given)."""

    code: str
    given: dict[str, str] = field(default_factory=dict)
    typed: dict[str, list[str]] = field(default_factory=dict)
    errors: list[tuple[str, str, str]] = field(default_factory=list)
    changes: list[tuple[str, str, str, str]] = field(default_factory=list)
    units: dict[str, str] = field(default_factory=dict)

    def take_cell(self, text: str) -> None:
        """A cell of several "name=value"."""
        for part in split(text, PAIRS):
            pair = named(part)
            if pair is None:
                self.errors.append(("parameters", "parameter_unreadable", part))
            else:
                self._take(*pair)

    def take_columns(self, values: Mapping[str, Any], headings: Mapping[str, str]) -> None:
        """Cells of columns that hold one parameter each; a column of a parameter the type has not must be empty."""
        for column, text in values.items():
            if column.startswith(PARAMETER):
                name = column.removeprefix(PARAMETER)
                known = name in kinds_of(self.code)
                self._take(name if known else headings.get(column, name), str(text), column)

    def clause(self, side: str | None) -> Clause | None:
        """The clause, or None with the mistakes in `errors`."""
        for name, kind in kinds_of(self.code).items():
            if name in self.given:
                self._type(name, kind, self.given[name])
            elif isinstance(kind, YesNo):  # to a form nothing is no; a cell that is left open is as usual
                self.typed[name] = ["1" if defaults_of(self.code).get(name) else "no"]
        self._check_day_kind()
        try:
            found = read_typed(self.code, self.typed, side)
        except BadClause as bad:
            told = {where.split("-")[0] for where, _, _ in self.errors}
            self.errors += [(name, f"clause.{code}", self.given.get(name.split("-")[0], ""))
                            for name, code in bad.errors.items() if name.split("-")[0] not in told]  # fmt: skip
            return None
        return None if self.errors else found

    def _take(self, word: str, text: str, column: str = "") -> None:
        name = parameter_names(self.code).get(heading_key(word))
        if name is None:
            self.errors.append((column or "parameters", "parameter_unknown", word))
        elif name in self.given and self.given[name] != text:
            self.errors.append((name, "parameter_twice", f"{self.given[name]} / {text}"))
        elif text:
            self.given[name] = text

    def _type(self, name: str, kind: Kind, text: str) -> None:
        try:
            if isinstance(kind, Steps):
                self._type_steps(name, kind, text)
            else:
                self.typed[name] = [self._one(name, kind, part) for part in _parts(kind, text)]
        except BadValue as bad:
            code = bad.errors[""]
            self.errors.append((name, code if code in LOCAL else f"clause.{code}", text))

    def _type_steps(self, name: str, kind: Steps, text: str) -> None:
        """Rows are parted by | or a line break, cells by a colon: 90%:6 | 100%:12."""
        for place, row in enumerate(split(text, "|\n\r")):
            cells = [cell.strip() for cell in row.replace("：", ":").split(":")]
            if len(cells) > len(kind.columns):
                raise BadValue("wrong_shape")
            for (column, cell_kind), cell in zip(kind.columns, cells, strict=False):
                self.typed[f"{name}-{place}-{column}"] = [self._one(name, cell_kind, cell)] if cell else []

    def _one(self, name: str, kind: Kind, text: str) -> str:
        """One value as the form of the clause would have it typed."""
        plain = bare(text)
        match kind:
            case YesNo():
                return _yes_or_no(plain)
            case Choice():
                return choice_codes(kind.among).get(heading_key(plain), plain)
            case Fen() | FenList():
                return yuan(plain)
            case Multiple():
                return counted(plain, "multiple")[0]
            case Share():
                return self._percent(name, plain)
            case Day():
                return _day(plain)
            case Lines():
                return self._line(name, kind, plain)
            case Bounded() | Numbers():
                number, unit = counted(plain, kind.unit)
                if unit in ("working_days", "calendar_days") and kind.unit == "days":
                    self.units[name] = unit
                return number
        return plain

    def _percent(self, name: str, text: str) -> str:
        value, assumed = percent(text)
        if assumed and value != "0":
            self.changes.append((name, "percent_assumed", text, f"{value}%"))
        return value

    def _line(self, name: str, kind: Lines, text: str) -> str:
        """A region's name as the code that the parameter asks for."""
        if kind.pattern == Lines.pattern or text.isascii():
            return text
        region = region_in(text)
        if region is None or region.city:
            return text
        code = region.province[:2] if kind.pattern == r"\d{2}" else region.province
        self.changes.append((name, "names_to_codes", text, code))
        return code

    def _check_day_kind(self) -> None:
        day_kind = (self.typed.get("day_kind") or [str(defaults_of(self.code).get("day_kind", "calendar"))])[0]
        for name, unit in self.units.items():
            if unit != f"{day_kind}_days":
                self.errors.append((name, "unit_differs", self.given[name]))


def _parts(kind: Kind, text: str) -> list[str]:
    if not kind.several:
        return [text]
    if isinstance(kind, Choices):
        whole = choice_codes(kind.among)
        parts = split(text, ITEMS)
        if len(parts) == 1 and heading_key(parts[0]) not in whole:
            return split(text, ITEMS + "/")
        return parts
    if isinstance(kind, Numbers):
        return [item for part in split(text, LISTED) for item in _numbers(part)]
    return split(text, ITEMS)


def _numbers(part: str) -> list[str]:
    """1,200,000 is one number, 240000,300000 are two: a comma groups digits by three or it parts."""
    groups = part.split(",")
    grouped = len(groups[0].strip("¥￥ ")) <= 3 and all(
        len(group.split(".")[0].rstrip("元盒 ")) == 3 for group in groups[1:]
    )
    return [part] if grouped else [group.strip() for group in groups if group.strip()]


def _yes_or_no(text: str) -> str:
    word = text.strip().lower()
    return "1" if word in _YES else "no" if word in _NO else word


def _day(text: str) -> str:
    day, _, problem = read_date(text)
    return day.isoformat() if day and not problem else text
