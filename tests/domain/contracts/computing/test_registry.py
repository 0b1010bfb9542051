"""Every clause type answers; what cannot be read is refused by name, and no facts whatever break a rule."""

from datetime import date, datetime
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.contracts.clauses import CLAUSE_TYPES, BadClause, read_clause
from portal.domain.contracts.clauses.records import FieldSpec, kinds_in, specs_in, written
from portal.domain.contracts.computing.registry import RULES, BadFacts, assess, facts_type, read_facts
from portal.domain.contracts.computing.working import NOT_ENOUGH_FACTS
from tests.domain.contracts.clause_examples import GOOD
from tests.domain.contracts.computing.asking import DAYS

DAY = date(2026, 11, 23)
EVERY_CODE = list(CLAUSE_TYPES)
TIMES = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31, 23, 59, 59)).map(
    lambda moment: f"{moment:%Y-%m-%dT%H:%M:%S}+08:00"
)


@cache
def some_fact(spec: FieldSpec) -> st.SearchStrategy[Any]:
    """Any JSON value the fact's own description allows, or what stands for unknown."""
    match spec.kind:
        case "integer" | "months" | "days" | "fen":
            return st.integers(int(spec.minimum or 0), int(spec.maximum or 0))
        case "percent":
            return st.decimals(spec.minimum, spec.maximum, places=6).map(str)
        case "choice":
            return st.sampled_from(spec.choices)
        case "choices":
            return st.lists(st.sampled_from(spec.choices))
        case "known" | "bool":
            return st.booleans()
        case "date":
            return st.dates(date(1990, 1, 1), date(2199, 12, 31)).map(str) | st.dates(
                date(2026, 1, 1), date(2026, 12, 31)
            ).map(str)
        case "moment":
            return TIMES
        case "text":
            return st.sampled_from(["A", "B", "甲"])
    row = st.fixed_dictionaries({column.name: some_fact(column) for column in spec.columns})
    first = spec.columns[0].name
    return st.lists(row, max_size=6, unique_by=lambda one: one[first]).map(
        lambda rows: sorted(rows, key=lambda one: one[first])
    )


def test_every_type_has_a_rule() -> None:
    assert set(RULES) == set(CLAUSE_TYPES.values())
    assert assess("compliance", {}, DAY, DAYS).outcome == "integrity_agreed"
    with pytest.raises(BadClause):
        assess("rebate", {}, DAY, DAYS)


@pytest.mark.parametrize("code", EVERY_CODE)
def test_nothing_known_is_no_zero(code: str) -> None:
    terms = read_clause(code, GOOD[code])
    needed = {spec.name: "2026-12-31" for spec in specs_in(facts_type(code)) if spec.required}
    found = assess(terms, needed, DAY, DAYS)
    assert not found.fen or code == "earnest_money"
    assert bool(found.missing) is (found.outcome == NOT_ENOUGH_FACTS)
    assert found.fen is None or not found.missing


@pytest.mark.parametrize("code", EVERY_CODE)
@settings(max_examples=30)
@given(data=st.data())
def test_whatever_the_facts_there_is_an_answer(code: str, data: st.DataObject) -> None:
    specs = specs_in(facts_type(code))
    given_ = {spec.name: data.draw(some_fact(spec)) for spec in specs if spec.required or data.draw(st.booleans())}
    facts = read_facts(code, given_)
    assert read_facts(code, written(facts)) == facts
    found = assess(read_clause(code, GOOD[code]), facts, DAY, DAYS)
    assert found.fen is None or found.fen >= 0
    assert bool(found.missing) is (found.outcome == NOT_ENOUGH_FACTS)
    if found.missing:
        assert found.fen is None
        assert set(found.missing) <= set(kinds_in(facts_type(code)))


@pytest.mark.parametrize(
    ("code", "facts", "errors"),
    [
        ("penalty_fixed", {"events": "many"}, {"events": "not_a_number"}),
        ("penalty_fixed", {"events": 1.5, "loss_fen": -1}, {"events": "not_whole", "loss_fen": "out_of_range"}),
        ("penalty_fixed", {"colour": 1}, {"colour": "unknown_field"}),
        ("penalty_fixed", [], {"facts": "wrong_shape"}),
        ("penalty_fixed", {"malicious": "perhaps"}, {"malicious": "not_yes_or_no"}),
        ("penalty_late_daily", {"due_on": "2026-02-30"}, {"due_on": "not_a_date"}),
        ("penalty_late_daily", {"due_on": "9999-12-31"}, {"due_on": "out_of_range"}),
        ("penalty_late_daily", {"parts": [["2026-02-01", 0], ["x", 1]]},
         {"parts-0-fen": "out_of_range", "parts-1-on": "not_a_date"}),
        ("takeback_compensation", {"months": [["2026-02-01", 1, 0, 0, 0], ["2026-01-01", 1, 0, 0, 0]]},
         {"months": "steps_not_ascending"}),
        ("auto_renewal", {}, {"ends_on": "required"}),
    ],
)  # fmt: skip
def test_facts_that_cannot_be_read_are_refused_by_name(code: str, facts: Any, errors: dict[str, str]) -> None:
    with pytest.raises(BadFacts) as refused:
        read_facts(code, facts)
    assert refused.value.errors == errors
