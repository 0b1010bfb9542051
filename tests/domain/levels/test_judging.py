"""Targets by the days, the parts of health from plain numbers, criteria of the stages from rows (domain 7.4)."""

from datetime import date
from decimal import Decimal

import pytest

from portal.domain.care.health import Part, health
from portal.domain.care.stages import Criterion as C
from portal.domain.contracts.clauses import read_clause
from portal.domain.levels.criteria import against_target, met
from portal.domain.levels.gathering import Agreement, Known
from portal.domain.levels.keeping import quarter_before
from portal.domain.levels.parts import Numbers, parts_of, told
from portal.domain.levels.targets import target_within
from portal.domain.sales.months import months_from

pytestmark = pytest.mark.engineless
P = Part


def quota(period, *fen):
    return read_clause("minimum_purchase", {"period": period, "targets_fen": list(fen), "carry_over": "annual",
                                            "counted_on": "invoice"})  # fmt: skip


YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("terms", "term", "first", "last", "fen"),
    [
        (quota("year", 36_500), YEAR, date(2026, 1, 1), date(2026, 1, 31), 3_100),
        (quota("year", 36_500), YEAR, date(2026, 1, 1), date(2026, 12, 31), 36_500),
        (quota("year", 36_500), YEAR, date(2025, 1, 1), date(2025, 12, 31), 0),
        (quota("year", 36_500), (date(2026, 3, 15), date(2026, 12, 31)), date(2026, 1, 1), date(2026, 12, 31), 29_200),
        (quota("quarter", 900, 910, 920, 930), YEAR, date(2026, 4, 1), date(2026, 9, 30), 1_830),
        (quota("quarter", 900, 910, 920, 930), YEAR, date(2026, 6, 30), date(2026, 7, 1), 20),
        (quota("month", *[100] * 12), YEAR, date(2026, 2, 1), date(2026, 2, 14), 50),
    ],
)  # fmt: skip
def test_a_target_falls_into_days_by_their_share(terms, term, first, last, fen):
    assert target_within(terms, term, first, last) == fen


@pytest.mark.parametrize(
    ("numbers", "values"),
    [
        (Numbers(), {}),
        (Numbers(sold=84_46, target=100_00), {P.SALES: "84.46"}),
        (Numbers(sold=200, target=100, papers=0), {P.SALES: "100.00", P.COMPLIANCE: "100"}),
        (Numbers(sold=-5, target=100), {P.SALES: "0.00"}),
        (Numbers(ratings=4, stars=16), {P.SATISFACTION: "75.00"}),
        (Numbers(ratings=1, stars=1), {P.SATISFACTION: "0.00"}),
        (Numbers(duties=5, late_duties=2), {P.CADENCE: "60.00"}),
        (Numbers(papers=1, breaches=1), {P.COMPLIANCE: "40"}),
        (Numbers(papers=2, breaches=3), {P.COMPLIANCE: "0"}),
        (Numbers(promised=3, kept=2), {P.SERVICE: "66.67"}),
    ],
)
def test_each_part_has_a_value_or_says_that_nothing_is_known(numbers, values):
    found = parts_of(numbers)
    assert {part: str(value) for part, value in found.items() if value is not None} == values
    assert {part for part, kept in told(numbers, found).items() if kept["value"] is not None} == set(values)


def test_what_is_missing_lowers_how_sure_it_is_and_not_the_number():
    some = health(parts_of(Numbers(sold=80, target=100, duties=10, late_duties=2)))
    assert (some.rounded, some.known, some.is_reliable) == (Decimal("80.00"), 45, False)
    more = health(parts_of(Numbers(sold=80, target=100, duties=10, late_duties=2, papers=1)))
    assert (more.rounded, more.known, more.is_reliable) == (Decimal("80.00"), 60, True)


def known(months, fen, products=(1,), **more):
    """An agreement for two years with a monthly target of 100 fen of product 1, and what was sold."""
    term = (date(2025, 1, 1), date(2026, 12, 31))
    agreement = Agreement(*term, frozenset({1}), quota("month", *[100] * 24))
    sold = {(month, product): fen for month in months for product in products}
    return Known(agreements=[agreement], sold=sold, **more)


ALL = months_from(date(2025, 1, 1), date(2026, 10, 1))


@pytest.mark.parametrize(
    ("given", "there"),
    [
        (Known(), []),
        (known([], 0), [C.SIGNED]),
        (known(ALL, 100), [C.SIGNED, C.ON_TARGET]),
        (known(ALL, 99), [C.SIGNED]),
        (known(months_from(date(2026, 4, 1), date(2026, 9, 1)), 100), [C.SIGNED, C.ON_TARGET]),
        (known(months_from(date(2026, 5, 1), date(2026, 10, 1)), 100), [C.SIGNED]),
        (known(ALL, 100, products=(1, 2), told_us=1), [C.SIGNED, C.ON_TARGET, C.SHARES_INTEL, C.MULTI_PRODUCT]),
        (known([], 0, executive=1, marks={C.JOINT_PLAN}), [C.SIGNED, C.JOINT_PLAN, C.EXECUTIVE_CONTACT]),
        (Known(agreements=[Agreement(date(2023, 11, 24), date(2026, 11, 23), frozenset(), None)]),
         [C.SIGNED, C.THREE_YEARS, C.LONG_TERM]),
        (Known(agreements=[Agreement(date(2023, 11, 25), date(2026, 11, 23), frozenset(), None)]), [C.SIGNED]),
    ],
)  # fmt: skip
def test_criteria_follow_from_the_rows(given, there):
    assert met(given, date(2026, 10, 1), date(2026, 11, 23)) == there


def test_only_what_the_agreement_covers_and_its_days_count_against_the_target():
    found = known(ALL, 50, products=(1, 2))
    assert against_target(found, date(2026, 1, 1), date(2026, 10, 1)) == (500, 1_000)
    assert against_target(Known(sold=found.sold), date(2026, 1, 1), date(2026, 10, 1)) == (0, 0)


@pytest.mark.parametrize(
    ("today", "quarter"),
    [("2026-11-28", "2026-07-01"), ("2027-01-01", "2026-10-01"), ("2026-03-31", "2025-10-01")],
)
def test_the_last_quarter_that_is_over(today, quarter):
    assert quarter_before(date.fromisoformat(today)) == date.fromisoformat(quarter)


@pytest.mark.parametrize(
    ("asked", "promoted", "holds"),
    [(0, 0, False), (1, 9, True), (1, 8, False), (2, 18, True), (2, 17, False), (3, 28, True)],
)
def test_who_would_recommend_us_says_nine_on_the_average(asked, promoted, holds):
    """Of the latest NPS wave: nobody asked is nobody who would; 10 and 8 are 9, 10 and 7 are not."""
    found = met(Known(asked=asked, promoted=promoted), date(2026, 10, 1), date(2026, 11, 24))
    assert (C.PROMOTER in found) is holds
