"""Messages with gaps: both languages of names, words for what is not known, and how a text message is framed."""

import pytest

from portal.domain.base import Refused
from portal.domain.care.messages import GAPS, message_text
from portal.domain.requests.canned_text import check, filled, open_gaps

pytestmark = pytest.mark.engineless

KNOWN = {"contact": "刘岷川", "company": "岷川医药", "occasion": "中秋节", "title": ""}


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{联系人}，{节日}好", "刘岷川，中秋节好"),
        ("{contact}, {OCCASION}", "刘岷川, 中秋节"),
        ("{职务|您}好", "您好"),
        ("{周年}年", "{周年}年"),
        ("｛联系人｜您｝", "刘岷川"),
        ("{编号}", "{编号}"),
    ],
)
def test_gaps_are_filled_or_say_what_is_missing(template: str, text: str) -> None:
    assert filled(template, KNOWN, GAPS) == text
    assert bool(open_gaps(text, GAPS)) is ("{周年}" in text)


def test_a_gap_of_the_desk_is_none_of_a_message() -> None:
    check("{联系人} {client|x}".replace("{client|x}", ""), GAPS)
    with pytest.raises(Refused) as refusal:
        check("{编号}", GAPS)
    assert refusal.value.code == "canned.unknown_gap" and "节日" in refusal.value.facts["known"]
    with pytest.raises(Refused):
        check("{节日}")


@pytest.mark.parametrize(
    ("template", "channel", "text"),
    [
        ("{联系人}好", "wechat", "刘岷川好"),
        ("{联系人}好", "sms", "【砚禾】刘岷川好 拒收请回复R"),
        ("【砚禾医药】{联系人}好 拒收请回复R", "sms", "【砚禾医药】刘岷川好 拒收请回复R"),
        ("问{客户}近况", "call", "问岷川医药近况"),
    ],
)
def test_a_text_message_says_who_sends_it_and_how_to_end_it(template: str, channel: str, text: str) -> None:
    assert message_text(template, KNOWN, channel, "砚禾") == text
