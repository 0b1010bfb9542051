"""Cadence: the rhythm of each tier, and the eight situations in which a reminder must come once, or not at all."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.accounts.kinds import Tier
from portal.domain.care.cadence import CADENCE, Duty, Rhythm, TouchMade, duties
from portal.domain.care.touch_types import TouchType, is_valid

SINCE = date(2026, 1, 1)
T, R = TouchType, Rhythm


def day(text: str) -> date:
    return date.fromisoformat(text)


def due(tier: str | None, *touches: TouchMade, since: date = SINCE, **more: object) -> dict[Rhythm, date]:
    return {duty.rhythm: duty.due_on for duty in duties(tier, since, touches, **more)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("tier", "expected"),
    [
        ("vip", {"message": "2026-01-08", "call": "2026-01-16", "visit": "2026-04-01", "executive": "2026-07-01"}),
        ("a", {"call": "2026-02-01", "visit": "2026-07-01"}),
        ("b", {"call": "2026-04-01", "visit": "2027-01-01"}),
        ("c", {"message": "2026-04-01"}),
        ("dormant", {"call": "2026-03-02"}),
        ("peripheral_key", {"call": "2026-03-01", "visit": "2027-01-01", "executive": "2027-01-01"}),
        ("peripheral", {}),
        (None, {}),
    ],
)
def test_who_was_never_touched_falls_due_from_the_day_care_began(tier: str | None, expected: dict[str, str]) -> None:
    assert {str(rhythm): on.isoformat() for rhythm, on in due(tier).items()} == expected


@pytest.mark.parametrize(
    ("touch", "kept"),
    [
        (TouchMade(T.CALL, SINCE), {"message", "call"}),
        (TouchMade(T.ANSWER, SINCE), {"message", "call"}),
        (TouchMade(T.WECHAT, SINCE), {"message"}),
        (TouchMade(T.VISIT, SINCE), {"message", "call", "visit"}),
        (TouchMade(T.MEETING, SINCE, by_executive=True), {"message", "call", "visit", "executive"}),
        (TouchMade(T.CALL, SINCE, by_executive=True), {"message", "call", "executive"}),
        (TouchMade(T.WECHAT, SINCE, is_mass=True), set()),
        (TouchMade(T.SMS, SINCE), set()),
        (TouchMade(T.GREETING, SINCE), set()),
        (TouchMade(T.GIFT, SINCE, by_executive=True), set()),
        (TouchMade(T.CALL, SINCE, is_valid=False), set()),
    ],
)
def test_what_a_touch_keeps(touch: TouchMade, kept: set[str]) -> None:
    assert {str(one) for one in touch.keeps} == kept


@pytest.mark.parametrize(
    ("content", "result", "said"),
    [
        ("", "", False),
        ("电话未接", "", False),
        ("谈了四川二季度的任务与回款安排，客户答应月底", "", True),
        ("一二三四五六七八九十一二三四五六七八九", "", False),
        ("一二三四五六七八九十一二三四五六七八九十", "", True),
        (" " * 40 + "好", "", False),
        ("", "同意续签", True),
    ],
)
def test_a_touch_counts_when_something_was_said_or_came_of_it(content: str, result: str, said: bool) -> None:
    assert is_valid(content, result) is said


# ---- the eight situations


def test_a_call_logged_elsewhere_counts() -> None:
    assert due("a", TouchMade(T.CALL, day("2026-03-10")))[R.CALL] == day("2026-04-10")


def test_an_answered_request_counts_as_having_talked_but_not_as_a_visit() -> None:
    assert due("a", TouchMade(T.ANSWER, day("2026-05-31"))) == {R.CALL: day("2026-06-30"), R.VISIT: day("2026-07-01")}


def test_what_was_put_off_is_silent_until_then_and_says_how_late_it_is() -> None:
    [call, _] = duties("a", SINCE, [], {R.CALL: day("2026-03-01")})
    assert (call.due_on, call.shown_from) == (day("2026-02-01"), day("2026-03-02"))
    assert [call.is_open(day(on)) for on in ("2026-02-15", "2026-03-01", "2026-03-02")] == [False, False, True]
    assert call.days_late(day("2026-03-02")) == 29


def test_a_touch_after_putting_off_counts_alone() -> None:
    found = duties("a", SINCE, [TouchMade(T.CALL, day("2026-02-20"))], {R.CALL: day("2026-03-01")})
    assert next(one for one in found if one.rhythm is R.CALL).shown_from == day("2026-03-20")


def test_another_owner_changes_no_day() -> None:
    """Nothing here knows an owner: the duty is the account's, whoever has it."""
    assert not {"owner", "staff_id"} & set(Duty.__dataclass_fields__)


def test_another_tier_counts_from_the_same_last_touch() -> None:
    touch = TouchMade(T.CALL, day("2026-06-15"))
    assert [due(tier, touch)[R.CALL] for tier in ("vip", "a", "b")] == [
        day("2026-06-30"), day("2026-07-15"), day("2026-09-15"),
    ]  # fmt: skip


def test_of_two_contacts_the_later_touch_counts() -> None:
    two = [TouchMade(T.CALL, day("2026-06-15")), TouchMade(T.CALL, day("2026-06-02"))]
    assert due("a", *two) == due("a", *reversed(two)) == {R.CALL: day("2026-07-15"), R.VISIT: day("2026-07-01")}


def test_the_same_message_to_many_changes_nothing() -> None:
    assert due("vip", TouchMade(T.WECHAT, day("2026-01-05"), is_mass=True)) == due("vip")


def test_after_a_month_of_downtime_each_duty_is_there_once() -> None:
    today = day("2026-02-20")
    late = [duty for duty in duties("vip", SINCE, []) if duty.is_open(today)]
    assert [(duty.rhythm, duty.days_late(today)) for duty in late] == [(R.MESSAGE, 43), (R.CALL, 35)]


TOUCHES = st.lists(
    st.builds(
        TouchMade, st.sampled_from(TouchType), st.dates(SINCE, date(2027, 12, 31)), st.booleans(), st.booleans(),
        st.booleans(),
    ),
    max_size=8,
)  # fmt: skip


@given(st.sampled_from([*Tier, None]), TOUCHES, st.randoms())
def test_no_touch_brings_a_duty_nearer_and_order_is_nothing(
    tier: Tier | None, touches: list[TouchMade], random
) -> None:  # type: ignore[no-untyped-def]
    before, after = due(tier), due(tier, *touches)
    random.shuffle(touches)
    assert due(tier, *touches) == after and before.keys() == after.keys()
    assert all(after[rhythm] >= on for rhythm, on in before.items())
    for rhythm, on in after.items():
        kept = [touch.on for touch in touches if rhythm in touch.keeps]
        assert on == CADENCE[Tier(tier)][rhythm].after(max([SINCE, *kept]))  # type: ignore[arg-type]
        assert on > max([SINCE, *kept]) - timedelta(days=1)


def test_a_day_to_talk_again_stands_beside_the_rhythms_whatever_the_tier() -> None:
    talked, again = day("2026-03-10"), day("2026-03-20")
    for tier, others in (("a", {R.CALL, R.VISIT}), ("peripheral", set()), (None, set())):
        found = duties(tier, SINCE, [TouchMade(T.CALL, talked)], {}, (talked, again))
        assert {one.rhythm for one in found} == others | {R.AGREED}
        assert next(one for one in found if one.rhythm is R.AGREED) == Duty(R.AGREED, again, talked)
    [put_off] = duties(None, SINCE, [], {R.AGREED: day("2026-03-25")}, (talked, again))
    assert put_off.shown_from == day("2026-03-26")
