"""Every code a rule can say has words in both languages, every fact a name and a line that describes it."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from decimal import Decimal
from inspect import getfile, getsource
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import Babel, force_locale

import portal
from portal.domain.contracts.clauses.listings import Steps
from portal.domain.contracts.clauses.records import kinds_in
from portal.domain.contracts.computing import registry
from portal.domain.contracts.computing.penalty import PENALTY_RULES
from portal.domain.contracts.computing.registry import RULES
from portal.domain.contracts.computing.trade import TRADE_RULES
from portal.domain.contracts.computing.working import NOT_ENOUGH_FACTS, Line
from portal.web.assessment_words import (
    ALL_LINES,
    day_label,
    fact_choice_label,
    fact_label,
    line_in_words,
    missing_in_words,
    note_in_words,
    outcome_in_words,
)
from portal.web.assessment_words.choices import FACT_CHOICES
from portal.web.assessment_words.facts import FACTS
from portal.web.assessment_words.market_lines import MARKET_LINES
from portal.web.assessment_words.outcomes import DAYS, NOTES, OUTCOMES
from portal.web.assessment_words.penalty_lines import PENALTY_LINES
from portal.web.assessment_words.trade_lines import TRADE_LINES
from portal.web.extension_words import NOTES as EXTENSION_NOTES
from tests.domain.contracts.computing import penalty_cases, trade_cases
from tests.domain.contracts.computing.asking import answer

ANSWERS = [answer(case, table.USUAL) for table in (penalty_cases, trade_cases) for case in table.CASES]
MODULES = sorted(Path(getfile(registry)).parent.glob("*.py"))
OURS = PENALTY_RULES | TRADE_RULES
LEFTOVER = re.compile(r"%\(|%%|None|True|False")
DEMANDS = re.compile(r"\byou (must|owe|have to)\b|\bowes?\b|欠", re.I)


@pytest.fixture(scope="module")
def with_words() -> Flask:
    """Reading the catalogue takes longer than most of these tests."""
    app = Flask(__name__)
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(Path(portal.__file__).parent / "translations")
    Babel(app, default_locale="en")
    return app


@pytest.fixture(autouse=True)
def in_english(with_words: Flask) -> Iterator[None]:
    with with_words.test_request_context():
        yield


@pytest.fixture(params=["en", "zh"])
def language(request: pytest.FixtureRequest, in_english: None) -> Iterator[str]:
    with force_locale(request.param):
        yield request.param


def test_the_cases_say_everything_there_are_words_for() -> None:
    assert {found.outcome for found in ANSWERS} - {NOT_ENOUGH_FACTS} == set(OUTCOMES)
    assert {line.code for found in ANSWERS for line in found.lines} == {*PENALTY_LINES, *MARKET_LINES, *TRADE_LINES}
    assert {note for found in ANSWERS for note in found.notes} - set(EXTENSION_NOTES) == set(NOTES)
    assert {name for found in ANSWERS for name in found.days} == set(DAYS)


def test_every_line_named_in_a_rule_has_words() -> None:
    calls = [node for path in MODULES for node in ast.walk(ast.parse(path.read_text("utf-8")))
             if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Line"]  # fmt: skip
    assert len(calls) > 150
    assert {call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)} <= set(ALL_LINES)


def test_every_answer_is_said_without_a_blank_and_without_a_demand(language: str) -> None:
    for found in ANSWERS:
        said = [outcome_in_words(found.outcome), *map(line_in_words, found.lines), *map(note_in_words, found.notes)]
        said += [*map(day_label, found.days), *map(missing_in_words, found.missing)]
        for text in said:
            assert text and not LEFTOVER.search(text), text
            assert not DEMANDS.search(text), text

            assert language == "en" or re.search(r"[一-鿿]", text) or not re.search(r"[A-Za-z]{3}", text), text


@pytest.mark.parametrize("rule", OURS.values(), ids=lambda rule: rule[0].__name__)
def test_every_fact_has_a_name_and_a_line_that_describes_it(rule: tuple[type, object]) -> None:
    record = rule[0]
    described = set()
    for level in record.__mro__[:-1]:
        (body,) = ast.parse(getsource(level)).body
        for field, text in zip(body.body, body.body[1:], strict=False):  # type: ignore[attr-defined]
            if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr):
                described.add(field.target.id)  # type: ignore[union-attr]
    assert described >= {field.name for field in fields(record)}
    assert all(map(fact_label, kinds_in(record)))


def test_no_fact_has_words_that_is_never_asked() -> None:
    kinds = [(name, kind) for record, _ in OURS.values() for name, kind in kinds_in(record).items()]
    columns = {f"{name}.{column}" for name, kind in kinds if isinstance(kind, Steps) for column, _ in kind.columns}
    assert {name for name, _ in kinds} | columns == set(FACTS)
    assert all(fact_choice_label(choice) for choices in FACT_CHOICES for choice in choices)
    assert set(RULES) >= set(OURS)


def test_money_percent_and_days_are_said_as_the_reader_writes_them(language: str) -> None:
    slice_ = Line("late_slice", {"open_fen": 18_650_000, "rate": Decimal("0.0005"), "late_days": 1}, 9325)
    working = Line("late_slice", {**slice_.facts, "day_kind": "working"}, 9325)
    due = Line("payment_due", {"due_by": date(2026, 2, 10)})
    assert [line_in_words(line) for line in (slice_, working, due)] == {
        "en": ["¥186,500.00 × 0.05% × 1 day = ¥93.25.", "¥186,500.00 × 0.05% × 1 working day = ¥93.25.",
               "Payment is due by 10 Feb 2026."],
        "zh": ["¥186,500.00 × 0.05% × 1 天＝¥93.25。", "¥186,500.00 × 0.05% × 1 个工作日＝¥93.25。",
               "付款期限：2026-02-10。"],
    }[language]  # fmt: skip
