"""The first start: a link from the log makes one administrator and no second one (AU6, AU9, OP3)."""

import logging
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from portal.cli.demo.company import LOADED
from portal.cli.demo_command import demo
from portal.cli.first_run import offer_setup, setup_link
from portal.domain.events import Event
from portal.domain.people.models import LinkToken, Login, Staff
from portal.domain.requests.calendar import CalendarDay
from tests.cli.instances import run
from tests.people import People

NEW = {"name": "林慎之", "email": "lin@yanhe.example", "password": "山茶 与 旧雨伞 七把"}


def link_in(text: str) -> str:
    found = re.search(r"https?://[^/]+(/setup/[\w-]{43})", text)
    assert found, text
    return found[1]


def start(app: Flask) -> None:
    """As the server does before it forks."""
    with app.app_context():
        offer_setup()


@pytest.fixture
def nobody_yet(here: People) -> People:
    with here.backstage() as uow:
        uow.session.execute(update(Staff).values(roles=["service"]))
        uow.session.execute(delete(CalendarDay))
    return here


def untold(page: str) -> str:
    """Without the token of its forms, which holds the second it was made in."""
    return re.sub(r'(csrf[-_]token" (?:content|value)=|X-CSRFToken": )"[^"]+"', r"\1", page)


def test_the_link_in_the_log_makes_the_first_administrator_and_works_once(
    nobody_yet: People, set_mail: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    app, stranger = nobody_yet.app, nobody_yet.anonymous()
    start(app)
    assert not caplog.records  # not in development
    set_mail(env="production")
    with caplog.at_level(logging.WARNING, "portal.setup"):
        start(app)
        start(app)
    first, path = (link_in(record.address) for record in caplog.records)
    assert stranger.get(first).status_code == 404  # a newer one is there
    unknown = f"/setup/{'x' * 43}"
    assert untold(stranger.get(unknown).text) == untold(stranger.get(first).text.replace(first, unknown))
    page = stranger.get(path)
    assert page.status_code == 200 and "PORTAL_COMPANY_NAME" in page.text
    for changes in ({"password": "12345678"}, {"email": "lin"}, {"name": ""}, {"password": "linshenzhi", "email": ""}):
        wrong = stranger.post(path, {**NEW, **changes})
        assert wrong.status_code == 422 and ("lin@yanhe.example" in wrong.text or "email" in changes)
    assert stranger.post(path, NEW).status_code == 303
    assert stranger.get(path).status_code == stranger.post(path, {**NEW, "email": "x@y.example"}).status_code == 404
    with nobody_yet.backstage() as uow:
        [made] = [post for post in uow.session.scalars(select(Staff)) if "administrator" in post.roles]
        assert uow.session.get_one(Login, made.login_id).email == NEW["email"] and made.reach == "all"
        assert uow.session.scalar(select(CalendarDay.id).limit(1)) is not None
    [hired] = nobody_yet.events("staff.hired")
    assert hired.actor_kind == "system" and hired.address == "127.0.0.1"
    entered = stranger.post("/login", {"login": NEW["email"], "password": NEW["password"]})
    assert entered.status_code == 303
    assert "/code" in stranger.get("/staff/").location  # the second factor is owed
    refused = run(app, setup_link)
    assert refused.exit_code == 1 and "There is an administrator already" in refused.output


def test_a_link_ends_with_its_day_and_with_an_administrator_by_command(nobody_yet: People) -> None:
    stranger = nobody_yet.anonymous()
    path = link_in(run(nobody_yet.app, setup_link).output)
    with nobody_yet.backstage() as uow:
        uow.session.execute(update(LinkToken).values(expires_at=uow.now - timedelta(seconds=1)))
    assert stranger.get(path).status_code == 404
    path = link_in(run(nobody_yet.app, setup_link).output)
    assert stranger.get(path).status_code == 200
    with nobody_yet.backstage() as uow:
        uow.session.execute(update(Staff).where(Staff.title == "administrator").values(roles=["administrator"]))
    assert stranger.get(path).status_code == stranger.post(path, NEW).status_code == 404


def test_the_demonstration_goes_by_one_command_and_real_people_stay(here: People) -> None:
    def remove(app: Flask) -> tuple[int, str]:
        result = run(app, demo, "--remove")
        return result.exit_code, result.output

    assert remove(here.app) == (1, "Error: The demonstration company is not here; nothing was removed.\n")
    with here.backstage() as uow:
        uow.session.add(Event(kind=LOADED, subject="company", actor_kind="system", at=uow.now, facts={"seed": 1}))
        uow.session.add(Login(name="某人", email="somebody@company.cn", created_at=uow.now))
    code, said = remove(here.app)
    assert code == 1 and "somebody@company.cn" in said
    with here.backstage() as uow:
        assert uow.session.scalar(select(Staff.id).limit(1)) is not None
        uow.session.execute(delete(Login).where(Login.email == "somebody@company.cn"))
    files = sum(path.is_file() for path in here.app.extensions["storage"].root.rglob("*"))
    code, said = remove(here.app)
    assert code == 0 and files >= 1 and f"{files} files removed" in said
    with here.backstage() as uow:
        for table in (Login, Staff, Event, LinkToken):
            assert uow.session.scalar(select(table.id).limit(1)) is None
