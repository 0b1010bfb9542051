"""Gaps of kept replies: what fills them, and what stays to be seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.base import Refused
from portal.domain.requests.canned_text import GAPS, check, filled, open_gaps

KNOWN = {"contact": "何晓岷", "number": "SR-202611-0001", "product": ""}


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("{contact}，您好", "何晓岷，您好"),
        ("{联系人}，您好", "何晓岷，您好"),
        ("｛联系人｜您｝好", "何晓岷好"),
        ("{ Contact | 您 }好", "何晓岷好"),
        ("{product|货}已发", "货已发"),
        ("{产品|}已发", "已发"),
        ("{产品}已发", "{产品}已发"),
        ("{due}前", "{due}前"),
        ("{{contact}}", "{何晓岷}"),
        ("{什么}都不填", "{什么}都不填"),
        ("没有空", "没有空"),
        ("{", "{"),
    ],
)
def test_a_gap_is_filled_by_what_is_known(text: str, reads: str) -> None:
    assert filled(text, KNOWN) == reads


@pytest.mark.parametrize("text", ["{客户名}", "{name|您}", "好 {联系人} {电话}"])
def test_a_gap_nothing_fills_is_refused_with_what_can_be(text: str) -> None:
    with pytest.raises(Refused) as refused:
        check(text)
    assert refused.value.code == "canned.unknown_gap" and "联系人" in refused.value.facts["known"]


def test_what_is_still_open_is_named_as_typed() -> None:
    assert open_gaps("{产品}在{办结时限}前，{括号}") == ["{产品}", "{办结时限}"]


@given(st.text(max_size=200), st.dictionaries(st.sampled_from(sorted(GAPS)), st.text(alphabet="甲乙丙", min_size=1)))
def test_filling_leaves_no_gap_that_is_known(text: str, values: dict[str, str]) -> None:
    everything = dict.fromkeys(GAPS, "已知") | values
    assert not open_gaps(filled(text, everything))


def test_a_bracket_with_a_page_of_spaces_behind_it_is_no_gap() -> None:
    text = "{" + " " * 100_000 + "x"  # would never end if spaces were tried again and again
    assert filled(text, KNOWN) == text and not open_gaps(text)
