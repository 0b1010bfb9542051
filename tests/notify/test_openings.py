"""Whoever is responsible is told on the day on which the plan of an occasion opens: once, and none is lost by a pause
(domain 7.2 and 7.5)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from flask import Flask

from portal.cli.occasions import openings
from portal.db.transaction import transaction
from portal.domain.accounts.models import Contact
from portal.domain.care.occasions import Occasion
from portal.domain.events import Actor
from portal.domain.privacy.purposes import ConsentChannel, Purpose
from portal.domain.scope import EveryAccount
from portal.domain.unit_of_work import UnitOfWork
from portal.domain.work import SHANGHAI, Work
from portal.notify.addresses import path_to
from tests.breaches import acting_staff
from tests.notify.acts import dispatch_all, told
from tests.people import People

CARE = "care@demo.example"
BORN = {"孙一": (1, 28, True), "李二": (1, 29, False), "王三": (1, 30, True)}
"""Month, day, and whether they agreed to be greeted: their plans open on 7, 8 and 9 January, a Saturday."""


def arrange(people: People) -> None:
    with acting_staff(people, CARE) as uow:
        account = uow.accounts.get("D-000101")
        for name, (month, day, agrees) in BORN.items():
            one = Contact(account_id=account.id, name=name, birthday_calendar="solar", birthday_month=month,
                          birthday_day=day)  # fmt: skip
            uow.session.add(one)
            uow.session.flush()
            if agrees:
                said = {"channel": ConsentChannel.PHONE, "evidence": "电话里说的"}
                uow.consents.record(one, Purpose.BIRTHDAY_CARE, True, **said)


def tell(app: Flask, day: str) -> int:
    """How many are told on that day; the worker's own way, by a clock that is set."""
    now = datetime.fromisoformat(f"{day} 08:30").replace(tzinfo=SHANGHAI)

    @contextmanager
    def doing(writes: bool) -> Iterator[Work]:
        with transaction(EveryAccount("tests"), writes=writes) as session:
            yield Work(session, Actor.system("worker"), now, writes)

    before = len(People(app).events("care.plan_opens"))
    with app.app_context():
        for _piece in openings(doing):
            pass
    return len(People(app).events("care.plan_opens")) - before


def test_openings_are_told_once_to_who_is_responsible(app: Flask, people: People) -> None:
    arrange(people)
    days: dict[str, int] = {day: tell(app, day) for day in ("2027-01-06", "2027-01-07", "2027-01-08", "2027-01-09")}
    assert days == {"2027-01-06": 0, "2027-01-07": 1, "2027-01-08": 0, "2027-01-09": 0}, "not on a Saturday"
    assert [tell(app, "2027-01-07"), tell(app, "2027-01-11"), tell(app, "2027-01-11")] == [0, 1, 0]
    first, second = (event.facts for event in people.events("care.plan_opens"))
    assert first["opens"] == [f"birthday 2027-01-28 D-000101 {ids(people)['孙一']}", "spring_festival 2027-02-06"]
    assert first["about"] == "春节 2027-02-06 · 孙一 生日 2027-01-28"
    assert second["about"] == "王三 生日 2027-01-30", "whoever agreed to nothing is not greeted"
    with app.app_context(), transaction(EveryAccount("tests")) as session:
        now = datetime(2027, 1, 30, 9, tzinfo=SHANGHAI)
        work = UnitOfWork(session, acting(people, session), now, writes=True)
        work.plans.open(Occasion.LANTERN, date(2027, 2, 20), [])
    assert tell(app, "2027-02-01") == 0, "there is a plan for it already"
    assert [tell(app, "2027-05-24"), tell(app, "2027-06-01")] == [1, 0], "it opened in the pause; then its list was due"
    dispatch_all(app)
    assert told(app, "care.plan_opens") == {(CARE, "inbox")}
    assert path_to("staff", "", for_staff=True, kind="care.plan_opens") == "/staff/occasions/"


def ids(people: People) -> dict[str, int]:
    with people.backstage() as uow:
        return {one.name: one.id for one in uow.contacts.of(uow.accounts.get("D-000101"))}


def acting(people: People, session: Any) -> Actor:
    post = next(one for one in UnitOfWork(session, Actor.system("t"), datetime.now(SHANGHAI)).people.staff()
                if one.login.email == CARE)  # fmt: skip
    return Actor("staff", "苏", post.login_id, post.id, roles=frozenset(post.roles))
