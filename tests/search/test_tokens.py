"""What is indexed and what is asked for meet: pairs, single characters, pinyin, initials, numbers (IN3)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.folding import fold, variants
from portal.search.matching import Field, matched
from portal.search.naming import name_facts
from portal.search.pinyin_table import TABLE, gather
from portal.search.saying import is_vague
from portal.search.tokens import LONGEST, Term, code_tokens, name_tokens, phone_tokens, terms_of, text_tokens, ways_of

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=40)


def meets(terms: list[Term], tokens: set[str]) -> bool:
    return all(any(t.startswith(term.text) if term.is_prefix else t == term.text for t in tokens) for term in terms)


@pytest.mark.parametrize(
    "name, typed",
    [
        ("重庆九州医药有限公司", "重庆"), ("重庆九州医药有限公司", "庆"), ("重庆九州医药有限公司", "cq"),
        ("重庆九州医药有限公司", "chongqing"), ("重庆九州医药有限公司", "重庆 医药"), ("重庆九州医药有限公司", "cqjz"),
        ("成都岷川医药有限公司", "岷川"), ("成都岷川医药有限公司", "mc"), ("成都岷川医药有限公司", "minchuan"),
        ("成都岷川医药有限公司", "MCYY"), ("成都岷川医药有限公司", "岷川 cd"), ("山东齐鲁医药", "sdql"),
        ("山东齐鲁医药", "shandongqilu"), ("曾单", "zeng"), ("曾单", "ceng"), ("迪丽娜尔·阿不都", "迪丽娜尔阿不都"),
        ("迪丽娜尔·阿不都", "尔·阿"), ("ＡＢＣ药业（集团）", "abc药业"), ("《药市观澜》杂志社", "观澜杂志"),
        ("吕氏药业", "lv"), ("𠮷川药业", "𠮷川"), ("Café 药业", "cafe"),
        ("重慶九州醫藥", "重庆"), ("重庆九州医药", "重慶"), ("重慶九州醫藥", "cqjz"),
        ("窜货处理", "串货"), ("串货处理", "竄貨"),
    ],
)  # fmt: skip
def test_a_name_is_found_by(name: str, typed: str) -> None:
    assert meets(terms_of(typed), name_tokens(name))


@pytest.mark.parametrize("typed", ["岷江", "mj", "chengd u", "川岷", "minchuanx"])
def test_a_name_is_not_found_by(typed: str) -> None:
    assert not meets(terms_of(typed), name_tokens("成都岷川医药有限公司"))


@pytest.mark.parametrize(
    "code, typed",
    [
        ("D-000101", "D-000101"), ("D-000101", "d000101"), ("D-000101", "101"), ("D-000101", "000101"),
        ("SR-202611-0042", "SR-202611-0042"), ("SR-202611-0042", "0042"), ("SR-202611-0042", "42"),
        ("15400000101", "15400000101"), ("15400000101", "0101"), ("15400000101", "1540"), ("15400000101", "１５４００"),
        ("91519999MADX0006X3", "91519999madx0006x3"), ("91519999MADX0006X3", "06X3"), ("川AA0280001", "川AA0280001"),
    ],
)  # fmt: skip
def test_a_number_is_found_by(code: str, typed: str) -> None:
    assert meets(terms_of(typed), code_tokens(code))


@pytest.mark.parametrize("typed", ["138", "3812", "1234", "5678", "138 1234 5678", "+86 13812345678", "１２３４"])
def test_a_telephone_is_found_by_any_four_digits_in_it(typed: str) -> None:
    assert any(meets(terms, phone_tokens("13812345678")) for terms in ways_of(typed))
    assert not meets(terms_of("2346"), phone_tokens("13812345678"))


def test_one_spelling_is_final() -> None:
    written = "".join(map(chr, variants()))
    assert len(written) > 2500 and fold(fold(written)) == fold(written) and fold("窜货") == fold("竄貨") == "串货"


@pytest.mark.parametrize(
    "name, typed, how, marked",
    [
        ("重庆九州医药", "九州", "", "九州"), ("重慶九州醫藥", "重庆", "", "重慶"),
        ("重庆九州医药", "chongq", "pinyin", "重庆"),
        ("重庆九州医药", "jzyy", "initials", "九州医药"), ("迪丽娜尔·阿不都", "尔阿", "", "尔阿"),
        ("ＡＢＣ药业", "abc", "", "ＡＢＣ"),
        ("<b>药业</b>", "药业", "", "药业"), ("重庆九州医药", "岷川", "", ""),
    ],
)  # fmt: skip
def test_what_was_typed_is_marked(name: str, typed: str, how: str, marked: str) -> None:
    found = matched(Field("name", name, "name"), typed)
    assert found.how == how and "".join(text for text, _ in found.pieces) == name
    assert "".join(text for text, here in found.pieces if here) == marked


@given(NAMES)
def test_everything_is_found_by_itself(name: str) -> None:
    assert meets(terms_of(name), name_tokens(name))
    assert meets(terms_of(name), text_tokens(name))


@given(st.text(max_size=200))
def test_terms_hold_no_sign_of_a_query_language(typed: str) -> None:
    for term in terms_of(typed):
        assert term.text.isalnum() and len(term.text) <= LONGEST


@pytest.mark.parametrize("typed", ["", " ", "%", "*", '"', "'", "()", "\x00", "。，、"])
def test_signs_alone_ask_for_nothing(typed: str) -> None:
    assert terms_of(typed) == []


@pytest.mark.parametrize(
    "name, pinyin, initials",
    [("重庆九州医药", "chongqingjiuzhouyiyao", "cqjzyy"), ("巴特尔", "bateer", "bte"), ("ABC药业", "abcyaoye", "ayy")],
)
def test_the_likeliest_reading_is_kept(name: str, pinyin: str, initials: str) -> None:
    assert name_facts(name) == {"pinyin": pinyin, "initials": initials}


@given(NAMES)
def test_any_name_can_be_read(name: str) -> None:
    facts = name_facts(name)
    assert len(facts["pinyin"]) <= 400 and len(facts["initials"]) <= 80


def test_the_table_of_readings_is_what_pypinyin_knows() -> None:
    assert TABLE.read_text("utf-8") == gather(), "gather it anew: python -m portal.search.pinyin_table"


@pytest.mark.engineless
@pytest.mark.parametrize(
    "typed, vague",
    [
        ("13", True), ("sc", True), ("１３", True), ("1", False), ("131", False), ("药", False), ("13 成都", False),
        ("13 15", False), ("成都", False), ("", False),
    ],
)  # fmt: skip
def test_what_says_little_is_known_for_it(typed: str, vague: bool) -> None:
    assert is_vague(ways_of(typed)) is vague
