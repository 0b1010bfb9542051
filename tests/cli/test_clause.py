"""The commands that compute clauses from a file: answers, mistakes beside them, long lists, schema, handbook."""

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.app import create_app
from portal.cli.calendar_seed import DaysWhenAsked
from portal.cli.clause_cores import AT_ONCE
from portal.cli.clause_json import JsonValues, NotJson
from portal.domain.contracts.clauses import CLAUSE_TYPES
from portal.domain.contracts.clauses.records import kinds_in
from portal.domain.contracts.computing.registry import facts_type
from portal.settings import Settings
from tests.compiled import share_compiled
from tests.domain.contracts.computing.penalty_cases import LATE, USUAL

ROOT = Path(__file__).parents[2]
HANDBOOK = ROOT / "docs/handbook"
CASES = json.loads((HANDBOOK / "clause-cases.json").read_text("utf-8"))
PAID_LATE = {
    "id": "A-1", "clause_type": LATE, "params": USUAL[LATE], "day": "2026-11-23", "side": "downstream",
    "facts": {"due_on": "2026-02-10", "principal_fen": 18_650_000, "paid_on": "2026-03-31"},
}  # fmt: skip

pytestmark = pytest.mark.engineless


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    """The program without any table in its database."""
    folder = tmp_path_factory.mktemp("alone")
    return create_app(Settings(env="development", data_dir=share_compiled(folder), secret_keys=("k" * 40,)).prepared())


@pytest.fixture
def run(alone, tmp_path):  # type: ignore[no-untyped-def]
    def run(command: str, given: Any, *options: str) -> tuple[int, Any]:
        file = tmp_path / "cases.json"
        file.write_text(given if isinstance(given, str) else json.dumps(given, ensure_ascii=False), "utf-8")
        done = alone.test_cli_runner().invoke(args=["clause", command, str(file), *options])
        return done.exit_code, json.loads(done.output)

    return run


def test_one_case_one_answer(run) -> None:  # type: ignore[no-untyped-def]
    code, answer = run("assess", PAID_LATE)
    assert code == 0
    assert (answer["id"], answer["outcome"], answer["fen"], answer["days"]) == (
        "A-1", "penalty_computed", 456_925, {"due_on": "2026-02-10"},
    )  # fmt: skip
    assert answer["lines"][1] == {
        "code": "late_slice", "facts": {"open_fen": 18_650_000, "rate": "0.0005", "late_days": 49}, "fen": 456_925,
        "sentence": "¥186,500.00 × 0.05% × 49 days = ¥4,569.25.",
    }  # fmt: skip
    assert answer["notes"] == ["excess_not_assessed"] and answer["missing"] == []
    assert run("assess", PAID_LATE, "--language", "zh")[1]["lines"][1]["sentence"].startswith("¥186,500.00 × 0.05% ×")


def changed(**changes: Any) -> dict[str, Any]:
    return PAID_LATE | changes


@pytest.mark.parametrize(
    ("case", "errors"),
    [
        (5, {"case": "wrong_shape"}),
        (changed(clause_type="fine"), {"clause_type": "unknown_choice"}),
        (changed(clause_type=["rebate"]), {"clause_type": "unknown_choice"}),
        (changed(day="soon"), {"day": "not_a_date"}),
        (changed(day=None), {"day": "required"}),
        (changed(day="9999-01-01"), {"day": "out_of_range"}),
        (changed(side="left"), {"side": "unknown_choice"}),
        (changed(side=[]), {"side": "unknown_choice"}),
        (changed(colour=1), {"colour": "unknown_field"}),
        (changed(params=[]), {"params": "wrong_shape"}),
        (changed(facts="none"), {"facts": "wrong_shape"}),
        (changed(clause_type="minimum_years", params={"years": 5}, facts={"starts_on": "2024-02-29"}),
         {"clause_type": "wrong_side"}),
        (changed(params=USUAL[LATE] | {"rate_per_day": "9"}, facts={"parts": [["x", 1]]}),
         {"params.rate_per_day": "out_of_range", "facts.parts-0-on": "not_a_date"}),
    ],
)  # fmt: skip
def test_a_wrong_case_says_where_and_why_and_the_others_are_answered(run, case: Any, errors: dict[str, str]) -> None:  # type: ignore[no-untyped-def]
    code, answers = run("assess", [case, PAID_LATE])
    assert code == 3 and answers[1]["fen"] == 456_925
    assert {one["field"]: one["code"] for one in answers[0]["errors"]} == errors
    assert all(one["reason"].endswith(".") for one in answers[0]["errors"])
    assert "outcome" not in answers[0]


