"""A person's calendar: their own days only, under an address that ends with their rights (AU6, AZ3, AL3, RE5)."""

import logging
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.domain.contracts.clauses import Party
from portal.domain.people.changes import end_membership
from portal.domain.people.models import LinkToken, Login, Membership, Staff
from portal.domain.unit_of_work import UnitOfWork
from portal.domain.work import SHANGHAI
from portal.identity.colleagues import shut_out
from portal.identity.credentials import change_mobile, set_password
from tests.notify.agreements import OPTION, OURS, RENEWAL, agree
from tests.people import People, Person

OWNER, VIEWER, NEIGHBOUR = "owner@minchuan.example", "viewer@minchuan.example", "owner@yueqiao.example"
BUSINESS, FINANCE = "business@demo.example", "finance@demo.example"


def end_in(days: int) -> date:
    return datetime.now(SHANGHAI).date() + timedelta(days=days)


@pytest.fixture(autouse=True)
def _agreements(people: People) -> None:
    with people.backstage() as uow:
        agree(uow, "D-2026-500", end_in(100), {"auto_renewal": RENEWAL})
        agree(uow, "D-2026-501", end_in(300), {"extension_option": OURS})
        agree(uow, "D-2026-502", end_in(110), {"extension_option": OPTION}, account="D-000102")
        agree(uow, "U-2026-503", end_in(120), {"extension_option": OURS}, account="S-000001", side="upstream")


def address_of(person: Person) -> str:
    """Make an address on the page about oneself, and read it there."""
    assert person.post("/me/calendar").status_code == 303
    found = re.search(r'value="(http[^"]*/calendar/[^"]*\.ics)"', person.get("/me/").text)
    assert found is not None
    return found[1].removeprefix("http://127.0.0.1:8000")


def numbers_in(text: str) -> set[str]:
    return set(re.findall(r"[DU]-2026-5\d\d", text.replace("\r\n ", "")))


def test_a_partner_reads_their_own_days(people: People) -> None:
    answer = people.anonymous().get(address_of(people.sign_in(OWNER)))
    assert answer.status_code == 200 and answer.content_type == "text/calendar; charset=utf-8"
    assert numbers_in(answer.text) == {"D-2026-500"}  # not what we alone may do, nor what others agreed
    assert f"DTSTART;VALUE=DATE:{end_in(40):%Y%m%d}" in answer.text
    assert numbers_in(people.sign_in(OWNER).get("/me/calendar.ics").text) == {"D-2026-500"}
    assert numbers_in(people.anonymous().get(address_of(people.sign_in(NEIGHBOUR))).text) == {"D-2026-502"}


def test_our_people_read_of_the_accounts_they_look_after(people: People) -> None:
    ours = people.anonymous().get(address_of(people.sign_in(BUSINESS))).text
    assert numbers_in(ours) == {"D-2026-500", "D-2026-501", "D-2026-502", "U-2026-503"}
    assert numbers_in(people.anonymous().get(address_of(people.sign_in(FINANCE))).text) == set()


def test_reach_binds_the_calendar_too(people: People) -> None:
    address = address_of(people.sign_in(BUSINESS))
    with people.backstage() as uow:
        uow.session.execute(update(Staff).where(Staff.title == "business").values(reach="own"))
        uow.accounts.get("D-000102").business_manager_id = None
    assert numbers_in(people.anonymous().get(address).text) == {"D-2026-500", "D-2026-501", "U-2026-503"}


def test_it_speaks_the_owner_s_language_and_keeps_its_names(people: People) -> None:
    owner = people.sign_in(OWNER)
    address = address_of(owner)
    texts = []
    for locale in ("zh", "en"):
        with people.backstage() as uow:
            uow.session.execute(update(Login).where(Login.email == OWNER).values(locale=locale))
        texts.append(people.anonymous().get(address).text.replace("\r\n ", ""))
    assert "最后期限" in texts[0] and "Last day" in texts[1]
    uids = [sorted(re.findall(r"UID:(\S+)", text)) for text in texts]
    assert uids[0] == uids[1] and len(set(uids[0])) == len(uids[0]) > 1


def test_what_was_done_leaves_the_calendar(people: People) -> None:
    address = address_of(people.sign_in(OWNER))
    with people.backstage() as uow:
        uow.deadlines.give_notice(
            uow.contracts.get("D-2026-500"), "第 5 条", "refuse", side=Party.US, arrived_on=uow.today
        )
    assert numbers_in(people.anonymous().get(address).text) == set()


