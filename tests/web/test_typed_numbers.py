"""Commas in sums: between thousands they are passed over; elsewhere the sum is refused, never another one."""

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from portal.intake.plain.cleaning import READERS
from portal.web.fact_fields import YuanField

TYPED = [
    ("1234.5", 123450), ("1,234.50", 123450), ("１，２３４", 123400), ("¥1,234,567", 123456700),
    ("5,0", None), ("12,34", None), ("1,2345", None), ("1.5,000", None), ("1,,000", None), (",5", None), ("5,", None),
]  # fmt: skip


class Bill(Form):
    sum = YuanField()


@pytest.mark.parametrize(("typed", "fen"), TYPED)
def test_a_typed_sum(typed: str, fen: int | None) -> None:
    bill = Bill(MultiDict({"sum": typed}))
    assert bill.validate() is (fen is not None)
    assert bill.sum.data == fen


@pytest.mark.parametrize(("typed", "fen"), TYPED)
@pytest.mark.parametrize("reads", ["money", "signed_money"])
def test_a_sum_in_a_workbook(reads: str, typed: str, fen: int | None) -> None:
    found = READERS[reads]("sum", typed, date(2026, 11, 29))
    assert found.values == ({} if fen is None else {"sum": fen})
    assert bool(found.problems) is (fen is None)
