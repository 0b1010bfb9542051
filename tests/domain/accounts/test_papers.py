"""Qualification papers: who owes which, when one is brought to mind, and what one that has run out stops (2.5)."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.accounts.papers.catalogue import DOC_TYPES, Act, Party, asked_of, missing, missing_of_product
from portal.domain.accounts.papers.gates import refusals
from portal.domain.accounts.papers.paper import PaperState, standing
from portal.domain.accounts.papers.reminders import due, first_reminder, next_after
from portal.web.document_words import DOC_TYPES as NAMES

END = date(2027, 3, 31)
COMPANY = {
    "business_licence", "quality_agreement", "poa", "poa_person_id", "integrity_undertaking", "seal_samples",
    "bank_permit", "invoice_profile",
}  # fmt: skip


@pytest.mark.parametrize(("party", "must", "should"), [
    (Party("supplier", "mah"), COMPANY | {"production_licence"}, {"annual_report", "gsp_gmp_evidence", "price_filing"}),
    (Party("supplier", "wholesale"), COMPANY | {"drug_licence"},
     {"annual_report", "gsp_gmp_evidence", "price_filing"}),
    (Party("distributor", "wholesale"), COMPANY | {"drug_licence"},
     {"annual_report", "gsp_gmp_evidence", "rep_filing"}),
    (Party("distributor", "cso", promotes=True), COMPANY | {"service_contractor_proof"},
     {"annual_report", "gsp_gmp_evidence", "rep_filing"}),
    (Party("individual"), {"poa", "poa_person_id", "integrity_undertaking"},
     {"bank_permit", "invoice_profile", "rep_filing"}),
    (Party("individual", promotes=True), {"poa", "poa_person_id", "integrity_undertaking", "service_contractor_proof"},
     {"bank_permit", "invoice_profile", "rep_filing"}),
    (Party("peripheral"), set(), set()),
])  # fmt: skip
def test_who_is_asked_for_what(party: Party, must: set[str], should: set[str]) -> None:
    asked = asked_of(party)
    assert (set(asked.must), set(asked.should)) == (must, should)
    assert missing(party, ["poa"]) == tuple(code for code in asked.must if code != "poa")
    assert missing(party, must) == ()


def test_every_type_has_a_name_and_products_their_own() -> None:
    assert set(DOC_TYPES) == set(NAMES)
    assert missing_of_product(["batch_test_report"]) == ("approval_cert", "insert_and_pack")


@pytest.mark.parametrize(("days", "state"), [
    (91, "verified"), (90, "expiring"), (1, "expiring"), (0, "expiring"), (-1, "expired"), (-400, "expired"),
])  # fmt: skip
def test_it_counts_through_its_last_day_and_nears_its_end_ninety_days_before(days: int, state: str) -> None:
    assert standing("verified", END, END - timedelta(days=days)) == state
    assert standing("verified", None, END) == "verified"
    assert {standing(one, END, END) for one in ("submitted", "rejected", "replaced")} == {
        "submitted", "rejected", "replaced"}  # fmt: skip


def test_the_days_of_the_reference() -> None:
    days, day = [first_reminder(END)], first_reminder(END)
    assert first_reminder(None) is None and day is not None
    for _ in range(6):
        day = next_after(END, day)
        days.append(day)
    assert days == [date(2026, 12, 31), date(2027, 1, 30), date(2027, 3, 1), date(2027, 3, 24), END,
                    date(2027, 4, 7), date(2027, 4, 14)]  # fmt: skip


@given(st.lists(st.integers(0, 120), min_size=1, max_size=12), st.integers(0, 200))
def test_each_reminder_is_told_once_however_long_nobody_looked(pauses: list[int], lead: int) -> None:
    """A worker that looks on random days tells every day that has come, in order, none twice and none early."""
    remind_on, today, told = first_reminder(END), END - timedelta(days=lead), list[int]()
    assert remind_on is not None
    for pause in pauses:
        today += timedelta(days=pause)
        found = due(END, remind_on, today)
        assert all(END - timedelta(days=before) <= today for before in found)
        told += found
        if found:
            remind_on = next_after(END, today)
        assert not due(END, remind_on, today), "at once again there is nothing to tell"
    wanted = [90, 60, 30, 7, *range(0, -2000, -7)]
    assert told == [before for before in wanted if END - timedelta(days=before) <= today]


@dataclass(frozen=True)
class Row:
    doc_type: str
    expires_on: date | None = None
    state: str = PaperState.VERIFIED


@dataclass(frozen=True)
class Pass:
    doc_type: str
    until: date


OLD, NEW = END - timedelta(days=1), END


@pytest.mark.parametrize(("papers", "stopped"), [
    ([Row("business_licence", OLD)], {Act.CONTRACT, Act.ORDER}),
    ([Row("business_licence", NEW)], set()),
    ([Row("business_licence", OLD), Row("business_licence")], set()),
    ([Row("business_licence", OLD), Row("business_licence", None, "submitted")], {Act.CONTRACT, Act.ORDER}),
    ([Row("business_licence", OLD, "replaced"), Row("poa", OLD, "rejected")], set()),
    ([Row("drug_licence", OLD)], {Act.CONTRACT, Act.ORDER}),
    ([Row("quality_agreement", OLD)], {Act.ORDER}),
    ([Row("poa", OLD)], {Act.ACTING}), ([Row("poa_person_id", OLD)], {Act.ACTING}),
    ([Row("bank_permit", OLD)], {Act.PAYOUT}), ([Row("service_contractor_proof", OLD)], {Act.SETTLEMENT}),
    ([Row("approval_cert", OLD)], {Act.PRODUCT}), ([Row("batch_test_report", OLD)], {Act.BATCH}),
    ([Row("integrity_undertaking", OLD)], {Act.CONTRACT}), ([Row("rep_filing", OLD)], {Act.VISIT}),
    ([Row(code, OLD) for code in ("seal_samples", "invoice_profile", "annual_report", "gsp_gmp_evidence",
                                  "price_filing", "insert_and_pack", "something_else")], set()),
    ([], set()),
])  # fmt: skip
def test_what_has_run_out_stops_what_the_table_says(papers: list[Row], stopped: set[Act]) -> None:
    assert {act for act in Act if refusals(papers, END, act)} == stopped
    for act in stopped:
        [refusal] = refusals(papers, END, act)
        assert (refusal.ran_out_on, refusal.is_being_checked) == (OLD, any(one.state == "submitted" for one in papers))
        assert refusals(papers, END, act, waived=[Pass(papers[0].doc_type, END)]) == ()
        assert refusals(papers, END, act, waived=[Pass(papers[0].doc_type, OLD), Pass("other", END)])


def test_the_licence_in_the_archive_counts_as_one() -> None:
    assert [one.doc_type for one in refusals([], END, Act.ORDER, licence_until=OLD)] == ["drug_licence"]
    assert refusals([Row("drug_licence", NEW)], END, Act.ORDER, licence_until=OLD) == ()
