"""Every clause has a name, plain words for its reader and a usual wording for the contract."""

import ast
import re
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import Babel, force_locale

import portal.web.clause_words as clause_words
from portal.domain.contracts.clauses import CLAUSE_TYPES, Group, Side, fields_of, read_clause
from portal.web.clause_words import (
    choice_label,
    error_words,
    field_label,
    group_label,
    notes_of,
    plain_words,
    standard_text,
    type_label,
)
from portal.web.clause_words.capitals import in_capitals
from portal.web.contract_words import names_among
from tests.domain.contracts.clause_examples import GOOD
from tests.domain.contracts.test_clause_mistakes import BAD

EVERY_CODE = list(CLAUSE_TYPES)
PLACEHOLDER = re.compile(r"%\(\w+\)s|%%|None|\bTrue\b|\bFalse\b")


@pytest.fixture(scope="module")
def without_words():
    app = Flask(__name__)
    Babel(app, default_locale="en")
    return app


@pytest.fixture(autouse=True)
def in_english(without_words):
    with without_words.test_request_context():
        yield


def example(code, **changes):
    return read_clause(code, GOOD[code] | changes)


def sides(code):
    return sorted(CLAUSE_TYPES[code].sides)


@pytest.mark.parametrize("code", EVERY_CODE)
def test_every_type_field_and_choice_has_a_name(code):
    assert type_label(code)
    for field in fields_of(code):
        assert field_label(code, field.name)
        assert all(choice_label(code, field.name, choice) for choice in field.choices)
        assert all(field_label(code, column.name) for column in field.columns)


def test_regions_are_called_by_name_by_two_digits_and_by_six():
    for region in ("51", "510000"):
        terms = example("exclusivity", territory=[region])
        assert "Sichuan" in plain_words(terms, side="downstream", reader="partner", names=names_among(()))


def test_groups_and_mistakes_have_words():
    assert [group_label(group) for group in Group] == ["Term extension", "Liability for breach", "Commercial clauses"]
    assert all(error_words(error).endswith(".") for _, _, errors in BAD for error in errors.values())


@pytest.mark.parametrize("code", EVERY_CODE)
def test_every_clause_speaks_to_every_reader(code):
    for side in sides(code):
        for reader in ("partner", "staff"):
            text = plain_words(example(code), side=side, reader=reader)
            assert text.endswith(".")
            assert not PLACEHOLDER.search(text)


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("code", EVERY_CODE)
def test_every_clause_has_a_usual_wording(code, locale):
    for side in sides(code):
        text = standard_text(example(code), locale, side=side)
        assert len(text) > 20
        assert not PLACEHOLDER.search(text)


@pytest.mark.parametrize("code", EVERY_CODE)
def test_every_choice_can_be_said(code):
    """Each choice and each yes or no in turn: no sentence is missing for any of them."""
    for field in fields_of(code):
        for value in (True, False) if field.kind == "bool" else field.choices:
            given = GOOD[code] | {field.name: [value] if field.kind == "choices" else value}
            clause = read_clause(code, given | ({"price_change": "0.03"} if value == "change" else {}))
            for text in (plain_words(clause), standard_text(clause, "en")):
                assert text
                assert not PLACEHOLDER.search(text)


@pytest.mark.parametrize(
    "code, words",
    [
        ("deposit", "You must pay a deposit of ¥100,000.00 within 10 days"),
        ("penalty_late_daily", "you must pay 0.05% of the sum unpaid that day for each day, from the first day on."),
        ("penalty_late_daily", "It is 5% of the sum charged at most."),
        ("delivery", "We must deliver within 3 working days of the order. Being late by 2 days or less costs nothing."),
        (
            "exclusivity",
            "only you may sell. Products: 洛施坦缓释片. Regions: 四川省. Channels: public hospitals",
        ),
        ("penalty_tiered", "breach 2: 5 times the value of the goods, 50% of the deposit kept; breach 3: 10 times"),
        ("performance_extension", "from 90%, 6 months more; from 100%, 12 months more."),
    ],
)
def test_partners_read_who_must_do_what(code, words):
    assert words in plain_words(example(code), names={"51": "四川省", "PR01": "洛施坦缓释片"})


def test_one_clause_three_voices():
    clause = example("payment_terms")
    assert plain_words(clause).startswith("You must pay within 60 days.")
    assert plain_words(clause, reader="staff").startswith("The partner must pay within 60 days.")
    assert plain_words(clause, reader="staff", side=Side.UPSTREAM).startswith("We must pay within 60 days.")
    assert standard_text(clause, "en").startswith("Party B shall pay within 60 days")
    penalty = example("penalty_percent", obligor="us")
    assert "Party A shall pay" in standard_text(penalty, "en", side="downstream")
    assert "Party B shall pay" in standard_text(penalty, "en", side="upstream")


def test_one_is_singular():
    assert "at least 1 day before" in plain_words(example("auto_renewal", non_renew_notice_days=1))


def test_chinese_wording_prints_sums_in_capitals():
    assert "伍万元整" in standard_text(example("penalty_fixed"), "zh")
    assert "伍万元整" not in standard_text(example("penalty_fixed"), "en")


def test_lawyers_notes_are_for_staff():
    assert "Anti-Monopoly Law" in notes_of(example("price_floor"))[0]
    assert "prepayment" in notes_of(example("earnest_money"))[0]
    assert notes_of(example("deposit")) == []


@pytest.mark.parametrize(
    "fen, words",
    [
        (0, "零元整"),
        (1, "壹分"),
        (10, "壹角整"),
        (100, "壹元整"),
        (105, "壹元零伍分"),
        (120_000_000, "壹佰贰拾万元整"),
        (10_000_00, "壹万元整"),
        (10_100_00, "壹万零壹佰元整"),
        (100_010_00, "壹拾万零壹拾元整"),
        (2_823_868_32, "贰佰捌拾贰万叁仟捌佰陆拾捌元叁角贰分"),
        (100_000_000_00, "壹亿元整"),
        (100_000_001_00, "壹亿零壹元整"),
        (100_100_000_00, "壹亿零壹拾万元整"),
        (1_001_000_50, "壹佰万壹仟元伍角整"),
        (100_500_00, "壹拾万零伍佰元整"),
    ],
)
def test_sums_in_capital_numerals(fen, words):
    assert in_capitals(fen) == words


def test_every_sentence_can_be_extracted_for_translation():
    """Each text stands as one literal in _l(), _() or ngettext(), and none is built from parts."""
    calls = [
        call
        for path in Path(clause_words.__file__).parent.glob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in {"_l", "_", "ngettext"}
    ]
    assert len(calls) > 500
    assert all(isinstance(call.args[0], ast.Constant) for call in calls)


def test_the_locale_of_the_reader_is_kept():
    with force_locale("en"):
        before = plain_words(example("deposit"))
        standard_text(example("deposit"), "zh")
        assert plain_words(example("deposit")) == before