def test_a_newer_address_ends_the_older_and_it_can_be_ended(people: People) -> None:
    owner, anonymous = people.sign_in(OWNER), people.anonymous()
    first = address_of(owner)
    second = address_of(owner)
    assert first != second
    assert [anonymous.get(each).status_code for each in (first, second)] == [404, 200]
    assert owner.post("/me/calendar/endings").status_code == 303
    assert anonymous.get(second).status_code == 404
    assert '.ics"' not in owner.get("/me/").text.replace('href="/me/calendar.ics"', "")


def _login(uow: UnitOfWork, name: str) -> Login:
    return uow.session.scalars(select(Login).where(Login.email == name)).one()


def _leave_team(uow: UnitOfWork) -> None:
    member = uow.session.scalars(select(Membership).where(Membership.login_id == _login(uow, VIEWER).id)).one()
    end_membership(uow, member)


def _colleague(uow: UnitOfWork) -> Staff:
    staff_id = uow.session.scalars(select(Staff.id).where(Staff.title == "finance")).one()
    return uow.people.staff_member(staff_id)


ENDINGS: list[tuple[str, str, Callable[[UnitOfWork], object]]] = [
    ("password", OWNER, lambda u: set_password(u.session, _login(u, OWNER), "x", by=u.actor, at=u.now, why="test")),
    ("mobile", OWNER, lambda u: change_mobile(u.session, _login(u, OWNER), "15400000777", by=u.actor, at=u.now)),
    ("deactivated", OWNER, lambda u: _login(u, OWNER).deactivate(by=u.actor, at=u.now)),
    ("left the team", VIEWER, _leave_team),
    ("account suspended", OWNER, lambda u: setattr(u.accounts.get("D-000101"), "status", "suspended")),
    ("colleague left", FINANCE, lambda u: shut_out(u, _colleague(u))),
    ("a year later", OWNER, lambda u: u.session.execute(
        update(LinkToken).where(LinkToken.purpose == "calendar").values(expires_at=u.now))),
]  # fmt: skip


@pytest.mark.parametrize(("name", "ending"), [(name, end) for _, name, end in ENDINGS], ids=[row[0] for row in ENDINGS])
def test_the_address_ends_with_its_owner_s_rights(
    people: People, name: str, ending: Callable[[UnitOfWork], object]
) -> None:
    address, anonymous = address_of(people.sign_in(name)), people.anonymous()
    assert anonymous.get(address).status_code == 200
    with people.backstage() as uow:
        ending(uow)
    assert anonymous.get(address).status_code == 404


def test_somebody_of_two_accounts_has_one_calendar_of_both(people: People) -> None:
    with people.backstage() as uow:
        other = uow.accounts.get("D-000102")
        owner = _login(uow, OWNER)
        uow.session.add(Membership(account_id=other.id, login_id=owner.id, role="viewer", joined_at=uow.now))
    text = people.anonymous().get(address_of(people.sign_in(OWNER))).text
    assert numbers_in(text) == {"D-2026-500", "D-2026-502"}


def test_an_address_is_random_kept_as_a_hash_and_good_for_nothing_else(people: People) -> None:
    address = address_of(people.sign_in(OWNER))
    token = address.removeprefix("/calendar/").removesuffix(".ics")
    assert len(token) == 43  # 256 bits
    with people.backstage() as uow:
        row = uow.session.scalars(select(LinkToken).where(LinkToken.purpose == "calendar")).one()
        assert token not in str(vars(row))
    for purpose in ("/password/reset/", "/me/email/", "/invitations/"):
        assert people.anonymous().get(purpose + token).status_code == 404


def test_wrong_addresses_lead_nowhere_and_pause_nobody_else(people: People) -> None:
    address, anonymous = address_of(people.sign_in(OWNER)), people.anonymous()
    assert {anonymous.get(f"/calendar/{number:043d}.ics").status_code for number in range(25)} == {404}
    assert anonymous.get(address).status_code == 200


def test_an_address_reaches_no_log(app: Flask, people: People, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    address = address_of(people.sign_in(OWNER))
    people.anonymous().get(address)
    people.anonymous().get("/calendar/" + "y" * 43 + ".ics")
    token = address.removeprefix("/calendar/").removesuffix(".ics")
    portal = [record for record in caplog.records if record.name.startswith("portal")]
    assert not [one for one in portal if token in str(vars(one)) or "y" * 43 in str(vars(one))]
    assert not [event for event in people.events() if token in str(event.facts)]
