"""Sales when accounts become one: lines follow or are added up, sums and figures follow them, all of it returns."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.accounts.models import Account
from portal.domain.base import Refused
from portal.domain.products.models import Product
from portal.domain.sales.keeping import renew_trailing
from portal.domain.sales.models import SalesMonth, TrailingYear
from portal.domain.sales.months import last_ended, months_on
from tests.notify.acts import dispatch_all
from tests.people import People

MONTH = last_ended(datetime.now(UTC).date())
GONE, KEPT = "D-000102", "D-000101"
BOOKED = ((GONE, 0, 0, 300), (GONE, 1, 0, 70), (GONE, 0, 1, 5), (KEPT, 0, 0, 1000), (KEPT, 2, 0, -40))
"""Account, months back, which product, gross profit: both bought the first product in the last month."""


def arrange(people: People) -> dict[str, int]:
    with people.backstage() as uow:
        products = uow.session.scalars(select(Product.id).order_by(Product.id).limit(2)).all()
        ids = dict(uow.session.execute(select(Account.number, Account.id)).all())
        for number, back, product, profit in BOOKED:
            uow.session.add(SalesMonth(account_id=ids[number], product_id=products[product],
                                       month=months_on(MONTH, -back), amount=4 * profit, boxes=2, gross_profit=profit,
                                       recorded_at=uow.now))  # fmt: skip
        uow.session.flush()
        renew_trailing(uow.session, ids.values())
    return ids


def booked(people: People, account_id: int) -> dict[str, Any]:
    """Lines of an account with their sums, and the trailing year."""
    with people.backstage() as uow:
        lines = uow.session.execute(
            select(SalesMonth.month, SalesMonth.product_id, SalesMonth.amount, SalesMonth.boxes,
                   SalesMonth.gross_profit).where(SalesMonth.account_id == account_id)
        )  # fmt: skip
        year = select(TrailingYear.amount, TrailingYear.gross_profit, TrailingYear.first_month)
        year = year.where(TrailingYear.account_id == account_id, TrailingYear.month == MONTH)
        return {"lines": sorted(map(tuple, lines)), "year": tuple(uow.session.execute(year).one_or_none() or ())}


def test_lines_follow_are_added_up_and_return(app: Flask, people: People) -> None:
    ids = arrange(people)
    before = {number: booked(people, ids[number]) for number in (GONE, KEPT)}
    with people.backstage() as uow:
        uow.account_merging.merge(GONE, KEPT, reason="同一家公司")
    dispatch_all(app)
    whole = booked(people, ids[KEPT])
    assert sorted(line[4] for line in whole["lines"]) == [-40, 5, 70, 1300]
    assert [line[2:] for line in whole["lines"] if line[4] == 1300] == [(5200, 4, 1300)]
    assert whole["year"] == (4 * 1335, 1335, months_on(MONTH, -1)), "the month with more back than out is no purchase"
    manager = people.sign_in("business@demo.example")
    assert "¥13.35" in manager.get(f"/staff/accounts/{KEPT}?tab=sales").text
    with people.backstage() as uow:
        uow.account_merging.undo(GONE)
    dispatch_all(app)
    assert {number: booked(people, ids[number]) for number in (GONE, KEPT)} == before


def test_a_line_corrected_since_stands_in_the_way_and_is_named(app: Flask, people: People) -> None:
    ids = arrange(people)
    with people.backstage() as uow:
        uow.account_merging.merge(GONE, KEPT, reason="同一家公司")
    with people.backstage() as uow:
        line = uow.session.scalars(
            select(SalesMonth).where(SalesMonth.account_id == ids[KEPT], SalesMonth.gross_profit == 1300)
        ).one()
        line.gross_profit = 1250
    with people.backstage() as uow, pytest.raises(Refused) as refused:
        uow.account_merging.undo(GONE)
    assert (refused.value.code, refused.value.facts) == ("account_merge.values_changed", {"names": ["gross_profit"]})
