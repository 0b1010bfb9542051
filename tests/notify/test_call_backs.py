"""Whoever was not content is called back: a task for one of us, once, which no partner sees (AZ8)."""

from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import select

from portal.db.transaction import transaction
from portal.domain.accounts.models import AccountStanding
from portal.domain.people.models import Staff
from portal.domain.people.roles import Reach, StaffRole
from portal.domain.promises.models import Pledge
from portal.domain.scope import EveryAccount
from portal.notify.jobs import call_back
from tests.notify.acts import MEMBER, SERVICE, act, acting, answer, file_request
from tests.people import People


def rated(app: Flask, *scores: int) -> str:
    number = file_request(app)
    answer(app, number)
    act(app, number, SERVICE, "resolve")
    with acting(app, MEMBER) as uow:
        for score in scores:
            uow.ratings.rate(uow.requests.get(number), score, by=uow.actor)
    return number


def call_backs(app: Flask) -> int:
    with app.app_context(), transaction(EveryAccount("tests")) as session:
        return call_back(session, datetime.now(UTC))


def test_a_low_rating_becomes_a_task_once(people: People) -> None:
    number = rated(people.app, 2)
    assert [call_backs(people.app), call_backs(people.app)] == [1, 0]
    with people.backstage() as uow:
        [task] = uow.session.scalars(select(Pledge))
        assert task.is_internal and task.source == number and task.given_by_id is None
        assert uow.today < task.due_on and uow.people.staff_member(task.owner_id).login.email == "care@demo.example"
    assert [event.number for event in people.events("pledge.given")] == [task.number]
    words = f"回电：对方对 {number} 的办理不满意"
    assert words in people.sign_in("care@demo.example").get("/staff/promises/").text
    for address in ("/", "/promises/", f"/requests/{number}"):
        assert "回电" not in people.sign_in(MEMBER).get(address).text


def test_a_good_rating_or_a_change_of_mind_is_none(people: People) -> None:
    rated(people.app, 5)
    rated(people.app, 1, 4)
    assert call_backs(people.app) == 0 and not people.events("pledge.given")


def test_rated_low_again_it_is_the_same_call(people: People) -> None:
    number = rated(people.app, 1)
    assert call_backs(people.app) == 1
    with acting(people.app, MEMBER) as uow:
        uow.ratings.rate(uow.requests.get(number), 2, by=uow.actor)
    assert call_backs(people.app) == 0 and call_backs(people.app) == 0
    with people.backstage() as uow:
        [task] = uow.session.scalars(select(Pledge))
        task.keep(by=uow.actor, at=uow.now)
    with acting(people.app, MEMBER) as uow:
        uow.ratings.rate(uow.requests.get(number), 1, by=uow.actor)
    assert call_backs(people.app) == 1, "they were called and are still not content"


def test_nobody_is_to_call_whom_they_cannot_see(people: People) -> None:
    rated(people.app, 1)
    with people.backstage() as uow:
        account = uow.accounts.get("D-000101")
        account.business_manager_id = None
        uow.session.scalars(
            select(AccountStanding).where(AccountStanding.account_id == account.id)
        ).one().care_owner_id = None
        for post in uow.session.scalars(select(Staff)):
            post.reach, post.provinces = Reach.REGION, []
    assert call_backs(people.app) == 0
    with people.backstage() as uow:
        last = uow.session.scalars(select(Staff).order_by(Staff.id.desc())).first()
        assert last is not None
        last.roles, last.provinces = [StaffRole.SERVICE], [uow.accounts.get("D-000101").province]
        wanted = last.id
    assert call_backs(people.app) == 1
    with people.backstage() as uow:
        assert uow.session.scalars(select(Pledge.owner_id)).one() == wanted
