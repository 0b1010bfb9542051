"""Pareto, funnel, retention, health and scores of a made-up company beside a recount by other means; ten of them:
`python -m tests.insight.recount fixtures`."""

from fractions import Fraction

import pytest

from tests.insight.fixtures import differences
from tests.insight.recount_people import value_of

pytestmark = pytest.mark.engineless


def test_every_number_of_a_made_up_company_is_counted_the_same_twice() -> None:
    equal, wrong = differences(seeds=range(1), accounts=40)
    assert wrong == [] and equal > 500


def test_the_value_of_a_part_follows_from_the_numbers_beside_it() -> None:
    assert value_of("sales", {"sold": 84_46, "target": 100_00}) == Fraction("84.46")
    assert value_of("service", {"promised": 3, "kept": 2}) == Fraction("66.67")
    assert value_of("compliance", {"papers": 1, "breaches": 1}) == 40 and value_of("payment", {}) is None
