"""Breaches: who may move them from where to where, tiers that count, frozen sums, what a clause makes of a breach."""

import json
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from portal.domain.contracts.breaches.counting import Counted, place_among, still_counting
from portal.domain.contracts.breaches.deposit import SIGNS, EntryKind
from portal.domain.contracts.breaches.frozen import assessment_of, freeze, frozen_assessment, thaw
from portal.domain.contracts.breaches.grounds import TRIGGERS, deadlines, kind_of, likely_clause, obligor_of
from portal.domain.contracts.breaches.states import STEPS, BreachState, WrongState, may, next_state, verbs_for
from portal.domain.contracts.clauses import CLAUSE_TYPES
from portal.domain.contracts.clauses.vocabulary import Base
from portal.domain.contracts.computing.working import Assessment, Line
from portal.domain.contracts.models import Clause
from portal.domain.events import Actor
from portal.domain.working_days import WorkingDays

pytestmark = pytest.mark.engineless

S = BreachState
WAYS: dict[tuple[str, str], str] = {
    ("reported", "notify"): "noticed", ("reported", "dismiss"): "dismissed",
    ("noticed", "reply"): "replied", ("noticed", "cure"): "cured", ("noticed", "confirm"): "confirmed",
    ("noticed", "dismiss"): "dismissed",
    ("replied", "reply"): "replied", ("replied", "cure"): "cured", ("replied", "confirm"): "confirmed",
    ("replied", "dismiss"): "dismissed",
    ("confirmed", "compute"): "computed", ("confirmed", "adjust"): "adjusted", ("confirmed", "waive"): "waived",
    ("computed", "compute"): "computed", ("computed", "agree"): "agreed", ("computed", "adjust"): "adjusted",
    ("computed", "waive"): "waived",
    ("agreed", "adjust"): "adjusted", ("agreed", "waive"): "waived", ("agreed", "pay"): "paid",
    ("adjusted", "waive"): "waived", ("adjusted", "pay"): "paid",
}  # fmt: skip
"""Every way there is; what is not named here is refused."""
OUR_WAYS = {**WAYS, ("reported", "confirm"): "confirmed"}
del OUR_WAYS["reported", "notify"]


@pytest.mark.parametrize(("ways", "is_ours"), [(WAYS, False), (OUR_WAYS, True)])
def test_the_table_of_ways_is_the_whole_of_them(ways: dict[tuple[str, str], str], is_ours: bool) -> None:
    for state, verb in product(S, STEPS):
        wanted = ways.get((state, verb))
        if wanted is None:
            with pytest.raises(WrongState):
                next_state(state, verb, is_ours=is_ours)
        else:
            assert next_state(state, verb, is_ours=is_ours) == wanted


WHO: dict[str, set[str]] = {
    "notify": {"business", "legal"},
    "reply": {"owner", "member"},
    "cure": {"business", "legal"},
    "confirm": {"legal", "executive"},
    "dismiss": {"legal", "executive"},
    "compute": {"business", "legal", "finance"},
    "agree": {"business", "legal", "owner"},
    "adjust": {"legal", "executive"},
    "waive": {"legal", "executive"},
    "pay": {"finance"},
}
STAFF = ("administrator", "service", "care", "business", "legal", "quality", "finance", "executive")


@pytest.mark.parametrize("verb", STEPS)
def test_who_may_use_a_verb(verb: str) -> None:
    able = {role for role in STAFF if may(Actor("staff", "x", roles=frozenset({role})), verb)}
    theirs = ("owner", "member", "viewer")
    able |= {role for role in theirs if may(Actor("partner", "x", roles=frozenset({role})), verb)}
    administrator = {"administrator"} if verb != "reply" else set()
    assert able == WHO[verb] | administrator


def test_a_partners_role_is_no_role_of_staff() -> None:
    impostor = Actor("partner", "x", roles=frozenset({"administrator", "legal", "finance"}))
    assert all(verbs_for(state, impostor) == () for state in S)


# ---- tiers

