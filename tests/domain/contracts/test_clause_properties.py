"""Whatever a form can say about a clause survives writing and typing; junk is refused by name."""

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.contracts.clauses import (
    CLAUSE_TYPES,
    BadClause,
    fields_of,
    read_clause,
    read_typed,
    typed_of,
    write_clause,
)
from tests.domain.contracts.clause_examples import GOOD

EVERY_CODE = list(CLAUSE_TYPES)


def some_value(field):
    """Any JSON value that the field's own description allows."""
    match field.kind:
        case "integer" | "days" | "months" | "years" | "fen":
            return st.integers(int(field.minimum), int(field.maximum))
        case "percent" | "rate":
            return st.decimals(field.minimum, field.maximum, places=6).map(str)
        case "multiple":
            return st.decimals(field.minimum, field.maximum, places=2).map(str)
        case "choice":
            return st.sampled_from(field.choices)
        case "choices":
            return st.lists(st.sampled_from(field.choices), min_size=1)
        case "lines":
            return st.lists(st.from_regex(r"[0-9]{2}", fullmatch=True), min_size=1, max_size=5)
        case "fens" | "integers":
            return st.lists(st.integers(1, 10**9), min_size=1, max_size=12)
        case "bool":
            return st.booleans()
        case "date":
            return st.dates().map(str)
        case "text":
            return st.text("甲乙丙abc １２", min_size=1, max_size=40).filter(str.strip)
    first = field.columns[0]
    row = st.fixed_dictionaries({column.name: some_value(column) for column in field.columns})
    return st.lists(row, min_size=1, max_size=5, unique_by=lambda r: Decimal(r[first.name])).map(
        lambda rows: sorted(rows, key=lambda r: Decimal(r[first.name]))
    )


@pytest.mark.parametrize("code", EVERY_CODE)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_whatever_a_form_can_say_survives_or_is_refused_between_fields(code, data):
    params = {field.name: data.draw(some_value(field)) for field in fields_of(code)}
    if code == "minimum_purchase":
        params.pop(data.draw(st.sampled_from(["targets_fen", "targets_boxes"])))
    try:
        clause = read_clause(code, params)
    except BadClause as bad:
        assert set(bad.errors.values()) <= {"close_after_open", "past_the_end", "over_cap", "over_value"}
        return
    assert read_clause(code, json.loads(json.dumps(write_clause(clause)))) == clause
    assert read_typed(code, typed_of(clause)) == clause


@pytest.mark.parametrize("code", EVERY_CODE)
@settings(max_examples=25, deadline=None)
@given(
    junk=st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.integers()), st.just({"a": 1})
    )
)
def test_junk_is_refused_by_name_and_never_breaks(code, junk):
    for field in fields_of(code):
        try:
            read_clause(code, GOOD[code] | {field.name: junk})
        except BadClause as bad:
            assert bad.errors
