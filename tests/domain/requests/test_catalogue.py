"""The catalogue of requests: its promises, its priorities, and the reading of its fields (IN2, IN8)."""

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.cli.calendar_seed import calendar_rows
from portal.domain.contracts.clauses import CLAUSE_TYPES
from portal.domain.requests.catalogue import (
    CATALOGUE,
    BadFields,
    FieldKind,
    Occasion,
    Priority,
    RequestCategory,
    from_stored,
    priority_of,
    promised_minutes,
    read_fields,
    to_stored,
)
from portal.domain.working_days import WorkingDays

DAYS = WorkingDays({row.date: row.is_workday for row in calendar_rows([2026])})
TODAY = date(2026, 11, 20)  # a Friday

PROMISES = {
    "qualification_copy": (2, 15), "delivery_query": (2, 7.5), "damage_short": (2, 22.5), "return_exchange": (4, 37.5),
    "quality_complaint": (1, 22.5), "adr_report": (1, 7.5), "diversion_complaint": (4, 75), "invoice_paper": (4, 15),
    "tender_support": (2, 22.5), "promotion_support": (4, 37.5), "sample_request": (4, 37.5),
    "deposit_refund": (4, 75), "rebate_settlement": (4, 75), "territory_add": (4, 37.5), "price_adjustment": (4, 37.5),
    "contract_extension": (4, 37.5), "contract_termination": (2, 75), "training": (4, 37.5),
}  # fmt: skip


def category(code):
    return CATALOGUE[RequestCategory(code)]


def test_eighteen_categories_two_of_them_optional():
    assert set(CATALOGUE) == set(RequestCategory) and len(CATALOGUE) == 18
    assert {code for code, it in CATALOGUE.items() if not it.enabled_by_default} == {"sample_request", "training"}
    assert {it.occasion for it in CATALOGUE.values()} == set(Occasion)
    assert next(iter(CATALOGUE)) == "delivery_query"


@pytest.mark.parametrize(("code", "hours"), PROMISES.items())
def test_every_category_promises_its_hours(code, hours):
    promised = promised_minutes(category(code), Priority.P3)
    assert promised == tuple(round(hour * 60) for hour in hours)


def test_urgent_halves_both_promises():
    assert promised_minutes(category("delivery_query"), Priority.P1) == (60, 225)
    assert promised_minutes(category("delivery_query"), Priority.P2) == (120, 450)


@pytest.mark.parametrize("code", RequestCategory)
def test_fields_are_well_formed(code):
    record = CATALOGUE[code]
    names = [spec.name for spec in record.fields]
    assert len(names) == len(set(names))
    for spec in record.fields:
        assert bool(spec.choices) is (spec.kind in {FieldKind.CHOICE, FieldKind.CHOICES})
        assert spec.unless is None or spec.unless in names
    assert record.icon and record.clause_types and set(record.clause_types) <= set(CLAUSE_TYPES)


