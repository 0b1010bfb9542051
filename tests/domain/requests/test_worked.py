"""What a request says as facts of a rule, and what the clauses come to by it (domain 3.3, table C and B)."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from portal.domain.contracts.clauses import CLAUSE_TYPES
from portal.domain.contracts.clauses.records import kinds_in
from portal.domain.contracts.computing.registry import RULES
from portal.domain.contracts.models import Clause
from portal.domain.requests.case_facts import EVENT_DAYS, FACTS, case_facts, event_day
from portal.domain.requests.catalogue import CATALOGUE, RequestCategory
from portal.domain.requests.worked import WORKED, speaks_to, work_out
from portal.domain.working_days import WorkingDays

pytestmark = pytest.mark.engineless
FILED, TODAY = datetime(2026, 11, 23, 3, 0, tzinfo=UTC), date(2026, 11, 23)
LATE = {"order_no": "PO-1", "ordered_on": "2026-11-16", "promised_on": "2026-11-19", "order_amount": 11_440_000}
DELIVERY = {"days": 3, "rate_per_day": "0.001", "cap_rate": "0.05"}
RETURN = {"near_expiry_months": 6, "credit_rate": "0.8", "max_share": "0.05"}
OLD = {"boxes": 240, "box_price": 2860, "expires_on": "2027-04-17", "return_reason": "near_expiry"}
LATE_DAILY = {
    "trigger": "late_delivery", "obligor": "us", "rate_per_day": "0.001", "grace_days": 0, "grace_mode": "retroactive",
    "principal": "undelivered",
}  # fmt: skip


def asked(category: str, fields: dict[str, Any], storage: str = "room") -> Any:
    return SimpleNamespace(
        category=category, fields=fields, posted_at=FILED, product=SimpleNamespace(storage=storage)
    )  # fmt: skip


def come_to(category: str, fields: dict[str, Any], code: str, params: dict[str, Any], storage: str = "room") -> Any:
    request = asked(category, fields, storage)
    clause = Clause(id=1, clause_type=code, params=params, article="第 1 条")
    found = work_out(category, [clause], case_facts(request), TODAY, WorkingDays())
    return found[1].assessment if found else None


@pytest.mark.parametrize(
    ("category", "fields", "code", "params", "outcome", "fen", "missing"),
    [
        ("delivery_query", LATE, "delivery", DELIVERY, "delivery_late", 45_760, ()),
        ("delivery_query", {**LATE, "delivered_on": "2026-11-21"}, "delivery", DELIVERY, "delivery_late", 22_880, ()),
        ("delivery_query", {**LATE, "delivered_on": "2026-11-19"}, "delivery", DELIVERY, "delivered_in_time", 0, ()),
        ("delivery_query", {"order_no": "PO-1"}, "delivery", DELIVERY, None, None, ("ordered_on",)),
        ("delivery_query", {"ordered_on": "2026-11-16"}, "delivery", DELIVERY, None, None, ("goods_fen",)),
        ("damage_short", {"boxes": 20, "box_price": 2860, "ordered_on": "2026-11-16"}, "delivery", DELIVERY,
         "delivery_late", 229, ()),
        ("damage_short", {"boxes": 20}, "return_exchange", RETURN, None, None, ("reason",)),
        ("return_exchange", {**OLD, "year_purchase": 18_000_000}, "return_exchange", RETURN, "return_credited",
         549_120, ()),
        ("return_exchange", OLD, "return_exchange", RETURN, None, None, ("year_purchase_fen",)),
        ("return_exchange", {"return_reason": "slow_sales"}, "return_exchange", RETURN, None, None, ("reason",)),
        ("price_adjustment", {"asked_price": 2490, "present_price": 2860}, "price_adjustment", {"notice_days": 30},
         "new_price_counts", None, ()),
        ("price_adjustment", {"asked_price": 2490, "price_reason": "vbp_cut"}, "price_protection",
         {"lookback_days": 60, "method": "credit", "trigger": ["vbp"], "proof": ["stock_list"]}, None, None,
         ("old_price_fen", "cut_on", "purchases", "stock_boxes")),
    ],
)  # fmt: skip
def test_the_request_alone_is_enough_or_says_what_is_missing(
    category: str, fields: Any, code: str, params: Any, outcome: str | None, fen: int | None, missing: tuple[str, ...]
) -> None:
    found = come_to(category, fields, code, params)
    assert (found.outcome, found.fen, found.missing) == (outcome or "not_enough_facts", fen, missing)


def test_cold_goods_wait_for_their_temperature_record() -> None:
    told = {**OLD, "year_purchase": 18_000_000}
    assert come_to("return_exchange", told, "return_exchange", RETURN, "cold").missing == ("temperature_record",)


@pytest.mark.parametrize(
    ("category", "fields", "day"),
    [
        ("delivery_query", LATE, date(2026, 11, 20)),
        ("delivery_query", {"promised_on": "2026-12-01"}, date(2026, 11, 23)),
        ("diversion_complaint", {"found_on": "2026-11-15"}, date(2026, 11, 15)),
        ("damage_short", {"received_at": "2026-11-17T18:00:00+00:00"}, date(2026, 11, 18)),
        ("return_exchange", OLD, date(2026, 11, 23)),
    ],
)
def test_the_day_whose_clauses_judge_it(category: str, fields: Any, day: date) -> None:
    assert event_day(asked(category, fields)) == day


def test_penalties_speak_by_what_they_punish_and_others_are_never_computed() -> None:
    late = Clause(id=2, clause_type="penalty_late_daily", params=LATE_DAILY, article="第 2 条")
    paid = Clause(id=3, clause_type="penalty_late_daily", params={**LATE_DAILY, "trigger": "late_payment"})
    known = case_facts(asked("delivery_query", LATE))
    found = work_out("delivery_query", [late, paid], known, TODAY, WorkingDays())
    assert {place: one.assessment.fen for place, one in found.items()} == {2: 45_760}
    assert not speaks_to("delivery_query", paid)
    assert work_out("rebate_settlement", [late], known, TODAY, WorkingDays()) == {}


def test_every_name_of_the_table_is_a_fact_of_a_rule_and_a_field_of_its_category() -> None:
    facts = {name for record, _rule in RULES.values() for name in kinds_in(record)}
    assert {name for table in FACTS.values() for name in table} <= facts
    for category, table in FACTS.items():
        names = {spec.name for spec in CATALOGUE[RequestCategory(category)].fields}
        assert {source for source in table.values() if isinstance(source, str)} <= names, category
    assert all(CATALOGUE[RequestCategory(code)].field(name) for code, name in EVENT_DAYS.items())
    assert all(set(types) <= set(CLAUSE_TYPES) and category in FACTS for category, types in WORKED.items())
