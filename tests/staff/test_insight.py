"""Figures of management: what the worker prepares is what a recount finds, and what the right people see."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from portal.cli.figures import doing
from portal.domain.accounts.models import Account
from portal.domain.care.health import Part
from portal.domain.levels.models import AccountHealth
from portal.domain.people.models import Login, Staff
from portal.domain.people.roles import Reach
from portal.domain.products.models import Product
from portal.domain.sales.models import SalesMonth
from portal.domain.sales.months import last_ended, months_on
from portal.domain.working_days import civil_day
from portal.insight.preparing import prepare
from tests.insight.stored import differences
from tests.people import People
from tests.staff.test_contracts import READER

PAGE = "/staff/insight/"
NOW = datetime.now(UTC)
MONTH = last_ended(civil_day(NOW))
SOLD = {"D-000101": (range(24), 600_00), "D-000102": (range(14, 24), 90_00), "N-000201": (range(2), 10_00)}
"""By account how many months ago it bought, and what each month brought in fen: one stays, one left, one is new."""


@pytest.fixture
def prepared(app: Flask, people: People) -> People:
    with people.backstage() as uow:
        product = uow.session.scalars(select(Product).limit(1)).one()
        ids = {row.number: row.id for row in uow.session.execute(select(Account.number, Account.id))}
        for number, (ago, profit) in SOLD.items():
            uow.session.add_all(
                SalesMonth(account_id=ids[number], product_id=product.id, month=months_on(MONTH, -back), boxes=5,
                           amount=5 * profit, gross_profit=profit, recorded_at=NOW)
                for back in ago
            )  # fmt: skip
    with app.app_context():
        for _part in prepare(doing, civil_day(NOW)):
            pass
    return people


def test_every_prepared_number_is_what_a_recount_of_the_ledger_finds(app: Flask, prepared: People) -> None:
    with app.app_context():
        equal, wrong = differences(civil_day(NOW))
    assert wrong == [] and equal > 500


def test_the_page_says_who_brings_the_profit_and_who_left(prepared: People) -> None:
    director = prepared.sign_in("director@demo.example")
    seen = director.get(PAGE).text
    assert "前 50% 的客户带来 99.7% 的毛利" in seen and "100%＝¥7,220.00" in seen
    assert "留住 1 / 2（50.0%），漏掉 1 家" in seen and "此前 12 个月毛利 ¥900.00" in seen and "¥4,500.00" in seen
    # profit and answers; of complaints and penalties there are none, and nothing is drawn of nothing
    assert seen.count('role="img"') == 2 and seen.count("<summary>看表格</summary>") == 5
    lost = director.get(f"{PAGE}accounts?of=lost").text
    assert "D-000102" in lost and "¥900.00" in lost and "D-000101" not in lost
    assert "D-000101" in director.get(f"{PAGE}accounts?of=head").text


def test_who_may_leave_is_named_with_what_pulls_it_down(people: People) -> None:
    parts = {part: {"value": value} for part, value in zip(Part, ("84", None, "20", "0", "100", "80"), strict=True)}
    with people.backstage() as uow:
        for number, colour, score in (("D-000101", "red", 3100), ("D-000102", "green", 9000)):
            account = uow.accounts.get(number)
            uow.session.add(AccountHealth(account_id=account.id, as_of=civil_day(NOW), score=score, known=85,
                                          colour=colour, parts=parts, met=[]))  # fmt: skip
    seen = people.sign_in("director@demo.example").get(PAGE).text.partition('id="h-risks"')[2]
    assert "D-000101?tab=health" in seen and "<b>31</b>" in seen and "D-000102" not in seen
    assert "客情频次 · 满意度</td>" in seen


def test_a_table_is_a_file_and_narrowed_as_the_page(prepared: People) -> None:
    care = prepared.sign_in("care@demo.example")
    text = care.get(f"{PAGE}table?of=profit&kind=csv&segment=individual").get_data(as_text=True)
    assert text.splitlines()[1] == "100%,1,¥20.00,100.0%,100.0%"
    lost = care.post(f"{PAGE}accounts/exports?of=lost", {"kind": "csv"}).get_data(as_text=True)
    assert lost.splitlines()[1].startswith("1,D-000102,广州粤桥药业")
    assert care.get(f"{PAGE}table?of=leaving&kind=xlsx&period=last").data[:2] == b"PK"
    assert care.get(f"{PAGE}table?of=nothing").status_code == care.get(f"{PAGE}accounts?of=all").status_code == 404
    [told] = prepared.events("export.taken")
    assert (told.facts["what"], told.facts["rows"], told.facts["format"]) == ("insight.lost", 1, "csv")


def test_before_the_worker_came_there_is_a_word_instead(people: People) -> None:
    seen = people.sign_in("director@demo.example").get(f"{PAGE}?until=1999-13&segment=nobody&period=x")
    assert seen.status_code == 200 and "还没有算出来" in seen.text


def test_who_sees_some_accounts_only_finds_no_figures_of_all(prepared: People) -> None:
    with prepared.backstage() as uow:
        post = uow.session.scalars(select(Staff).join(Login).where(Login.email == READER)).one()
        post.reach, post.provinces = Reach.REGION, ["440000"]
    reader = prepared.sign_in(READER)
    for part in ("", "table?of=profit", "accounts"):
        assert reader.get(f"{PAGE}{part}").status_code in (403, 404), part
    assert reader.post(f"{PAGE}accounts/exports?of=head").status_code == 404


def test_before_the_first_sales_no_figure_of_nothing_is_shown(app: Flask, people: People) -> None:
    app.test_cli_runner().invoke(args=["figures"])
    seen = people.sign_in("director@demo.example").get(PAGE)
    assert seen.status_code == 200 and "0.0% 的毛利" not in seen.text and "留住 0" not in seen.text
