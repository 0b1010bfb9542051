"""JSON Schema of cases: what each clause type's parameters and facts can be."""

from typing import Any

from portal.domain.contracts.clauses import CLAUSE_TYPES
from portal.domain.contracts.clauses.records import FieldSpec, specs_in
from portal.domain.contracts.computing.registry import facts_type
from portal.web.assessment_words import fact_label
from portal.web.clause_words import field_label, type_label

DRAFT = "https://json-schema.org/draft/2020-12/schema"
NUMBER = {"type": ["integer", "number", "string"]}
TEXT_FORMATS = {"date": "date", "moment": "date-time"}


def schema_of_all() -> dict[str, Any]:
    """Under `$defs` each type's parameters (`deposit.params`) and facts (`deposit.facts`); a case is one of them."""
    definitions: dict[str, Any] = {}
    for code in CLAUSE_TYPES:
        definitions[f"{code}.params"] = params_schema(code)
        definitions[f"{code}.facts"] = facts_schema(code)
    case = {"oneOf": [_case(code) for code in CLAUSE_TYPES]}
    return {"$schema": DRAFT, "title": "Cases of clauses", "anyOf": [case, {"type": "array", "items": case}],
            "$defs": definitions}  # fmt: skip


def params_schema(code: str) -> dict[str, Any]:
    """Sums in fen, shares as parts of one or as text with a percent sign."""
    record: type = CLAUSE_TYPES[code]
    return _object(specs_in(record), type_label(code), lambda spec, _: field_label(code, spec.name))


def facts_schema(code: str) -> dict[str, Any]:
    return _object(
        specs_in(facts_type(code)), type_label(code),
        lambda spec, row: fact_label(f"{row}.{spec.name}" if row else spec.name),
    )  # fmt: skip


def _case(code: str) -> dict[str, Any]:
    properties = {
        "id": {}, "clause_type": {"const": code}, "params": {"$ref": f"#/$defs/{code}.params"},
        "facts": {"$ref": f"#/$defs/{code}.facts"}, "day": {"type": "string", "format": "date"},
        "side": {"enum": sorted(CLAUSE_TYPES[code].sides)},
    }  # fmt: skip
    needed = [spec.name for spec in specs_in(CLAUSE_TYPES[code]) if spec.required]
    asked = [spec.name for spec in specs_in(facts_type(code)) if spec.required]
    required = ["clause_type", "day", *(["params"] if needed else []), *(["facts"] if asked else [])]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _object(specs: tuple[FieldSpec, ...], title: str, label: Any, row: str = "") -> dict[str, Any]:
    properties = {spec.name: {"title": label(spec, row), **_property(spec, label)} for spec in specs}
    required = [spec.name for spec in specs if spec.required]
    found = {"type": "object", "title": title, "properties": properties, "additionalProperties": False}
    return {**found, "required": required} if required else found


def _property(spec: FieldSpec, label: Any) -> dict[str, Any]:
    match spec.kind:
        case "bool" | "known":
            return {"type": "boolean"}
        case "choice":
            return {"enum": list(spec.choices)}
        case "choices":
            return {"type": "array", "items": {"enum": list(spec.choices)}}
        case "lines":
            return {"type": "array", "items": {"type": "string"}}
        case "fens" | "integers":
            return {"type": "array", "items": {"type": "integer", "minimum": 1}}
        case "steps":
            row = _object(spec.columns, label(spec, ""), label, spec.name)
            return {"type": "array", "items": {"anyOf": [row, {"type": "array", "maxItems": len(spec.columns)}]}}
        case "date" | "moment":
            return {"type": "string", "format": TEXT_FORMATS[spec.kind]}
        case "text":
            return {"type": "string"}
    return {**_type_of(spec), **_bounds(spec)}


def _type_of(spec: FieldSpec) -> dict[str, Any]:
    whole = spec.kind not in ("percent", "rate", "multiple")
    return {"type": ["integer", "string"]} if whole else dict(NUMBER)


def _bounds(spec: FieldSpec) -> dict[str, Any]:
    bounds = {"minimum": spec.minimum, "maximum": spec.maximum}
    found = {name: _number(bound) for name, bound in bounds.items() if bound is not None}
    return {**found, "x-unit": "fen" if spec.unit == "yuan" else spec.unit} if spec.unit else found


def _number(bound: Any) -> int | float:
    return int(bound) if bound == int(bound) else float(bound)
