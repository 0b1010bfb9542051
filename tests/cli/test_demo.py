"""The demonstration company: what was written by hand is there, what was generated is always the same."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import delete, func, select
from stdnum.cn import uscc

from portal.cli.demo.bulk import growing
from portal.cli.demo.clock import AS_OF
from portal.cli.demo.sign_ins import PASSWORD, SIGN_INS
from portal.cli.demo.summary import fingerprint
from portal.db.extension import db
from portal.domain.accounts.identifiers import approval_no_fault, licence_doubt, mobile_fault, uscc_doubt
from portal.domain.accounts.models import Account, AccountStanding, Contact, Qualification
from portal.domain.care.giving.models import Giving
from portal.domain.contracts.clauses import read_clause
from portal.domain.contracts.models import Clause
from portal.domain.contracts.state import state_on
from portal.domain.events import Event
from portal.domain.people.models import Login
from portal.domain.products.models import Product
from portal.domain.requests.catalogue import CATALOGUE, from_stored
from portal.domain.requests.desk_card import DeskCard
from portal.domain.requests.models import ServiceRequest
from portal.domain.sales.models import TrailingYear
from portal.domain.work import SHANGHAI
from portal.insight.concentration import Earned, concentration
from tests.databases import Scenes, Stage
from tests.people import People

TODAY = AS_OF.date()
SIXTY_AND_HUNDRED_TWENTY = "d078ae84d5b974aa692c040a7527bb522af5da837bb5fb176e5c0e19b4d4c24a"
"""The hash of the hand-written rows with 60 generated accounts and 120 requests, on every machine and engine."""


@pytest.fixture
def empty(app: Flask) -> Flask:
    """The application over tables without rows."""
    _clear(app)
    return app


@pytest.fixture(scope="module")
def scenes(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> Scenes:
    return Scenes(stage, tmp_path_factory.mktemp("scenes"))


@pytest.fixture
def loaded(empty: Flask, scenes: Scenes) -> Flask:
    """With the company as it was written by hand, once."""
    _show_company(empty, scenes)
    return empty


def _show_company(empty: Flask, scenes: Scenes) -> None:
    scenes.show(empty, "company", lambda: hash_in(load(empty)))


def load(app: Flask, *options: object) -> Result:
    return app.test_cli_runner().invoke(args=["demo", *map(str, options)])


def hash_in(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return result.output.split()[-1]


def shanghai(moment: datetime) -> str:
    return f"{moment.astimezone(SHANGHAI):%m-%d %H:%M}"


def test_the_company_is_there_as_written(loaded: Flask):
    with People(loaded).backstage() as uow:
        _check_accounts(uow)
        _check_contracts(uow)
        _check_requests(uow)
        _check_papers(uow)
        _check_breach(uow)
        _check_promises(uow)
        _check_sales(uow)
        minchuan = uow.accounts.get("D-000101")
        page = uow.timeline.of_account(minchuan.id, size=80)
        kinds, moments = [row.kind for row in page.rows], [row.at for row in page.rows]
        assert moments == sorted(moments, reverse=True)
        assert kinds.count("request.posted") == 2 and "contract.signed" in kinds and kinds[-1] == "account.added"
        anybody = uow.session.scalar(select(func.min(Login.id)))
        month = f"SR-{uow.today:%Y%m}-"
        numbered = select(func.count()).select_from(ServiceRequest).where(ServiceRequest.number.startswith(month))
        made = uow.session.scalar(numbered)
        posted = uow.requests.post(minchuan, category="training", subject="产品培训", text="新人", posted_by_id=anybody)
        assert posted.number == f"{month}{made + 1:04d}", "numbers go on after those of the story"
        assert uow.accounts.add("distributor", name_zh="新客户医药有限公司").number == "D-000113"


def _check_sales(uow: Any) -> None:
    """Who was to sell for 1,200,000 yuan got to 84.46 %; three of fifteen make more than 80 % of the profit."""
    month = uow.sales.as_of()
    assert month == date(2026, 10, 1)
    ids = dict(uow.session.execute(select(Account.number, Account.id)).all())
    lines = uow.sales.lines(ids["D-000101"], month, 10)
    assert {line.code for line in lines} == {"PR01"} and sum(line.amount for line in lines) == 101_352_000
    rows = uow.session.execute(
        select(Account.number, TrailingYear.gross_profit, TrailingYear.last_month)
        .join(Account, Account.id == TrailingYear.account_id).where(TrailingYear.month == month)
    ).all()  # fmt: skip
    found = concentration(Earned(row.number, row.gross_profit) for row in rows)
    assert [one.account_no for one in found.head] == ["D-000102", "D-000101", "D-000103"]
    assert len(found.ranked) == 16 and [one.account_no for one in found.losing] == ["D-000106"]
    last = {row.number: row.last_month for row in rows}
    assert last["D-000111"] == date(2026, 4, 1) and "D-000109" not in last
    away = [line.month for line in uow.sales.lines(ids["D-000110"], month, 24)]
    assert date(2025, 12, 1) not in away and {date(2025, 4, 1), date(2026, 1, 1)} <= set(away)


def _check_accounts(uow: Any) -> None:
    accounts = uow.session.scalars(select(Account).order_by(Account.number)).all()
    assert len(accounts) == 26
    by_number = {account.number: account for account in accounts}
    assert by_number["S-000001"].uscc == "91519999MADX000190" and by_number["N-000206"].name_zh == "迪丽娜尔·阿不都"
    assert by_number["D-000101"].initials == "cdmcyyyxgs" and by_number["N-000204"].id_no_tail == "004X"
    for account in accounts:
        if account.uscc:
            assert uscc.is_valid(account.uscc) and uscc_doubt(account.uscc) is None, account.number
    standing = uow.accounts.standing(by_number["D-000102"])
    assert (standing.tier, standing.stage) == ("vip", "s4") and standing.sponsor_id
    mobiles = uow.session.scalars(select(Contact.mobile).where(Contact.mobile.is_not(None))).all()
    assert not [mobile for mobile in mobiles if mobile_fault(mobile) or not mobile.startswith("154")]


def _check_contracts(uow: Any) -> None:
    states = {
        "U-2024-001": "active", "U-2025-002": "active", "U-2026-003": "expired", "U-2026-005": "suspended",
        "D-2026-011": "expiring", "D-2026-013": "disputed", "D-2025-014": "expired", "D-2026-016": "active",
    }  # fmt: skip
    contracts = {number: uow.contracts.get(number) for number in states}
    found = {number: state_on(contract, TODAY) for number, contract in contracts.items()}
    assert found == states
    minchuan = contracts["D-2026-011"]
    delivery = {day: _params(uow, minchuan, day, "delivery") for day in (date(2026, 6, 30), date(2026, 7, 1))}
    assert [params["days"] for params in delivery.values()] == [5, 3]
    assert minchuan.draft is not None and minchuan.draft.signed_by_us_on and not minchuan.draft.signed_by_partner_on
    takeback = _params(uow, contracts["U-2024-001"], TODAY, "takeback_compensation")
    assert (takeback["multiple"], takeback["market_dev_fixed_fen"]) == ("2", 15_000_000)
    wide = uow.contracts.get("D-2026-012")
    assert [territory.province for territory in wide.territories] == ["440000"]
    granted = {territory.province for territory in contracts["U-2025-002"].territories}
    assert {"PR03", "PR04"} <= {product.product.code for product in wide.products} and "440000" not in granted
    prices = {product.code: supply.supply_price for product, supply, _ in uow.products.with_supply()}
    assert len(prices) == 8 and prices["PR01"] == 2860
    numbers = uow.session.scalars(select(Product.approval_no)).all()
    assert not [number for number in numbers if approval_no_fault(number)]


def _params(uow: Any, contract: Any, day: date, clause_type: str) -> dict[str, Any]:
    return next(clause.params for clause in uow.contracts.terms(contract, day) if clause.clause_type == clause_type)


def _check_requests(uow: Any) -> None:
    rows = uow.session.scalars(select(ServiceRequest).order_by(ServiceRequest.number)).all()
    assert [row.number for row in rows] == [f"SR-202611-{n:04d}" for n in range(1, 11)]
    assert [shanghai(row.posted_at) for row in rows] == [
        "11-23 11:00", "11-20 17:30", "11-18 09:10", "11-17 10:00", "11-16 15:40", "11-13 09:00", "11-12 14:20",
        "11-11 16:05", "11-10 10:30", "11-09 17:55",
    ]  # fmt: skip
    first = uow.requests.at_desk("SR-202611-0001")
    assert (first.priority, shanghai(first.answer_due_at), shanghai(first.due_at)) == (
        "p1",
        "11-23 12:00",
        "11-23 16:15",
    )
    assert first.desk.assignee.login.name == "周一帆" and len(uow.requests.answers(first)) == 3
    assert ["重庆仓" in note.text for note in uow.requests.notes(first)] == [True]
    assert [row.priority for row in rows if row.priority == "p1"] == ["p1"] * 5
    assert [uow.feedback.get(f"FB-202611-000{n}").account.number for n in (1, 3, 8)] == [
        "D-000103",
        "D-000101",
        "D-000110",
    ]


def _check_breach(uow: Any) -> None:
    breach = uow.breaches.get("BR-202607-0007")
    assert (breach.account.number, breach.state, breach.confirmed_on) == ("D-000103", "computed", date(2026, 8, 12))
    (penalty,) = uow.breaches.penalties(breach)
    assert penalty.fen == 14_586_000 and "may_be_reduced" in penalty.working["notes"]
    assert uow.breaches.file(breach).complainant.number == "D-000101"
    held = {number: uow.deposits.balance(uow.contracts.get(number)) for number in ("D-2026-011", "D-2025-014")}
    assert held == {"D-2026-011": 10_000_000, "D-2025-014": 5_000_000}


def _check_promises(uow: Any) -> None:
    """As they stand on the day of the demonstration: running, moved, due, overdue, kept in time and late."""
    states = {
        "PM-202605-0001": "running", "PM-202609-0001": "kept", "PM-202610-0001": "kept_late",
        "PM-202611-0001": "running", "PM-202611-0002": "overdue", "PM-202611-0003": "running",
        "PM-202611-0004": "due_today", "PM-202611-0005": "running",
    }  # fmt: skip
    pledges = {number: uow.promises.get(number) for number in states}
    assert {number: pledge.state(TODAY) for number, pledge in pledges.items()} == states
    assert [(move.from_on, move.to_on) for move in pledges["PM-202611-0001"].moves] == [
        (date(2026, 11, 20), date(2026, 12, 11))
    ]
    assert [number for number, pledge in pledges.items() if pledge.is_internal] == ["PM-202611-0005"]


def _check_papers(uow: Any) -> None:
    query = select(Account.number, Qualification.doc_type, Qualification.expires_on).join(
        Account, Account.id == Qualification.account_id
    )
    until = {(number, doc_type): day for number, doc_type, day in uow.session.execute(query)}
    assert until["D-000101", "poa"] == until["D-000101", "quality_agreement"] == date(2026, 12, 31)
    assert until["D-000101", "drug_licence"] == date(2028, 6, 30)
    assert until["S-000002", "production_licence"] == date(2027, 3, 31) and until["S-000005", "poa"] < TODAY


@pytest.mark.engineless
def test_everybody_of_the_table_signs_in(loaded: Flask):
    for person in SIGN_INS:
        visitor = People(loaded).anonymous()
        visitor.get("/login")
        answer = visitor.post("/login", {"login": person.sign_in, "password": PASSWORD})
        assert answer.status_code == 303, person.sign_in


@pytest.mark.engineless
def test_the_same_rows_in_one_go_or_bit_by_bit(empty: Flask, scenes: Scenes, monkeypatch: pytest.MonkeyPatch):
    at_once = hash_in(load(empty, "--accounts", 60, "--requests", 120))
    _clear(empty)
    _show_company(empty, scenes)
    monkeypatch.setattr(growing, "BATCH", 7)
    load(empty, "--accounts", 25, "--requests", 30)
    grown = hash_in(load(empty, "--accounts", 60, "--requests", 120))
    _clear(empty)
    other_seed = hash_in(load(empty, "--accounts", 60, "--requests", 120, "--seed", 2))
    assert at_once == grown == SIXTY_AND_HUNDRED_TWENTY != other_seed


def _clear(app: Flask) -> None:
    """Empty every table, and let ids begin at 1 again as in a new database."""
    with app.app_context(), db.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            names = ", ".join(f'"{table.name}"' for table in db.metadata.sorted_tables)
            connection.exec_driver_sql(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
            return
        for table in reversed(db.metadata.sorted_tables):
            connection.execute(delete(table))


def test_a_thousand_rows_hold_together_and_open(loaded: Flask):
    load(loaded, "--accounts", 200, "--requests", 500)
    people = People(loaded)
    with people.backstage() as uow:
        _check_generated(uow)
        open_cards = uow.session.scalar(select(func.count()).where(DeskCard.is_open))
        assert 10 < open_cards < 60
        account = uow.accounts.get("D-100000")
        service_request = uow.session.scalars(select(ServiceRequest).order_by(ServiceRequest.id.desc())).first()
        number, tier = service_request.number, uow.accounts.standing(account).tier
        assert tier and uow.timeline.of_account(account.id).rows
        again = fingerprint(uow.session)
    assert again == fingerprint_of(loaded)
    service = people.sign_in("service@demo.example")
    for address in ("/staff/accounts/D-100000", "/staff/accounts/", f"/staff/requests/{number}", "/staff/requests/"):
        assert service.get(address).status_code == 200, address
    assert number in service.get(f"/staff/requests/{number}").text


def _check_generated(uow: Any) -> None:
    accounts = uow.session.scalars(select(Account).where(Account.id >= 10_000)).all()
    assert len({account.name_zh for account in accounts if not account.is_person}) == len(
        [account for account in accounts if not account.is_person]
    )
    for account in accounts:
        assert account.is_person or (uscc.is_valid(account.uscc) and uscc_doubt(account.uscc) is None)
        assert not account.licence_no or licence_doubt(account.licence_no) is None
        assert mobile_fault(account.mobile) is None
    for clause in uow.session.scalars(select(Clause).where(Clause.id >= 10_000)):
        assert read_clause(clause.clause_type, clause.params).code == clause.clause_type
    for row in uow.session.scalars(select(ServiceRequest).where(ServiceRequest.id >= 10_000)):
        assert len(from_stored(CATALOGUE[row.category], row.fields)) == len(row.fields)
        moments = [at for at in (row.posted_at, row.answered_at, row.resolved_at, row.closed_at) if at]
        assert moments == sorted(moments) and moments[-1] <= AS_OF, row.number
    undispatched = select(func.count()).where(Event.dispatched_at.is_(None), Event.subject_id >= 10_000)
    assert uow.session.scalar(undispatched) == 0


def fingerprint_of(app: Flask) -> str:
    with People(app).backstage() as uow:
        return fingerprint(uow.session)


def test_promises_of_generated_requests_are_the_domains_own(empty: Flask):
    from portal.cli.demo.bulk.stories import Story, World, working_days
    from portal.domain.requests.catalogue import Priority, promised_minutes
    from portal.domain.requests.working_time import add_minutes

    world = World(1, 50, ((1, "PR01", "洛施坦缓释片"), (2, "PR02", "岭康胶囊")))
    for index in range(0, 3000, 7):
        story = Story(world, index)
        posted = story.at("posted")
        first, whole = promised_minutes(CATALOGUE[story.category], Priority(story.priority))
        assert posted is not None
        assert (story.answer_due_at, story.resolve_due_at) == (
            add_minutes(posted, first, working_days()),
            add_minutes(posted, whole, working_days()),
        )


@pytest.mark.engineless
def test_a_second_run_changes_nothing(loaded: Flask):
    before = fingerprint_of(loaded)
    again = load(loaded)
    assert again.exit_code == 0 and "already" in again.output and fingerprint_of(loaded) == before
    assert load(loaded, "--if-missing").output == ""
    assert load(loaded, "--seed", 9).exit_code == 1


def test_production_is_refused_for_the_password_is_public(empty: Flask, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(empty.extensions, "settings", replace(empty.extensions["settings"], env="production"))
    refused = load(empty)
    assert refused.exit_code == 1 and "PORTAL_ENV=demo" in refused.output
    nobody = empty.test_cli_runner().invoke(args=["sign-ins"])
    assert nobody.exit_code == 1 and PASSWORD not in nobody.output


def test_real_data_is_left_alone(app: Flask):
    with People(app).backstage() as uow:
        before = uow.session.scalar(select(func.count(Login.id)))
    refused = load(app, "--accounts", 10)
    assert refused.exit_code == 1 and len(refused.output.strip().splitlines()) == 1
    with People(app).backstage() as uow:
        assert uow.session.scalar(select(func.count(Login.id))) == before
        assert uow.session.scalar(select(func.count(AccountStanding.id)).where(AccountStanding.id >= 10_000)) == 0


@pytest.mark.engineless
def test_the_sign_in_table_names_everybody(loaded: Flask):
    printed = loaded.test_cli_runner().invoke(args=["sign-ins"]).output
    assert PASSWORD in printed and all(person.sign_in in printed for person in SIGN_INS)


def test_what_waits_for_a_second_person(loaded: Flask):
    """A gift, a tender day and a mark: their pages have something to show, and nothing of it is decided."""
    with People(loaded).backstage() as uow:
        gifts = {one.item: one for one in uow.session.scalars(select(Giving).where(Giving.back_on.is_not(None)))}
        assert {item: one.state for item, one in gifts.items()} == {"苏式月饼一盒": "returned", "莲蓉月饼一盒": "sent"}
        asked = [one for one in uow.tender_days.of(uow.accounts.get("D-000106")) if one.removal_by_id]
        assert [one.on for one in asked] == [date(2026, 11, 10)]
        [marked] = uow.session.scalars(select(Contact).where(Contact.lift_by_id.is_not(None)))
        assert marked.is_public_official and marked.lift_of == ["is_public_official"]
