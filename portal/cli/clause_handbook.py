"""The handbook's page on cases, written from the code: every clause type with its facts, an example and its answer."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from portal.cli.clause_cases import Cases
from portal.domain.contracts.clauses import CLAUSE_TYPES, Group
from portal.domain.contracts.clauses.records import FieldSpec, specs_in
from portal.domain.contracts.computing.registry import facts_type
from portal.domain.working_days import WorkingDays
from portal.web.assessment_words import fact_label
from portal.web.clause_words import field_label, group_label, type_label

HEAD = """# Cases of clauses

What a clause comes to, computed from a file: for checking the portal against a contract, or another system against
the portal. This page is written by `flask --app wsgi clause handbook docs/handbook/clause-cases.json`; do not edit it
by hand.

```sh
flask --app wsgi clause assess cases.json       # any clause type; - reads standard input; --language zh
flask --app wsgi clause extension cases.json    # clauses that extend a term only
flask --app wsgi clause schema                  # JSON Schema of every type's parameters and facts
```

The file holds one case, or a list of them; lists are read and answered one by one, however long.

| key | what it is |
| --- | --- |
| `clause_type` | a code of this page |
| `params` | what the clause says |
| `facts` | what happened; what is left out is unknown |
| `day` | the civil day asked about (Asia/Shanghai), `2026-11-23` |
| `side` | optional: `upstream` or `downstream`; the type must be allowed there |
| `id` | optional: comes back with the answer |

Sums are whole fen (`18650000` is ¥186,500.00), shares are parts of one or texts with a sign (`"0.05"`, `"5%"`,
`"0.5‰"`), days are ISO dates, moments ISO dates with time and offset. Rows are objects, or lists in the order of
their columns.

An answer has `outcome` (a code, with its `sentence`), `fen` (null where there is no sum), `lines` (each `code`, its
`facts`, `fen`, `sentence`), `days` by name, `notes` (warnings) and `missing`: facts without which there is no answer;
then `outcome` is `not_enough_facts` and there is no sum. The rules compute and explain; whether anybody owes anything
is for people to decide.

A case that cannot be read has `errors` instead (`field` such as `params.rate`, `code`, `reason`); the others are
answered, and the command ends with 3. Working days come from the calendar of the database; without a database, from
the official calendar as far as it is out and from weekends and statutory holidays after that (note
`calendar_provisional`).

A loss estimate (`loss_fen`) on any penalty is compared with it: above 130 percent of the loss the note is
`may_be_reduced`, exactly at it there is none, and without an estimate the note is `excess_not_assessed`.
"""


def handbook_page(cases: Sequence[Mapping[str, Any]], days: WorkingDays) -> str:
    """The whole page, ending with a newline; `cases` are its examples, at least one for each type."""
    asked = Cases(days)
    parts = [HEAD]
    for group in Group:
        parts.append(f"\n## {group_label(group)}\n")
        for code, record in CLAUSE_TYPES.items():
            if record.group == group:
                parts += _type(code, [case for case in cases if case["clause_type"] == code], asked)
    return "".join(parts)


def _type(code: str, cases: Sequence[Mapping[str, Any]], asked: Cases) -> Iterator[str]:
    record: type = CLAUSE_TYPES[code]
    yield f"\n### `{code}` {type_label(code)}\n\n"
    yield "| params | what | kind |\n| --- | --- | --- |\n"
    yield from (_row(spec, field_label(code, spec.name)) for spec in specs_in(record))
    yield from _facts(code)
    for case in cases:
        yield f"\n```json\n{_json(case)}\n```\n\nanswers\n\n```json\n{_json(asked.answered(case))}\n```\n"


def _facts(code: str) -> Iterator[str]:
    specs = specs_in(facts_type(code))
    if not specs:
        yield "\nNo facts are asked.\n"
        return
    yield "\n| facts | what | kind |\n| --- | --- | --- |\n"
    for spec in specs:
        yield _row(spec, fact_label(spec.name))
        yield from (_row(column, fact_label(f"{spec.name}.{column.name}"), spec.name) for column in spec.columns)


def _row(spec: FieldSpec, label: str, of: str = "") -> str:
    name = f"{of}.{spec.name}" if of else spec.name
    kind = ", ".join(f"`{choice}`" for choice in spec.choices) or KINDS.get(spec.kind, spec.kind)
    needed = " (required)" if spec.required and not of else ""
    return f"| `{name}`{needed} | {label} | {kind} |\n"


KINDS = {
    "fen": "fen", "fens": "list of fen", "integers": "list of whole numbers", "integer": "whole number",
    "percent": "share", "rate": "share a day", "known": "yes, no or unknown", "bool": "yes or no",
    "lines": "list of texts", "steps": "rows", "moment": "moment", "date": "day",
}  # fmt: skip


def _json(value: Any) -> str:
    """Indented, with what is short on one line."""
    return _laid_out(value, "")


def _laid_out(value: Any, indent: str) -> str:
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + len(indent) <= 120 or not isinstance(value, dict | list) or not value:
        return flat
    more = indent + "  "
    if isinstance(value, list):
        return "[\n" + ",\n".join(more + _laid_out(one, more) for one in value) + f"\n{indent}]"
    named = (f"{more}{json.dumps(name)}: {_laid_out(one, more)}" for name, one in value.items())
    return "{\n" + ",\n".join(named) + f"\n{indent}}}"
