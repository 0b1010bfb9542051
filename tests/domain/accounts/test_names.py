"""Comparable names and masks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.accounts.changes import masked_changes
from portal.domain.accounts.names import mask_bank_account, mask_email, mask_mobile, mask_number, name_key

SAME = [
    "成都岷川医药有限公司", "成都岷川医药", " 成都岷川医药有限责任公司\u3000", "成都（岷川）医药股份有限公司",
    "成都(岷川)医药 有限公司", "成都岷川医药股份", "成都·岷川医药有限公司",
]  # fmt: skip


def test_one_company_has_one_key_however_it_is_written():
    assert {name_key(name) for name in SAME} == {"成都岷川医药"}


@pytest.mark.parametrize(("one", "other"), [
    ("成都岷川医药有限公司", "成都岷江医药有限公司"), ("岷川医药有限公司成都分公司", "岷川医药有限公司"),
    ("罗景川", "罗景")])  # fmt: skip
def test_different_companies_keep_different_keys(one, other):
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(("name", "key"), [
    ("ＡＢＣ Pharma", "abcpharma"), ("有限公司", "有限公司"), ("", ""), ("《药市观澜》杂志社", "药市观澜杂志社"),
    ("迪丽娜尔·阿不都", "迪丽娜尔阿不都")])  # fmt: skip
def test_keys(name, key):
    assert name_key(name) == key


@given(st.text("股份有限责任公司成都Ａa（） ·", max_size=30))
def test_a_key_is_its_own_key_and_knows_no_legal_form(text):
    key = name_key(text)
    assert name_key(key) == key
    assert name_key(f"甲{key}有限公司") == name_key(f"甲{key}")


def test_a_key_of_a_hundred_thousand_characters_is_bounded():
    assert len(name_key("股份有限" * 25_000 + "公司" * 25_000)) <= 120


@pytest.mark.parametrize(("mask", "full", "shown"), [
    (mask_number, "11010519491231002X", "110***********002X"), (mask_number, "12345", "****5"),
    (mask_mobile, "13812345678", "138****5678"), (mask_mobile, "028-86512345", "**********45"),
    (mask_email, "wang@x.cn", "w***@x.cn"), (mask_email, "nonsense", "***"),
    (mask_bank_account, "6222020200112233445", "********3445"), (mask_bank_account, "123456", "********"),
])  # fmt: skip
def test_masks(mask, full, shown):
    assert mask(full) == shown


@given(st.text("0123456789X", min_size=5, max_size=30))
def test_a_masked_number_keeps_its_length_and_hides_its_middle(number):
    assert len(mask_number(number)) == len(number)
    assert "*" in mask_number(number)


@pytest.mark.parametrize(("column", "before", "told"), [
    ("uscc", "91519999MADX0006X3", "915***********06X3"), ("licence_no", "川AA0280001", "********01"),
    ("mobile", "15400000101", "154****0101"), ("tel", "028-86512345", "**********45"),
    ("email", "wang@x.cn", "w***@x.cn"), ("wechat", "wxwang", "****ng"), ("city", "成都", "成都"), ("email", "", None),
])  # fmt: skip
def test_an_event_keeps_identifiers_masked(column, before, told):
    assert masked_changes({column: [before, None]}) == {column: [told, None]}
