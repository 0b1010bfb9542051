"""Every code the extension rules emit has its sentence, and every fact they ask for has a name and a description."""

import ast
import re
from dataclasses import fields
from inspect import getfile, getsource
from pathlib import Path

import pytest

from portal.domain.contracts.clauses.listings import Steps
from portal.domain.contracts.computing import extension, extension_facts
from portal.domain.contracts.computing.extension import EXTENSION_RULES
from portal.domain.contracts.computing.extension_notices import NoticeKind
from portal.domain.contracts.computing.working import NOT_ENOUGH_FACTS
from portal.web.extension_fact_words import EXTENSION_FACTS
from portal.web.extension_words import DAYS, LINES, NOTES, NOTICES, OUTCOMES
from tests.domain.contracts.extension_cases import CASES, answer

ANSWERS = [answer(case) for case in CASES]
BLANK = re.compile(r"%\((\w+)\)s")
RULES = sorted(Path(getfile(extension)).parent.glob("extension*.py"))


def test_the_cases_say_everything_there_are_words_for() -> None:
    assert {found.outcome for found in ANSWERS} == set(OUTCOMES)
    assert {line.code for found in ANSWERS for line in found.lines} == set(LINES)
    assert {note for found in ANSWERS for note in found.notes} == set(NOTES)
    assert {name for found in ANSWERS for name in found.days} == set(DAYS)
    assert set(NoticeKind) == set(NOTICES)


def test_lines_named_in_the_rules_have_words() -> None:
    calls = [node for rule in RULES for node in ast.walk(ast.parse(rule.read_text())) if isinstance(node, ast.Call)]
    first = [call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Line"]
    assert {arg.value for arg in first if isinstance(arg, ast.Constant)} <= set(LINES)


def test_sentences_ask_only_for_what_the_line_knows() -> None:
    for found in ANSWERS:
        for line in found.lines:
            assert set(BLANK.findall(str(LINES[line.code]))) <= set(line.facts), line.code
    assert not any("%" in str(words) for words in [*OUTCOMES.values(), *NOTES.values(), *DAYS.values()])


def test_what_is_missing_is_named_only_when_there_is_no_answer() -> None:
    for found in ANSWERS:
        assert bool(found.missing) is (found.outcome == NOT_ENOUGH_FACTS)
        assert set(found.missing) <= set(EXTENSION_FACTS)


def test_every_fact_has_a_name() -> None:
    asked = {
        (field.name, field.type.__metadata__[0]) for record, _ in EXTENSION_RULES.values() for field in fields(record)
    }
    columns = {f"{name}.{column}" for name, kind in asked if isinstance(kind, Steps) for column, _ in kind.columns}
    assert {name for name, _ in asked} | columns == set(EXTENSION_FACTS)


@pytest.mark.parametrize("record", [record for record, _ in EXTENSION_RULES.values()], ids=lambda each: each.__name__)
def test_every_fact_is_described_in_a_line_below_it(record: type) -> None:
    described = set()
    for level in record.__mro__[:-1]:
        (body,) = ast.parse(getsource(level)).body
        for field, text in zip(body.body, body.body[1:], strict=False):  # type: ignore[attr-defined]
            if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr):
                described.add(field.target.id)  # type: ignore[union-attr]
    assert described >= {field.name for field in fields(record)}
    assert record.__module__ == extension_facts.__name__
