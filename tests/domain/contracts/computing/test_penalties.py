"""Penalties B1-B11 to the fen, and what always holds of them."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.contracts.clauses import read_clause
from portal.domain.contracts.clauses.vocabulary import GraceMode, Stack
from portal.domain.contracts.computing.excess import LossFacts, excess_check
from portal.domain.contracts.computing.lateness import LateTerms, Part, lateness
from portal.domain.contracts.computing.registry import assess
from tests.domain.contracts.computing.asking import DAYS, Case, check
from tests.domain.contracts.computing.penalty_cases import CASES, LATE, USUAL

DUE = date(2026, 2, 10)
SUM, RATE = st.integers(0, 10**11), st.integers(1, 50_000).map(lambda n: Decimal(n) / 10**6)
PARTS = st.lists(st.builds(Part, st.dates(date(2026, 1, 1), date(2027, 6, 1)), st.integers(1, 10**10)), max_size=5)
MODES = st.sampled_from(GraceMode)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.outcome}-{case.fen}")
def test_to_the_fen(case: Case) -> None:
    check(case, USUAL)


@pytest.mark.parametrize(
    ("penalty", "loss", "notes"),
    [(130, 100, ()), (131, 100, ("may_be_reduced",)), (12_641_200, 9_724_000, ()),
     (12_641_201, 9_724_000, ("may_be_reduced",)), (12_000_000, 9_724_000, ()), (1, 0, ("may_be_reduced",))],
)  # fmt: skip
def test_exactly_130_percent_is_not_over(penalty: int, loss: int, notes: tuple[str, ...]) -> None:
    assert excess_check(penalty, LossFacts(loss_fen=loss))[1] == notes


def test_how_far_above_is_said_in_percent() -> None:
    for penalty, above in ((24_310_000, "1.5"), (12_000_000, "0.2341")):
        ((line,), _) = excess_check(penalty, LossFacts(loss_fen=9_724_000))
        assert (line.facts["above"], line.facts["limit_fen"]) == (Decimal(above), 12_641_200)


@given(SUM, RATE, st.integers(0, 30), MODES, PARTS, st.integers(0, 700))
def test_lateness_is_never_negative_and_never_shrinks_with_the_days(
    principal: int, rate: Decimal, grace: int, mode: GraceMode, parts: list[Part], days: int
) -> None:
    terms = LateTerms(rate, grace, mode)
    asked = DUE + timedelta(days=days)
    parts = [part for part in parts if part.on <= asked]
    now, later = (lateness(terms, principal, DUE, parts, asked + timedelta(days=more), DAYS) for more in (0, 1))
    assert 0 <= now.fen <= later.fen
    assert now.fen == sum(line.fen or 0 for line in now.lines)
    assert 0 <= now.open_fen <= now.opened_fen <= principal


@given(SUM, RATE, st.integers(0, 30), PARTS, st.integers(0, 700))
def test_forgiving_days_costs_no_more_than_losing_them(
    principal: int, rate: Decimal, grace: int, parts: list[Part], days: int
) -> None:
    until = DUE + timedelta(days=days)
    forgiven, lost = (
        lateness(LateTerms(rate, grace, mode), principal, DUE, parts, until, DAYS).fen
        for mode in (GraceMode.FORGIVEN, GraceMode.RETROACTIVE)
    )
    assert forgiven <= lost


@given(SUM, RATE, st.integers(0, 10**6), st.integers(0, 10**10), st.dates(date(2026, 1, 1), date(2028, 1, 1)))
def test_a_penalty_never_passes_its_caps(principal: int, rate: Decimal, cap: int, cap_fen: int, paid: date) -> None:
    terms = read_clause(
        LATE, USUAL[LATE] | {"rate_per_day": rate, "cap_rate": Decimal(cap) / 10**6, "cap_fen": cap_fen}
    )
    facts = {"due_on": DUE, "principal_fen": principal, "paid_on": paid}
    fen = assess(terms, facts, date(2028, 1, 1), DAYS).fen
    assert fen is not None and 0 <= fen <= min(cap_fen, (2 * principal * cap + 10**6) // (2 * 10**6))


@given(
    st.lists(st.tuples(st.sampled_from(["late_payment", "diversion", "price"]), SUM, st.sampled_from(["", "A", "B"])),
             min_size=1, max_size=6),
    st.sampled_from(Stack), st.sampled_from(Stack), SUM, st.integers(1, 10**6),
)  # fmt: skip
def test_shares_under_the_global_cap_sum_exactly(
    rows: list[tuple[str, int, str]], stack: Stack, same: Stack, value: int, rate: int
) -> None:
    terms = read_clause("penalty_overlap", {"stack": stack, "same_act": same, "global_cap_rate": Decimal(rate) / 10**6})
    claims = [{"trigger": trigger, "fen": fen, "act": act} for trigger, fen, act in rows]
    found = assess(terms, {"penalties": claims, "contract_value_fen": value}, DUE, DAYS)
    counted = [line.fen for line in found.lines if line.code == "penalty_counts"]
    shares = [line.fen for line in found.lines if line.code == "penalty_share"]
    assert found.fen == (sum(shares) if shares else sum(counted))
    assert found.fen <= min(sum(fen for _, fen, _ in rows), (2 * value * rate + 10**6) // (2 * 10**6))
    assert sum(counted) >= max(fen for _, fen, _ in rows)
    # Where acts are weighed against one another, several small ones of one act may outweigh the greatest single one.
    if stack == Stack.CUMULATIVE or same == Stack.HIGHEST_ONLY:
        assert max(fen for _, fen, _ in rows) in counted


def test_ten_thousand_late_payments_beside_whole_numbers_alone() -> None:
    """The whole rule against a calculation without a decimal: millionths, calendar days, cap in millionths."""
    bits = Random(585).getrandbits
    terms = {
        (micros, grace, mode, cap): read_clause(LATE, USUAL[LATE] | {
            "rate_per_day": f"0.{micros:06}", "grace_days": grace, "grace_mode": mode, "cap_rate": f"0.{cap:06}",
            "roll": False,
        })
        for micros in (1, 500, 333, 49_999) for grace in (0, 5) for mode in GraceMode for cap in (50_000, 200_001)
    }  # fmt: skip
    asked = list(terms.items())
    for _ in range(10_000):
        (micros, grace, mode, cap), clause = asked[bits(20) % len(asked)]
        principal, days = bits(34), bits(9)
        facts = {"due_on": DUE, "principal_fen": principal, "paid_on": DUE + timedelta(days=days)}
        charged = 0 if days <= grace else days - (grace if mode == "forgiven" else 0)
        rounded = [(2 * principal * part + 10**6) // (2 * 10**6) for part in (micros * charged, cap)]
        assert assess(clause, facts, DUE, DAYS).fen == min(rounded)
