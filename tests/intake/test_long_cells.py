"""Cells of agreements that are far too long cost time in proportion to their length, and are refused by name. IN4."""

import pytest
from flask import Flask

from portal.domain.contracts.clauses import Clause
from portal.intake.contracts.amounts import yuan
from portal.intake.contracts.cleaning import clean
from portal.intake.contracts.parameters import Parameters
from tests.intake.books import TODAY

pytestmark = pytest.mark.engineless
FIELDS = ("products", "provinces", "account", "text_zh", "months", "page", "ends_on", "contract_no")


def deposit(cell: str = "", **columns: str) -> Clause | None:
    parameters = Parameters("deposit")
    parameters.take_cell(cell)
    parameters.take_columns({f"param.{name}": text for name, text in columns.items()}, {})
    return parameters.clause(None)


@pytest.mark.parametrize("filling", [" ", "\n", "、", "1,", "元", "至"])
def test_a_hundred_thousand_characters_are_answered_too(session_app: Flask, filling: str) -> None:
    """Blanks between two words once took minutes: each was tried as the first of those before a comma or a yuan."""
    cell = f"1{(filling * 100_000)[:100_000]}1"
    with session_app.test_request_context():
        for field in FIELDS:
            assert len(clean(field, cell, TODAY).values) <= 1
        assert deposit(amount_fen=cell) is None and deposit(cell) is None


def test_blanks_around_signs_and_currencies_still_say_nothing() -> None:
    assert clean("products", " PR01 ，\u3000PR02 \n PR03 ", TODAY).values == {"products": ("PR01", "PR02", "PR03")}
    for written in ("人民币 ¥ 5,000 元整", " 5,000\u3000元", "RMB 5,000", "¥5,000 yuan"):
        assert yuan(written) == "5,000"