LEAP = date(2024, 2, 29)
OTHERS: list[tuple[str, list[tuple[date, int]], date, int, int]] = [
    ("none before", [], date(2024, 6, 1), 12, 1),
    ("the last day still counts", [(LEAP, 1)], date(2025, 2, 28), 12, 2),
    ("a day later it does not", [(LEAP, 1)], date(2025, 3, 1), 12, 1),
    ("on the same day", [(LEAP, 1)], LEAP, 12, 2),
    ("what is confirmed later is not before", [(date(2024, 7, 1), 1)], date(2024, 6, 1), 12, 1),
    ("two of one act count once", [(LEAP, 1), (date(2024, 3, 5), 1)], date(2024, 6, 1), 12, 2),
    ("two acts count twice", [(LEAP, 1), (date(2024, 3, 5), 2)], date(2024, 6, 1), 12, 3),
    ("of its own act none counts", [(LEAP, 99)], date(2024, 6, 1), 12, 1),
    ("a window of six months", [(date(2024, 8, 31), 1)], date(2025, 2, 28), 6, 2),
    ("and its end", [(date(2024, 8, 31), 1)], date(2025, 3, 1), 6, 1),
]


@pytest.mark.parametrize(
    ("others", "day", "months", "place"), [case[1:] for case in OTHERS], ids=[c[0] for c in OTHERS]
)
def test_tiers_count_in_a_rolling_window(others: list[tuple[date, int]], day: date, months: int, place: int) -> None:
    earlier = [Counted(f"BR-{n}", on, act) for n, (on, act) in enumerate(others)]
    this = Counted("BR-this", day, 99)
    assert place_among(this, earlier, months) == place
    acts = {one.act for one in still_counting(this, earlier, months)} - {99}
    assert len(acts) == place - 1, "the page names those that count"


# ---- frozen


def test_a_frozen_working_comes_back_with_its_types() -> None:
    lines = (Line("goods", {"price_fen": 2860, "multiple": Decimal("3.00"), "on": date(2026, 8, 12)}, 14_586_000),)
    answer = Assessment("penalty_computed", lines, 14_586_000, {"counts_until": LEAP}, ("may_be_reduced",))
    assert assessment_of(json.loads(json.dumps(frozen_assessment(answer)))) == answer


VALUES = [None, True, 0, "第 12 条", Decimal("0.001"), Base.GOODS_VALUE, LEAP, [1, [LEAP]], {"a": {"b": LEAP}}]


@pytest.mark.parametrize("value", VALUES)
def test_whatever_is_frozen_can_be_thawed(value: Any) -> None:
    back = thaw(json.loads(json.dumps(freeze(value))))
    assert back == value and type(back) is type(value)


# ---- grounds


def clause(code: str, params: dict[str, Any], binds: str = "both", position: int = 1) -> Clause:
    return Clause(article=f"第 {position} 条", position=position, clause_type=code, params=params, binds=binds)


ANTI = clause("anti_diversion", {"evidence": ["photo"], "respond_days": 3}, position=11)
MULTIPLE = clause(
    "penalty_goods_multiple", {"obligor": "partner", "multiple": "3", "cure_days": 10, "day_kind": "calendar"},
    "partner", 12,
)  # fmt: skip
DELIVERY = clause("delivery", {"days": 3, "rate_per_day": "0.001"}, "us", 9)


def test_what_breaking_a_clause_is_and_who_broke_it() -> None:
    assert kind_of(ANTI) == kind_of(MULTIPLE) == "diversion" and kind_of(DELIVERY) == "late_delivery"
    assert obligor_of(MULTIPLE) == "partner" and obligor_of(DELIVERY) == "us" and obligor_of(ANTI) == "partner"
    assert likely_clause([ANTI, DELIVERY, MULTIPLE], "diversion") is MULTIPLE
    assert likely_clause([ANTI, DELIVERY], "diversion") is ANTI
    assert likely_clause([DELIVERY], "diversion") is None
    assert TRIGGERS.keys() <= CLAUSE_TYPES.keys()


FRIDAY = date(2026, 11, 27)


def test_time_to_reply_and_to_cure() -> None:
    days = WorkingDays()
    assert deadlines([ANTI, MULTIPLE], MULTIPLE, FRIDAY, days) == (date(2026, 12, 2), FRIDAY + timedelta(days=10))
    assert deadlines([DELIVERY], DELIVERY, FRIDAY, days) == (date(2026, 12, 4), None), "five working days by default"
    never = clause("penalty_tiered", {
        "obligor": "partner", "steps": [{"count": 1, "warning": True, "multiple": "3"}], "window_months": 12,
        "no_cure": True, "cure_days": 10,
    })  # fmt: skip
    assert deadlines([ANTI, never], never, FRIDAY, days)[1] is None, "what cannot be cured has no time for it"


def test_every_movement_of_a_deposit_has_a_sign() -> None:
    assert SIGNS == {"paid": 1, "topup": 1, "deduction": -1, "refund": -1, "compensation": 0}
    assert SIGNS.keys() == set(EntryKind)