@pytest.mark.parametrize(
    ("code", "facts", "today", "priority"),
    [
        ("quality_complaint", {}, TODAY, "p1"),
        ("adr_report", {}, TODAY, "p1"),
        ("contract_termination", {}, TODAY, "p1"),
        ("qualification_copy", {"needed_by": date(2026, 11, 24)}, TODAY, "p1"),
        ("qualification_copy", {"needed_by": date(2026, 11, 25)}, TODAY, "p3"),
        ("qualification_copy", {"needed_by": date(2026, 10, 9)}, date(2026, 9, 30), "p1"),
        ("qualification_copy", {"needed_by": date(2026, 11, 1)}, TODAY, "p1"),
        ("delivery_query", {"stockout": True}, TODAY, "p1"),
        ("delivery_query", {}, TODAY, "p3"),
        ("damage_short", {"cold_chain": True}, TODAY, "p1"),
        ("damage_short", {"cold_chain": False}, TODAY, "p3"),
        ("return_exchange", {"return_reason": "quality_defect"}, TODAY, "p1"),
        ("return_exchange", {"return_reason": "near_expiry"}, TODAY, "p3"),
        ("diversion_complaint", {"exclusive_territory": True}, TODAY, "p1"),
        ("diversion_complaint", {}, TODAY, "p3"),
        ("invoice_paper", {}, date(2026, 11, 25), "p3"),
        ("invoice_paper", {}, date(2026, 11, 26), "p1"),
        ("invoice_paper", {}, date(2026, 9, 28), "p1"),
        ("tender_support", {"deadline_on": date(2026, 11, 27)}, TODAY, "p1"),
        ("tender_support", {"deadline_on": date(2026, 11, 30)}, TODAY, "p3"),
        ("price_adjustment", {"price_reason": "vbp_cut"}, TODAY, "p1"),
        ("price_adjustment", {"price_reason": "tender_cut"}, TODAY, "p1"),
        ("price_adjustment", {"price_reason": "market"}, TODAY, "p3"),
        ("contract_extension", {"notice_by": date(2026, 11, 30)}, TODAY, "p1"),
        ("contract_extension", {"notice_by": date(2026, 12, 1)}, TODAY, "p3"),
        ("rebate_settlement", {}, TODAY, "p3"),
    ],
)
def test_what_makes_a_request_urgent(code, facts, today, priority):
    assert priority_of(category(code), facts, today, DAYS) == priority


@pytest.mark.parametrize(
    ("stockout", "tier", "priority"), [(False, "vip", "p2"), (True, "vip", "p1"), (False, "a", "p3")]
)
def test_a_vip_is_raised_one_level_and_never_above_p1(stockout, tier, priority):
    assert priority_of(category("delivery_query"), {"stockout": stockout}, TODAY, DAYS, tier) == priority


EXTENSION = {"contract": "D-2026-011", "months": "12"}
REFUND = {"contract": "D-2025-014", "amount": "50000", "refund_to": "account_on_file"}


@pytest.mark.parametrize(
    ("code", "raw", "facts"),
    [
        ("contract_extension", EXTENSION, {"months": 12}),
        ("contract_extension", EXTENSION | {"months": " １２ ", "unknown": "x"}, {"months": 12}),
        ("deposit_refund", REFUND | {"amount": "¥５0,000.5"}, {"amount": 5_000_050, "refund_to": "account_on_file"}),
        ("deposit_refund", REFUND | {"amount": "0.29"}, {"amount": 29, "refund_to": "account_on_file"}),
        ("deposit_refund", REFUND | {"stock_declared": "y"},
         {"amount": 5_000_000, "refund_to": "account_on_file", "stock_declared": True}),
        ("delivery_query", {"product": "PR01", "needed_by": "2026年11月4日"},
         {"product": "PR01", "needed_by": date(2026, 11, 4)}),
        ("delivery_query", {"order_no": "PO-1"}, {"order_no": "PO-1"}),
        ("damage_short",
         {"order_no": "PO-1", "batch_no": "ａ26031702", "boxes": "3", "files": ["a.jpg"],
          "received_at": "2026-11-23T09:30"},
         {"order_no": "PO-1", "batch_no": "A26031702", "boxes": 3,
          "received_at": datetime(2026, 11, 23, 1, 30, tzinfo=UTC)}),
        ("tender_support",
         {"province": "510000", "project": "2026 集采", "deadline_on": "2026-12-01",
          "documents": "授权书\r\n\r\n  报价 单 "},
         {"province": "510000", "project": "2026 集采", "deadline_on": date(2026, 12, 1),
          "documents": ("授权书", "报价 单")}),
    ],
)  # fmt: skip
def test_fields_are_read_as_facts(code, raw, facts):
    assert read_fields(category(code), raw) == facts
    stored = json.loads(json.dumps(to_stored(facts)))
    assert from_stored(category(code), stored) == facts


