"""A row of an import of agreements in words: its heading, its values, and what is wrong with a parameter."""

from typing import Any

from flask_babel import gettext as _

from portal.domain.contracts.area_text import write_areas
from portal.domain.contracts.clauses import CLAUSE_TYPES, BadClause, fields_of, read_clause
from portal.domain.contracts.clauses.fields import FieldSpec
from portal.web.clause_words import error_words, field_label, plain_words, type_label
from portal.web.clauses_in_words import BINDS_FOR_STAFF
from portal.web.contract_import_words import CLAUSE_FIELDS, CONTRACT_FIELDS
from portal.web.contract_words import CHANNELS, LEVELS, MODES, SIDES
from portal.web.refusals import REFUSALS
from portal.web.region_words import province_name

FIELDS = CONTRACT_FIELDS | CLAUSE_FIELDS
PARAMETER = "param."
_CHOICES: dict[str, Any] = {
    "side": SIDES, "mode": MODES, "channel": CHANNELS, "level": LEVELS, "binds": BINDS_FOR_STAFF,
}  # fmt: skip


def field_word(field: str) -> str:
    """What a column is called, or a parameter: param.penalty_fixed.amount_fen, param.rebate.tiers-0-rate."""
    if not field.startswith(PARAMETER):
        return str(FIELDS.get(field, field))
    code, _dot, name = field.removeprefix(PARAMETER).rpartition(".")
    name, *place = name.split("-")
    try:
        label = field_label(code, name)
        return f"{label} {int(place[0]) + 1}, {field_label(code, place[1])}" if len(place) == 2 else label
    except KeyError:
        return name


def problem_word(field: str, code: str) -> str:
    """A mistake that the domain names: of a clause's parameter, or a rule that an agreement breaks."""
    kind, _dot, mistake = code.partition(".")
    if kind == "refused":
        return str(REFUSALS[mistake])
    spec = _spec(field) if mistake == "out_of_range" else None
    if spec is not None and spec.minimum is not None:
        return _range_words(spec)
    return error_words(mistake)


def refused_words(code: str, given: str) -> str:
    """The rule of the domain with what it is about."""
    return str(REFUSALS[code.partition(".")[2]]) % {"name": given, "number": given, "other": given, "reason": "–"}


def value_word(field: str, value: Any) -> str:
    """A value as people read it: names for codes."""
    if field in _CHOICES:
        return str(_CHOICES[field].get(value, value))
    if field == "clause_type":
        return _type_word(value)
    if field == "provinces":
        codes = value.split(", ") if isinstance(value, str) else value
        return _(", ").join(province_name(code) for code in codes) or _("The whole country")
    if field == "areas" and not isinstance(value, str):
        return _(", ").join(write_areas((code, hospital) for code, hospital in value).splitlines())
    return _(", ").join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def row_heading(values: dict[str, Any]) -> tuple[str, str]:
    """What a row is called, and the smaller line below: a contract's number and title, a clause's article and type."""
    number = str(values.get("contract_no", ""))
    if "article" in values or "clause_type" in values:
        return f"{values.get('article', '–')} {_type_word(values.get('clause_type', ''))}".strip(), number
    return number or "–", str(values.get("title", ""))


def parameter_words() -> dict[str, str]:
    """Field of a column → what the parameter in it is called."""
    return {
        f"{PARAMETER}{spec.name}": field_label(code, spec.name) for code in CLAUSE_TYPES for spec in fields_of(code)
    }


def clause_words(values: dict[str, Any], side: str = "downstream") -> str:
    """The clause of a row in plain sentences; nothing while it cannot be read."""
    try:
        return plain_words(read_clause(values["clause_type"], values["params"]), side=side, reader="staff")
    except (BadClause, KeyError):
        return ""


def _type_word(code: str) -> str:
    try:
        return type_label(code)
    except KeyError:
        return code


def _spec(field: str) -> FieldSpec | None:
    code, _dot, name = field.removeprefix(PARAMETER).rpartition(".")
    name, *place = name.split("-")
    try:
        spec = next(one for one in fields_of(code) if one.name == name)
    except (BadClause, StopIteration):
        return None
    return next((one for one in spec.columns if one.name == place[1]), None) if len(place) == 2 else spec


def _range_words(spec: FieldSpec) -> str:
    scale = {"percent": 100, "rate": 100}.get(spec.kind, 1)
    sign = "%" if scale == 100 else ""
    low, high = (shown_bound(bound, spec.kind, scale) for bound in (spec.minimum, spec.maximum))
    return _("Write a value from %(low)s to %(high)s.", low=f"{low}{sign}", high=f"{high}{sign}")


def shown_bound(bound: Any, kind: str, scale: int = 1) -> str:
    """A bound of a parameter as it is typed: yuan for fen, percent for parts."""
    text = f"{bound / 100:,.2f}" if kind in ("fen", "fens") else f"{bound * scale:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
