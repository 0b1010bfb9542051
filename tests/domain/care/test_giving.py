"""Whose word a gift waits for, who may say it, and what consent asks (domain 7.3; issue E)."""

from datetime import date
from typing import Any

import pytest

from portal.domain.care.consent import accepts_gifts, accepts_message
from portal.domain.care.gifts import approver
from portal.domain.care.giving.checking import Other
from portal.domain.care.giving.models import Giving
from portal.domain.care.giving.signing import covers
from portal.domain.care.giving.states import Signer, Step, awaits, may_agree
from portal.domain.privacy.purposes import Purpose

pytestmark = pytest.mark.engineless

PROPOSER, OTHER, CLEARED = 1, 2, 3


@pytest.mark.parametrize(
    ("fen", "is_cleared", "step"),
    [
        (9_999, False, Step.CARE_OWNER), (10_000, False, Step.CARE_OWNER), (10_001, False, Step.HEAD),
        (19_999, False, Step.HEAD), (20_000, False, Step.HEAD), (20_001, False, Step.COMPLIANCE),
        (20_001, True, Step.MANAGER),
    ],
)  # fmt: skip
def test_the_sum_says_whose_word_is_next(fen: int, is_cleared: bool, step: Step) -> None:
    assert awaits(approver(fen), is_cleared=is_cleared) is step


@pytest.mark.parametrize(
    ("word", "fen", "beside", "may"),
    [
        ("care_owner", 10_000, [], True),
        ("care_owner", 10_000, [(1, "sent", "care_owner")], False),
        ("care_owner", 10_000, [(1, "approved", "care_owner")], True),
        ("care_owner", 10_000, [(10_000, "received", "head")], True),
        ("head", 10_000, [(10_000, "sent", "care_owner")], True),
        ("head", 10_000, [(10_001, "sent", "head")], False),
    ],
)
def test_what_goes_out_together_was_agreed_to_as_one(word: str, fen: int, beside: list[Any], may: bool) -> None:
    others = [Other(date(2026, 9, 20), "listing", *one) for one in beside]
    assert covers(Giving(approver=word, cost=fen), others) is may


def signer(staff_id: int, *roles: str, owner: bool = False, head: bool = False) -> Signer:
    return Signer(staff_id, frozenset(roles), owner, head)


@pytest.mark.parametrize(
    ("step", "who", "may"),
    [
        (Step.CARE_OWNER, signer(PROPOSER, "care", owner=True), True),
        (Step.CARE_OWNER, signer(OTHER, "care", owner=True), True),
        (Step.CARE_OWNER, signer(PROPOSER, "care", head=True), False),
        (Step.CARE_OWNER, signer(OTHER, "care", head=True), True),
        (Step.CARE_OWNER, signer(OTHER, "executive", "legal", "administrator"), False),
        (Step.HEAD, signer(OTHER, "care", owner=True), False),
        (Step.HEAD, signer(PROPOSER, "care", owner=True, head=True), False),
        (Step.HEAD, signer(OTHER, head=True), True),
        (Step.COMPLIANCE, signer(OTHER, "legal"), True),
        (Step.COMPLIANCE, signer(PROPOSER, "legal"), False),
        (Step.COMPLIANCE, signer(OTHER, "executive", head=True), False),
        (Step.MANAGER, signer(OTHER, "executive"), True),
        (Step.MANAGER, signer(CLEARED, "executive", "legal"), False),
        (Step.MANAGER, signer(PROPOSER, "executive"), False),
        (Step.MANAGER, signer(OTHER, "legal", "administrator", head=True), False),
    ],
)
def test_nobody_agrees_to_what_a_second_person_decides(step: Step, who: Signer, may: bool) -> None:
    assert may_agree(step, who, PROPOSER, CLEARED) is may


YES, NO = {Purpose.BIRTHDAY_CARE: True}, {Purpose.BIRTHDAY_CARE: False}
ADS, NO_ADS = {Purpose.MARKETING_SMS: True}, {Purpose.MARKETING_SMS: False}


@pytest.mark.parametrize(
    ("words", "gift", "birthday_gift", "wechat", "sms", "birthday_sms"),
    [
        ({}, True, False, True, False, False),
        (YES, True, True, True, False, False),
        (NO, False, False, False, False, False),
        (ADS, True, False, True, True, False),
        (NO_ADS, False, False, False, False, False),
        ({**YES, **ADS}, True, True, True, True, True),
        ({**YES, **NO_ADS}, False, False, False, False, False),
    ],
)
def test_what_somebody_said_is_kept_to(
    words: dict[Purpose, bool], gift: bool, birthday_gift: bool, wechat: bool, sms: bool, birthday_sms: bool
) -> None:
    assert accepts_gifts(words, is_birthday=False) is gift
    assert accepts_gifts(words, is_birthday=True) is birthday_gift
    assert accepts_message(words, is_birthday=False, is_sms=False) is wechat
    assert accepts_message(words, is_birthday=False, is_sms=True) is sms
    assert accepts_message(words, is_birthday=True, is_sms=True) is birthday_sms