QUALIFICATION = {
    "purpose": "tender", "product": "PR01", "institution": "中心医院", "doc_types": ["poa", "business_licence"],
    "needed_by": "2026-11-24",
}  # fmt: skip


def test_several_choices_come_in_the_order_of_the_catalogue():
    assert read_fields(category("qualification_copy"), QUALIFICATION)["doc_types"] == ("business_licence", "poa")


@pytest.mark.parametrize(
    ("typed", "phone"),
    [("+86 154-0000-0201", "15400000201"), ("１５４００００0201", "15400000201"), ("028-85551234", "028-85551234"),
     ("0571-85551234-801", "0571-85551234-801")],
)  # fmt: skip
def test_phones_are_read_as_people_write_them(typed, phone):
    assert read_fields(category("qualification_copy"), QUALIFICATION | {"phone": typed})["phone"] == phone


@pytest.mark.parametrize(
    ("name", "typed", "code"),
    [
        ("purpose", "", "missing"),
        ("purpose", "gift", "not_a_choice"),
        ("doc_types", ["poa", "gift"], "not_a_choice"),
        ("institution", "院", "too_short"),
        ("institution", "院" * 81, "too_long"),
        ("institution", "医院\x00", "bad_characters"),
        ("institution", "医院\ud800", "bad_characters"),
        ("address", "x" * 20_001, "too_long"),
        ("needed_by", "soon", "not_a_date"),
        ("needed_by", "2026-02-30", "not_a_date"),
        ("needed_by", "0026-02-03", "year_out_of_range"),
        ("copies", "两份", "not_a_number"),
        ("copies", "٣", "not_a_number"),
        ("copies", "-1", "too_small"),
        ("copies", "51", "too_large"),
        ("copies", "9" * 400, "not_a_number"),
        ("phone", "12345", "not_a_phone"),
    ],
)
def test_a_mistake_has_its_code(name, typed, code):
    with pytest.raises(BadFields) as bad:
        read_fields(category("qualification_copy"), QUALIFICATION | {name: typed})
    assert bad.value.codes == {name: code}


@pytest.mark.parametrize(
    ("code", "raw", "codes"),
    [
        ("contract_extension", {}, {"contract": "missing", "months": "missing"}),
        ("deposit_refund", REFUND | {"amount": "1.005"}, {"amount": "not_an_amount"}),
        ("deposit_refund", REFUND | {"amount": "0"}, {"amount": "too_small"}),
        ("delivery_query", {}, {"order_no": "missing_either"}),
        ("territory_add", {"product": "PR01", "province": "99"}, {"province": "not_a_choice"}),
        ("territory_add", {"product": "PR01", "hospitals": "院\n" * 51}, {"hospitals": "too_many"}),
        ("territory_add", {"product": "PR01", "hospitals": "院" * 201}, {"hospitals": "line_too_long"}),
        ("damage_short", {"order_no": "PO-1", "batch_no": "批号 1", "boxes": "0", "received_at": "2026-11-23 25:00"},
         {"batch_no": "not_a_batch", "boxes": "too_small", "files": "missing", "received_at": "not_a_time"}),
    ],
)  # fmt: skip
def test_all_mistakes_are_told_at_once(code, raw, codes):
    with pytest.raises(BadFields) as bad:
        read_fields(category(code), raw)
    assert bad.value.codes == codes


ANYTHING = st.one_of(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=3))


@given(st.sampled_from(RequestCategory), st.data())
def test_no_input_does_anything_but_facts_or_codes(code, data):
    record = CATALOGUE[code]
    raw = {spec.name: data.draw(ANYTHING) for spec in record.fields}
    try:
        facts = read_fields(record, raw)
    except BadFields as bad:
        assert set(bad.codes) <= {spec.name for spec in record.fields}
    else:
        assert from_stored(record, json.loads(json.dumps(to_stored(facts)))) == facts
