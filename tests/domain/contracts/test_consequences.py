"""What losing an upstream right may cost and may bring in: which clauses speak to it, and their sums (B8, A7)."""

from datetime import date
from typing import Any

import pytest

from portal.domain.contracts.consequences import Loss, claimed_by_us, owed_by_us
from portal.domain.contracts.models import Clause

pytestmark = pytest.mark.engineless
LOSS = Loss(date(2026, 12, 15), date(2024, 2, 29), date(2029, 2, 28), date(2026, 11, 23))
TAKEBACK = {"multiple": "2", "min_months": 6, "market_dev_fixed_fen": 15_000_000, "notice_months": 6}
YEAR = {"period": "year", "targets_fen": [120_000_000], "carry_over": "none", "counted_on": "invoice"}


def clause(code: str, **params: Any) -> Clause:
    return Clause(id=1, clause_type=code, params=params, article="第 1 条")


def exit_penalty(code: str, obligor: str, trigger: str = "early_exit", **params: Any) -> Clause:
    return clause(code, obligor=obligor, trigger=trigger, **params)


def test_whole_months_are_lost() -> None:
    assert LOSS.months == 26
    assert Loss(date(2026, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2026, 11, 1)).months == 0


def test_the_supplier_may_owe_a_take_back_whose_missing_facts_are_named() -> None:
    [found] = claimed_by_us([clause("takeback_compensation", **TAKEBACK)], LOSS)
    assert found.sum.fen is None and {"stock_fen"} <= set(found.sum.missing)


def test_promised_years_that_are_cut_short_are_worked_out_without_a_sum() -> None:
    [found] = claimed_by_us([clause("minimum_years", years=5)], LOSS)
    assert (found.sum.outcome, found.sum.fen) == ("early_exit", None)
    assert found.sum.days["earliest_exit_on"] == date(2029, 3, 1) and found.sum.lines


@pytest.mark.parametrize(
    ("penalty", "fen"),
    [
        (exit_penalty("penalty_fixed", "us", amount_fen=5_000_000, per="event"), [5_000_000]),
        (exit_penalty("penalty_percent", "either", rate="0.05", base="contract_value"), [6_000_000]),
        (exit_penalty("penalty_percent", "us", rate="0.05", base="unpaid"), [None]),
        (exit_penalty("penalty_fixed", "partner", amount_fen=5_000_000, per="event"), []),
        (exit_penalty("penalty_fixed", "us", "late_delivery", amount_fen=5_000_000, per="event"), []),
        (Clause(id=2, clause_type="no_such_type", params={}, article="第 2 条"), []),
    ],
)
def test_we_may_owe_what_our_side_promised_for_a_lost_right_and_nothing_else(penalty: Clause, fen: list[Any]) -> None:
    assert [one.sum.fen for one in owed_by_us([clause("minimum_purchase", **YEAR), penalty], LOSS)] == fen
