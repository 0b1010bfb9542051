"""Sales by workbook: what is unknown goes back, the same month again replaces, all of it can be taken back. FI4."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from portal.domain.accounts.models import Account
from portal.domain.sales.models import SalesMonth, TrailingYear
from portal.intake.sales.cleaning import read_month, signed_money, signed_whole
from tests.intake.books import xlsx
from tests.intake.importing import Importing, events_of

HEADINGS = ["客户编号", "产品编码", "月份", "销售额", "盒数", "毛利额"]
FIRST = [
    HEADINGS,
    ["D-000101", "PR01", "2026年9月", "10,000.00", "350", "3000.50"],
    ["D-000101", "PR01", "2026-10", 12000, 420, "（125.50）"],
    ["D-000102", "PR01", "202610", "8000", "280", "2000"],
    ["D-999999", "PR01", "2026-10", "1", "1", "1"],
    ["D-000101", "PR77", "2026-10", "1", "1", "1"],
    ["S-000001", "PR01", "2026-10", "1", "1", "1"],
    ["D-000102", "PR01", "10月", "1.234", "半盒", ""],
    ["D-000101", "PR01", "2026/10/31", "1", "1", "1"],
]
SECOND = [["Account number", "Product code", "Month", "Sales", "Boxes", "Gross profit"],
          ["D-000101", "PR01", "2026-10", "9000", "315", "2500"],
          ["D-000102", "PR01", "2026-10", "8000.00", "280", "2000"]]  # fmt: skip
TODAY = date(2026, 11, 23)


def ledger(people):
    with people.backstage() as uow:
        rows = uow.session.execute(
            select(Account.number, SalesMonth.month, SalesMonth.amount, SalesMonth.gross_profit, SalesMonth.import_no)
            .join(Account, Account.id == SalesMonth.account_id).order_by(Account.number, SalesMonth.month)
        )  # fmt: skip
        return [(row[0], row[1].month, *row[2:]) for row in rows]


def yearly(people, number, month):
    with people.backstage() as uow:
        query = select(TrailingYear.gross_profit).join(Account, Account.id == TrailingYear.account_id)
        return uow.session.scalar(query.where(Account.number == number, TrailingYear.month == month))


def test_rows_are_booked_replaced_and_taken_back(app, people):
    first = Importing(app, xlsx(表=FIRST), kind=None, subject="sales").imported()
    assert first.batch.tally == {"new": 3, "error": 5} and first.batch.outcomes == {"added": 3}
    assert [tuple(row.reasons) for row in first.rows(verdict="error")] == [
        ("account_not_there",), ("product_not_there",), ("supplier_buys_nothing",),
        ("month_unreadable", "sum_invalid", "boxes_invalid", "not_filled_in"), ("row_repeated",),
    ]  # fmt: skip
    one = first.number
    booked = [("D-000101", 9, 1_000_000, 300_050, one), ("D-000101", 10, 1_200_000, -12_550, one),
              ("D-000102", 10, 800_000, 200_000, one)]  # fmt: skip
    assert ledger(people) == booked
    assert yearly(people, "D-000101", date(2026, 10, 1)) == 287_500
    assert yearly(people, "D-000101", date(2027, 8, 1)) == 287_500
    assert yearly(people, "D-000101", date(2027, 9, 1)) == -12_550
    second = Importing(app, xlsx(Sales=SECOND), kind=None, subject="sales").imported()
    assert second.batch.outcomes == {"changed": 1, "same": 1}
    assert ledger(people)[1] == ("D-000101", 10, 900_000, 250_000, second.number)
    assert yearly(people, "D-000101", date(2026, 10, 1)) == 550_050
    assert first.undone().batch.outcomes == {"removed": 2, "kept": 1}, "a later import spoke of that line"
    assert [row[1:4] for row in ledger(people)] == [(10, 900_000, 250_000)]
    assert yearly(people, "D-000102", date(2026, 10, 1)) is None
    assert second.undone().batch.outcomes["set_back"] == 1
    assert ledger(people) == [booked[1]]
    told = events_of(app, "sales.booked", "sales.corrected", "sales.taken_back")
    assert [(event.kind, event.facts["import"] == one) for event in told] == [
        ("sales.booked", True), ("sales.booked", True), ("sales.corrected", False), ("sales.taken_back", True),
        ("sales.taken_back", True), ("sales.corrected", False),
    ]  # fmt: skip
    assert told[2].facts["changes"] == {"amount": [1_200_000, 900_000], "boxes": [420, 315],
                                        "gross_profit": [-12_550, 250_000]}  # fmt: skip


@pytest.mark.engineless
@pytest.mark.parametrize(
    ("cell", "month", "problem"),
    [
        ("2026-10", 10, None), ("2026/9", 9, None), ("2026年11月", 11, None), (202601.0, 1, None),
        ("2026 年 3 月份", 3, None), (datetime(2026, 2, 28, tzinfo=UTC), 2, None), ("2026-10-31", 10, None),
        ("202613", None, "month_unreadable"), ("2026-12", None, "month_to_come"), ("十月", None, "month_unreadable"),
        ("1999-10", None, "month_unreadable"), ("03/04/2026", None, "date_ambiguous"),
    ],
)  # fmt: skip
def test_months_in_the_spellings_people_use(cell, month, problem):
    found = read_month("month", cell, TODAY)
    assert found.problems == ([problem] if problem else [])
    assert found.values == ({} if problem else {"month": date(2026, month, 1)})


@pytest.mark.engineless
@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (signed_money, "¥1,234.50", 123_450), (signed_money, "-1.5", -150), (signed_money, "（1,234.50）", -123_450),
        (signed_money, "−￥3", -300), (signed_money, "1.005", None), (signed_money, "1e20", None),
        (signed_money, "NaN", None), (signed_money, "9E999999", None),
        (signed_whole, "1,200 盒", 1_200), (signed_whole, "-3.0", -3),
        (signed_whole, "1.5", None), (signed_whole, "", None),
    ],
)  # fmt: skip
def test_sums_may_be_losses(read, text, value):
    found = read("x", text, TODAY)
    assert (found.values, bool(found.problems)) == (({}, True) if value is None else ({"x": value}, False))
