"""The commercial clauses to the fen and to the day, and what always holds of them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.contracts.clauses import read_clause
from portal.domain.contracts.computing.registry import assess
from tests.domain.contracts.computing.asking import DAYS, Case, check
from tests.domain.contracts.computing.trade_cases import CASES, QUOTA, USUAL, periods

DAY = date(2026, 11, 23)
TARGETS = st.lists(st.integers(1, 10**9), min_size=1, max_size=12)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.outcome}-{case.fen}")
def test_to_the_fen_and_to_the_day(case: Case) -> None:
    check(case, USUAL)


@given(TARGETS, st.data())
def test_what_carries_over_only_ever_helps(targets: list[int], data: st.DataObject) -> None:
    bought = data.draw(st.lists(st.integers(0, 10**9), min_size=len(targets), max_size=len(targets)))
    monthly = {"period": "month", "targets_fen": targets, "counted_on": "invoice"}
    short = {
        carry: assess(
            read_clause(QUOTA, {**monthly, "carry_over": carry}),
            periods(*bought), DAY, DAYS,
        ).fen or 0
        for carry in ("none", "forward", "annual")
    }  # fmt: skip
    assert short["annual"] <= short["forward"] <= short["none"] <= sum(targets)
    assert short["annual"] == max(0, sum(targets) - sum(bought))


@given(st.integers(0, 10**12), st.integers(0, 10**9), st.booleans(), st.integers(0, 10**6))
def test_a_slab_rebate_grows_with_the_sum_and_never_passes_its_highest_rate(
    amount: int, more: int, without_tax: bool, vat: int
) -> None:
    tax = {"tax": "excluded", "vat_rate": Decimal(vat) / 10**6} if without_tax else {}
    terms = read_clause("rebate", USUAL["rebate"] | {"mode": "slab"} | tax)
    low, high = (assess(terms, {"amount_fen": fen}, DAY, DAYS).fen or 0 for fen in (amount, amount + more))
    assert 0 <= low <= high <= (amount + more) * Decimal("0.03") + 1


@given(st.lists(st.tuples(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.sampled_from(
    ["paid", "topup", "deduction", "refund"]), st.integers(1, 10**9)), min_size=1, max_size=10))  # fmt: skip
def test_a_deposit_is_never_below_nothing_nor_above_what_was_paid_in(moves: list[tuple[date, str, int]]) -> None:
    found = assess(read_clause("deposit", USUAL["deposit"]), {"movements": [list(move) for move in moves]}, DAY, DAYS)
    moved = {code: sum(line.fen or 0 for line in found.lines if line.code == f"deposit_{code}") for code in
             ("paid", "topup", "deduction", "refund")}  # fmt: skip
    assert found.fen == moved["paid"] + moved["topup"] - moved["deduction"] - moved["refund"] >= 0


@given(st.integers(0, 10**9), st.integers(0, 5000), st.integers(0, 5000), st.integers(1, 10**6), st.integers(0, 10**6))
def test_price_protection_covers_no_box_twice(day: int, stock: int, boxes: int, old: int, new: int) -> None:
    facts = {"cut_on": DAY, "old_price_fen": old, "new_price_fen": new, "stock_boxes": stock,
             "purchases": [[date(2026, 1 + day % 12, 1 + day % 28), boxes]]}  # fmt: skip
    fen = assess(read_clause("price_protection", USUAL["price_protection"]), facts, DAY, DAYS).fen
    assert fen is not None and 0 <= fen <= max(0, old - new) * min(stock, boxes)