def test_what_is_no_json_ends_the_answers(run) -> None:  # type: ignore[no-untyped-def]
    for text, count in (("", 0), ("[", 0), (f"[{json.dumps(PAID_LATE)}, {{", 1), ("nonsense", 0), ("[[" * 9999, 0)):
        code, answers = run("assess", text)
        answers = answers if isinstance(answers, list) else [answers]
        assert code == 3 and len(answers) == count + 1
        assert answers[-1]["errors"][0]["code"] == "not_json"
    assert run("assess", "[]") == (0, [])


def test_extension_takes_only_clauses_that_extend(run) -> None:  # type: ignore[no-untyped-def]
    code, answers = run("extension", CASES)
    extending = {case["clause_type"] for case in CASES if CLAUSE_TYPES[case["clause_type"]].group == "extension"}
    assert code == 3 and len(extending) == 7
    for answer in answers:
        assert ("errors" not in answer) is (answer["clause_type"] in extending)


def test_the_handbook_has_an_answered_example_of_every_type_and_is_fresh(alone) -> None:  # type: ignore[no-untyped-def]
    assert {case["clause_type"] for case in CASES} == set(CLAUSE_TYPES)
    done = alone.test_cli_runner().invoke(args=["clause", "handbook", str(HANDBOOK / "clause-cases.json")])
    page = (HANDBOOK / "clause-cases.md").read_text("utf-8")
    assert done.output == page, "flask clause handbook docs/handbook/clause-cases.json > docs/handbook/clause-cases.md"
    assert '"errors"' not in page and '"not_enough_facts"' not in page


def test_the_schema_knows_every_parameter_and_fact(alone) -> None:  # type: ignore[no-untyped-def]
    schema = json.loads(alone.test_cli_runner().invoke(args=["clause", "schema"]).output)
    for code, record in CLAUSE_TYPES.items():
        assert set(schema["$defs"][f"{code}.params"]["properties"]) == set(kinds_in(record))
        assert set(schema["$defs"][f"{code}.facts"]["properties"]) == set(kinds_in(facts_type(code)))
    for case in CASES:
        for part in ("params", "facts"):
            known = schema["$defs"][f"{case['clause_type']}.{part}"]
            assert set(known.get("required", ())) <= set(case[part]) <= set(known["properties"])


class Drip(StringIO):
    """Gives a few signs at a time, whatever is asked for."""

    def read(self, size: int | None = -1) -> str:
        return super().read(min(3, size) if size and size > 0 else 3)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3), max_leaves=6,
)  # fmt: skip


@settings(max_examples=30)
@given(st.lists(JSON, max_size=5), st.sampled_from([None, 1]))
def test_values_come_out_as_they_went_in_however_the_file_is_cut(values: list[Any], indent: int | None) -> None:
    text = json.dumps(values, indent=indent)
    assert list(JsonValues(Drip(text))) == values
    for cut in range(len(text)):
        with pytest.raises(NotJson):
            list(JsonValues(Drip(text[:cut])))


def test_days_are_computed_when_they_are_asked_for() -> None:
    days = DaysWhenAsked({date(2026, 10, 1): True})
    asked = [days.get(date(2026, 10, day)) for day in (1, 2, 10)]
    assert asked == [True, False, True]
    assert days.get(date(2150, 1, 1)) is None


@pytest.mark.parametrize(("cores", "language"), [({0}, "en"), ({0, 1}, "zh")])
def test_a_long_file_keeps_its_order_and_its_mistakes_on_any_number_of_cores(
    run, monkeypatch: pytest.MonkeyPatch, cores: set[int], language: str
) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("os.sched_getaffinity", lambda _: cores)
    cases = [PAID_LATE | {"id": place} | ({"day": "?"} if place % 700 == 699 else {}) for place in range(3 * AT_ONCE)]
    many = [*cases, *CASES] * 2
    code, answers = run("assess", json.dumps(many)[:-1] + ', {"id": ?', "--language", language)
    alone = [run("assess", one, "--language", language)[1] for one in (*CASES, cases[0], cases[699])]
    assert code == 3
    assert [answer.get("id") for answer in answers[:-1]] == [case.get("id") for case in many]
    assert answers[-1]["errors"][0]["code"] == "not_json"
    second = answers[len(many) // 2 : -1]
    assert second == answers[: len(many) // 2]
    assert second[3 * AT_ONCE :] == alone[: len(CASES)]
    assert [second[0], second[699]] == alone[-2:]
