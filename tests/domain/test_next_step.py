"""The next step: the first line of the rule that applies, the earliest of its kind."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.next_step import NOTHING, RULE, Waiting, next_step

WAITING = st.builds(Waiting, st.sampled_from(RULE), st.dates(date(2026, 1, 1), date(2027, 1, 1)))


@pytest.mark.parametrize(
    "codes, first",
    [
        ([], "nothing"), (["paper_expiring", "request_overdue"], "request_overdue"),
        (["request_due", "feedback_disputed"], "feedback_disputed"),
        (["contract_ending", "paper_expired"], "paper_expired"),
        (["care_owner_missing", "paper_expiring"], "paper_expiring"), (["sponsor_missing"], "sponsor_missing"),
        (["contract_ending", "request_due"], "request_due"),
    ],
)  # fmt: skip
def test_what_comes_first(codes: list[str], first: str) -> None:
    assert next_step(Waiting(code) for code in codes).code == first


def test_the_earlier_of_two_comes_first() -> None:
    soon, later = Waiting("contract_ending", date(2026, 12, 1)), Waiting("contract_ending", date(2026, 12, 31))
    assert next_step([later, soon]) is soon


@given(st.lists(WAITING))
def test_nothing_more_urgent_is_passed_over(waiting: list[Waiting]) -> None:
    chosen = next_step(waiting)
    assert (chosen is NOTHING) == (not waiting)
    assert all(RULE.index(chosen.code) <= RULE.index(one.code) for one in waiting)
