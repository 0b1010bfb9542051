"""Every clause type with its parameters, units and choices, as the template explains them; made from the catalogue."""

from flask_babel import gettext as _

from portal.domain.contracts.clauses import CLAUSE_TYPES, FieldSpec, fields_of
from portal.domain.contracts.clauses.fields import defaults_of, kinds_of
from portal.intake.contracts.written import text_of
from portal.web.clause_words import choice_label, field_label, type_label
from portal.web.contract_row_words import shown_bound
from portal.web.contract_words import SIDES

Explained = tuple[str, str, str, str, str, str, str]
"""Type, sides, parameter, whether it is needed, how to write it, what holds when it is left open, code."""


def explained() -> list[Explained]:
    """One row for each parameter, one for a type that has none; in the reader's language."""
    rows: list[Explained] = []
    for code, kind in CLAUSE_TYPES.items():
        sides = _(", ").join(str(word) for side, word in SIDES.items() if side in kind.sides)
        specs = fields_of(code)
        if not specs:
            rows.append((type_label(code), sides, _("No parameter"), "", "", "", code))
        rows += [
            (type_label(code), sides, field_label(code, spec.name), _("Yes") if spec.required else "",
             how_to_write(code, spec), _left_open(code, spec.name), f"{code}.{spec.name}")
            for spec in specs
        ]  # fmt: skip
    return rows


def _left_open(code: str, name: str) -> str:
    """The value of a parameter that nobody fills in; nothing for one that must be filled in."""
    kind, value = kinds_of(code)[name], defaults_of(code).get(name)
    return "" if value is None or value == () else text_of(kind, kind.write(value))


def how_to_write(code: str, spec: FieldSpec) -> str:
    """The unit, the bounds or the choices of a parameter."""
    if spec.columns:
        columns = " : ".join(f"{field_label(code, one.name)} ({_unit(one)})" for one in spec.columns)
        return _("Rows parted by |, in each: %(columns)s", columns=columns)
    if spec.choices:
        words = _(" / ").join(choice_label(code, spec.name, choice) for choice in spec.choices)
        return words if spec.kind == "choice" else _("One or several, parted by commas: %(words)s", words=words)
    if spec.kind in ("fens", "integers", "lines"):
        return _("Several, parted by | or 、 (%(unit)s)", unit=_unit(spec))
    return _unit(spec)


def _unit(spec: FieldSpec) -> str:
    words = _units().get(spec.unit or spec.kind, _("text"))
    if spec.minimum is None or spec.kind in ("fen", "fens") or spec.maximum is None or spec.maximum >= 10**9:
        return words
    scale = 100 if spec.kind in ("percent", "rate") else 1
    sign = "%" if scale == 100 else ""
    low, high = (f"{shown_bound(bound, spec.kind, scale)}{sign}" for bound in (spec.minimum, spec.maximum))
    return _("%(unit)s, from %(low)s to %(high)s", unit=words, low=low, high=high)


def _units() -> dict[str, str]:
    return {
        "percent": _("percent, with the percent sign"), "yuan": _("yuan, such as 120,000"),
        "days": _("days, counted as “Days are counted as” says"), "calendar_days": _("calendar days"),
        "working_days": _("working days"), "months": _("months"), "years": _("years"), "quarters": _("quarters"),
        "times": _("times"), "boxes": _("boxes"), "bool": _("yes or no"), "date": _("date, such as 2026-12-31"),
        "multiple": _("how many times, such as 3"), "integer": _("whole number"),
    }  # fmt: skip
