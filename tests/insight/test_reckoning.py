"""The walk through all books against a recount by other means, for made-up ledgers of every shape."""

from collections import defaultdict
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.sales.months import last_day, months_from
from portal.insight.periods import Period, asked_about, last_year, this_year, trailing
from portal.insight.reckoning import EVERYBODY, Book, Walk
from portal.insight.telling import cohort_facts, leaving_facts, profit_facts
from portal.staff.insight_words import percent_of
from tests.insight.recount import Row, bought_months, expected, standing

pytestmark = pytest.mark.engineless
TODAY = date(2026, 11, 28)
MONTHS = months_from(date(2024, 9, 1), date(2026, 10, 1))
LEDGERS = st.lists(
    st.builds(
        Row, st.sampled_from("ABCDEFGH"), st.sampled_from(MONTHS), st.sampled_from([-100, 0, 500, 90_000]),
        st.sampled_from([-700, 0, 1, 350, 81_200, 81_200]),
    ),
    max_size=60, unique_by=lambda row: (row.account, row.month),
)  # fmt: skip
ENDS = st.dictionaries(st.sampled_from("ABCDEFGH"), st.dates(date(2025, 1, 1), TODAY), max_size=3)


def books(rows: list[Row], ended: dict[str, date]) -> list[Book]:
    by_account: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.month):
        by_account[row.account].append(row)
    return [
        Book(account, ("even" if ord(account) % 2 else "odd",), {last_day(row.month): row.profit for row in some},
             tuple(last_day(row.month) for row in some if row.amount > 0), ended.get(account))
        for account, some in by_account.items()
    ]  # fmt: skip


def walked(rows: list[Row], ended: dict[str, date]) -> Walk:
    walk = Walk(asked_about(TODAY), since=date(2024, 9, 30))
    for book in books(rows, ended):
        walk.add(book)
    return walk


@given(LEDGERS, ENDS)
@settings(max_examples=60)
def test_every_number_of_every_period_and_segment_is_what_another_count_finds(
    rows: list[Row], ended: dict[str, date]
) -> None:
    walk = walked(rows, ended)
    for period in asked_about(TODAY):
        for segment in (EVERYBODY, "even", "odd"):
            some = [row for row in rows if segment in (EVERYBODY, "even" if ord(row.account) % 2 else "odd")]
            found = {**leaving_facts(walk, period, segment), **profit_facts(walk.profits(period)[segment])}
            wanted = expected(some, ended, period.first, period.until)
            assert {name: found[name] for name in wanted} == wanted


@given(LEDGERS, ENDS)
@settings(max_examples=30)
def test_months_lead_from_one_to_the_next_and_cohorts_count_who_is_active(
    rows: list[Row], ended: dict[str, date]
) -> None:
    walk, period = walked(rows, ended), trailing(date(2026, 10, 1))
    months = leaving_facts(walk, period, EVERYBODY)["months"]
    assert [one["end"] for one in months[:-1]] == [one["start"] for one in months[1:]]
    bought = bought_months(rows)
    for name, began, active in cohort_facts(walk, period, EVERYBODY)["rows"]:
        first = date(int(name[:4]), 3 * int(name[5:]) - 2, 1)
        members = [one for one, those in bought.items() if first <= min(those) < last_day(months_from(first, TODAY)[2])]
        members = [one for one in members if min(bought[one]) > date(2024, 9, 1)]
        ends = [last_day(month) for month in months_from(first, date(2026, 10, 1))[2::3]]
        assert began == len(members)
        assert active == [
            sum(standing(bought[one], ended.get(one), day) == "active" for one in members) for day in ends
        ]


def test_periods_are_whole_months_that_are_over() -> None:
    assert this_year(TODAY) == Period(date(2026, 1, 1), date(2026, 10, 31))
    assert this_year(date(2026, 1, 9)) == Period(date(2025, 1, 1), date(2025, 12, 31))
    assert last_year(TODAY) == Period(date(2025, 1, 1), date(2025, 12, 31))
    known = asked_about(TODAY)
    assert known[0] == Period(date(2025, 11, 1), date(2026, 10, 31)) and len(known) == len(set(known)) == 13
    assert known[0].before == date(2025, 10, 31) and len(known[0].ends) == 12
    assert known[0].year_before == Period(date(2024, 11, 1), date(2025, 10, 31))


def test_the_printed_example_in_ten_groups() -> None:
    earned = [812, 545, 310, 120, 88, 64, 33, 18, 7, 3]
    facts = profit_facts(earned)
    together = [percent_of(one["upto"], facts["total"]) for one in facts["groups"][:3]]
    assert together == ["40.6%", "67.9%", "83.4%"]
    assert (facts["head"], percent_of(facts["head_profit"], facts["total"])) == (3, "83.4%")
    assert [one["head"] for one in facts["groups"]] == [1, 1, 1] + [0] * 7


@pytest.mark.parametrize(
    ("part", "whole", "places", "said"),
    [
        (834, 1000, 1, "83.4%"), (842, 1000, 1, "84.2%"), (1, 3, 1, "33.3%"), (2, 3, 0, "67%"), (0, 0, 1, "0.0%"),
        (33_449_999, 100_000_000, 1, "33.4%"), (33_450_000, 100_000_000, 1, "33.5%"), (1, 1, 0, "100%"),
    ],
)  # fmt: skip
def test_shares_are_rounded_once(part: int, whole: int, places: int, said: str) -> None:
    assert percent_of(part, whole, places) == said
