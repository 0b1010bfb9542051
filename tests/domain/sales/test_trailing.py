"""The sums of twelve months: each is what the twelve months say, none is missing and none is made up."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.sales.months import last_ended, months_from, months_on, quarter_of, twelve_to
from portal.domain.sales.trailing import Sold, trailing

pytestmark = pytest.mark.engineless
START = date(2024, 11, 1)
LEDGERS = st.dictionaries(
    st.integers(0, 40).map(lambda count: months_on(START, count)),
    st.builds(Sold, st.integers(-500, 5_000), st.integers(-900, 900)),
)


@given(LEDGERS, st.integers(-2, 60))
def test_every_sum_is_that_of_its_twelve_months(sold: dict[date, Sold], place: int) -> None:
    found = {one.month: one for one in trailing(sold)}
    since = months_on(START, place)
    assert list(trailing(sold, since)) == [one for one in found.values() if one.month >= since]
    for month in months_from(months_on(START, -13), months_on(START, 55)):
        within = [sold[one] for one in twelve_to(month) if one in sold]
        assert (month in found) is bool(within)
        if within:
            one = found[month]
            assert one.amount == sum(each.amount for each in within)
            assert one.gross_profit == sum(each.gross_profit for each in within)
            bought = [each for each in sold if each <= month and sold[each].amount > 0]
            assert (one.first_month, one.last_month) == (min(bought, default=None), max(bought, default=None))


@pytest.mark.parametrize(
    ("today", "ended", "quarter"),
    [
        (date(2026, 11, 30), date(2026, 10, 1), "2026Q4"),
        (date(2026, 12, 1), date(2026, 11, 1), "2026Q4"),
        (date(2027, 1, 1), date(2026, 12, 1), "2026Q4"),
        (date(2027, 2, 28), date(2027, 1, 1), "2027Q1"),
    ],
)
def test_a_month_counts_once_it_is_over(today: date, ended: date, quarter: str) -> None:
    assert last_ended(today) == ended and quarter_of(ended) == quarter
    assert twelve_to(ended)[0] == months_on(ended, -11) and len(twelve_to(ended)) == 12
