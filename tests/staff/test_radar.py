"""The radar: what the worker finds is what people see, narrowed and taken out, and nothing beyond their reach."""

from datetime import date, datetime, timedelta

from flask import Flask
from sqlalchemy import select, update

from portal.cli.figures import doing
from portal.domain.accounts.models import Account, Qualification
from portal.domain.contracts.models import Contract
from portal.domain.people.models import Staff
from portal.domain.people.roles import Reach
from portal.domain.products.models import Product
from portal.domain.qualifications.models import HousePaper
from portal.domain.requests.calendar import CalendarDay
from portal.domain.sales.keeping import renew_trailing
from portal.domain.sales.models import SalesMonth
from portal.domain.sales.months import last_day, month_of, months_on
from portal.domain.unit_of_work import UnitOfWork
from portal.domain.work import SHANGHAI
from portal.insight.models import RadarItem
from portal.insight.radar_preparing import prepare_radar
from tests.notify.agreements import RENEWAL, agree
from tests.people import People

PAGE = "/staff/insight/radar"
TODAY = datetime.now(SHANGHAI).date()
BOUGHT = months_on(month_of(TODAY), -5)
ASLEEP = last_day(BOUGHT) + timedelta(days=181)


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def look_ahead(app: Flask) -> None:
    with app.app_context():
        for _part in prepare_radar(doing):
            pass


def arrange(people: People) -> str:
    """One of each kind, some beyond the window or done; answers the number of the promise."""
    with people.backstage() as uow:
        session = uow.session
        session.execute(update(Contract).values(terminated_on=date(2026, 1, 2)))
        session.execute(update(Qualification).values(expires_on=in_days(91)))
        agree(uow, "D-2026-500", in_days(80), {"auto_renewal": RENEWAL})
        agree(uow, "D-2026-501", in_days(200), {"auto_renewal": RENEWAL}, account="D-000102")
        ids = {row.number: row.id for row in session.execute(select(Account.number, Account.id))}
        session.execute(
            update(Qualification).where(Qualification.account_id == ids["D-000102"])
            .values(expires_on=in_days(90), state="verified")
        )  # fmt: skip
        care = session.scalar(select(Staff.id).where(Staff.title == "care"))
        promise = uow.promises.give(ids["D-000101"], what="检验报告补齐", due_on=in_days(3), owner_id=care)
        kept = uow.promises.give(ids["D-000101"], what="早已兑现", due_on=in_days(4), owner_id=care)
        kept.keep(by=uow.actor, at=uow.now)
        product = session.scalars(select(Product).limit(1)).one()
        for number in ("N-000201", "S-000001"):
            session.add(SalesMonth(account_id=ids[number], product_id=product.id, month=BOUGHT, boxes=5, amount=900_00,
                                   gross_profit=300_00, recorded_at=uow.now))  # fmt: skip
        session.flush()
        renew_trailing(session, ids.values())
        session.add(HousePaper(doc_type="poa", number="OUR-1", state="verified", expires_on=in_days(30)))
        session.execute(update(CalendarDay).where(CalendarDay.day > TODAY).values(is_provisional=False))
        session.add(CalendarDay(day=in_days(60), is_workday=True, is_provisional=True))
        return promise.number


def rows_by_thing(uow: UnitOfWork) -> dict[tuple[str, str], int]:
    rows = uow.session.execute(select(RadarItem.kind, RadarItem.number, RadarItem.id)).all()
    assert len({row[:2] for row in rows}) == len(rows), "each thing once"
    return {(kind, number): row_id for kind, number, row_id in rows}


def test_everything_ahead_is_on_it_and_nothing_else(app: Flask, people: People) -> None:
    director, regional = people.sign_in("director@demo.example"), people.sign_in("business@demo.example")
    assert "还没有算出来" in director.get(PAGE).text
    promise = arrange(people)
    look_ahead(app)
    seen = director.get(PAGE).text
    for said in ("D-2026-500", "第 5 条", promise, "检验报告补齐", "POA-D-000102", "OUR-1", f"{BOUGHT:%Y-%m}",
                 f"{in_days(60).year} 年"):  # fmt: skip
        assert said in seen, said
    days = [in_days(3), in_days(80), in_days(90), ASLEEP, in_days(60)]
    assert all(day.isoformat() in seen for day in days)
    for beyond in ("早已兑现", "D-2026-501", "POA-D-000101", "S-000001"):
        assert beyond not in seen, beyond
    assert seen.count("<tr data-row>") == 7 and 'role="img"' in seen and "看表格" in seen
    narrowed = director.get(f"{PAGE}?of=promise&province=510000&owner=999").text
    assert "<tr data-row>" not in narrowed and "显示全部" in narrowed
    assert director.get(f"{PAGE}?of=promise&province=510000").text.count("<tr data-row>") == 1

    text = director.post(f"{PAGE}/exports?of=licence", {"kind": "csv"}).get_data(as_text=True)
    assert text.splitlines()[1].startswith(f"{in_days(90).isoformat()},90,") and "D-000102" in text
    assert director.post(f"{PAGE}/exports", {"kind": "xlsx"}).data[:2] == b"PK"
    told = [event.facts for event in people.events("export.taken")]
    assert [(one["what"], one["rows"], one["filter"]) for one in told] == [
        ("insight.radar", 1, {"kind": "licence"}), ("insight.radar", 7, {}),
    ]  # fmt: skip

    with people.backstage() as uow:
        post = uow.session.scalars(select(Staff).where(Staff.title == "business")).one()
        post.reach, post.provinces = Reach.REGION, ["440000"]
        uow.session.execute(update(Account).values(business_manager_id=None))
    theirs = regional.get(PAGE).text
    assert "POA-D-000102" in theirs and "D-2026-500" not in theirs and promise not in theirs


def test_what_is_done_goes_and_what_stays_keeps_its_row(app: Flask, people: People) -> None:
    promise = arrange(people)
    look_ahead(app)
    with people.backstage() as uow:
        before = rows_by_thing(uow)
        uow.promises.get(promise).keep(by=uow.actor, at=uow.now)
    look_ahead(app)
    with people.backstage() as uow:
        after = rows_by_thing(uow)
    assert before.keys() - after.keys() == {("promise", promise)} and len(after) == 4
    assert all(before[thing] == row_id for thing, row_id in after.items())
