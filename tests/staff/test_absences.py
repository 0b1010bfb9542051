"""Absences: who may enter and end them, what is refused, and what reaches the deputy meanwhile."""

from datetime import date, datetime, timedelta

import pytest
from flask import Flask

from portal.domain.base import Refused
from portal.domain.work import SHANGHAI
from tests.filing import filed
from tests.notify.acts import act, acting, dispatch_all, told
from tests.people import People

ADMIN, CARE, LEGAL, MEMBER, QUALITY, SERVICE = (
    "admin@demo.example", "care@demo.example", "legal@demo.example", "member@minchuan.example", "quality@demo.example",
    "service@demo.example",
)  # fmt: skip
PLACE = "/staff/absences/"


def day(ahead: int) -> date:
    return datetime.now(SHANGHAI).date() + timedelta(days=ahead)


def enter(app: Flask, who: str, deputy: str, first: int, last: int) -> str:
    """By the person themselves; the code of the refusal, or nothing."""
    with acting(app, who) as uow:
        posts = {one.login.email: one for one in uow.people.staff()}
        try:
            uow.absences.announce(posts[who], posts[deputy], day(first), day(last))
        except Refused as refusal:
            return refusal.code
    return ""


TRIES: list[tuple[str, str, int, int, str]] = [
    (QUALITY, LEGAL, 1, 5, ""),
    (QUALITY, CARE, 5, 9, "absence.overlaps"),
    (QUALITY, CARE, 6, 9, ""),
    (CARE, QUALITY, 9, 12, "absence.deputy_away"),
    (CARE, LEGAL, 9, 12, "absence.stands_in"),
    (LEGAL, SERVICE, 5, 6, "absence.stands_in"),
    (LEGAL, SERVICE, 6, 7, ""),
    (CARE, LEGAL, 7, 7, "absence.stands_in"),
    (SERVICE, SERVICE, 1, 2, "absence.own_deputy"),
    (SERVICE, CARE, 2, 1, "absence.days"),
    (SERVICE, CARE, -3, -1, "absence.days"),
    (SERVICE, CARE, 0, 400, "absence.days"),
    (SERVICE, CARE, 800, 801, "absence.days"),
    (ADMIN, CARE, -1, 0, ""),
]


def test_nobody_is_away_twice_and_no_deputy_is_away(app: Flask, people: People) -> None:
    assert [enter(app, *one[:4]) for one in TRIES] == [one[4] for one in TRIES]
    assert len(people.events("absence.announced")) == [one[4] for one in TRIES].count("")


def test_while_somebody_is_away_the_deputy_hears_and_is_shown(app: Flask, people: People) -> None:
    number, quality = filed(people), people.sign_in(QUALITY)
    posted = {"first_day": day(0).isoformat(), "last_day": day(6).isoformat(), "deputy": people.staff_id(LEGAL)}
    assert quality.post(PLACE, {**posted, "deputy": people.staff_id(QUALITY)}).status_code == 422
    assert quality.post(PLACE, {}).status_code == 422
    assert quality.post(PLACE, posted).status_code == 303
    again = quality.post(PLACE, posted)
    assert again.status_code == 422 and "已登记外出" in again.text
    with people.backstage() as uow:
        post_of = next(one for one in uow.people.staff() if one.login.email == QUALITY)
    act(app, number, SERVICE, "assign", staff=post_of)
    act(app, number, MEMBER, "reply", text="还没到")
    dispatch_all(app)
    assert told(app, "absence.announced") == {(LEGAL, "inbox")}
    assert "蒋清 → 沈立言" in people.sign_in(LEGAL).get("/staff/notifications/").text
    assert told(app, "request.assigned") == told(app, "request.replied") - {(MEMBER, "inbox")}
    assert told(app, "request.assigned") == {(QUALITY, "inbox"), (LEGAL, "inbox")}
    until = f"{day(6):%m-%d}"
    desk = people.sign_in(SERVICE).get(f"/staff/requests/{number}").text
    assert f"外出至 {until}，代班人沈立言" in desk and f"蒋清（外出至 {until}，代班人沈立言）" in desk
    deputy = people.sign_in(LEGAL)
    chip = f"代蒋清（外出至 {until}）"
    assert chip in deputy.get("/staff/requests/").text and "您代理蒋清" in deputy.get("/staff/").text
    assert number in deputy.get(f"/staff/requests/?view=open&assignee={post_of.id}").text
    assert chip not in quality.get("/staff/requests/").text
    with people.backstage() as uow:
        [absence] = uow.absences.of(post_of.id)
    assert deputy.post(f"{PLACE}{absence.ref}/ending").status_code == 409, "it is not theirs"
    assert quality.post(f"{PLACE}{absence.ref}/ending").status_code == 303
    assert chip not in deputy.get("/staff/requests/").text
    assert quality.post(f"{PLACE}{absence.ref}/ending").status_code == 409
    assert enter(app, LEGAL, SERVICE, 0, 1) == "", "nobody counts on them any more"


def test_an_administrator_enters_it_for_somebody(app: Flask, people: People) -> None:
    with people.backstage() as uow:
        colleague = next(one for one in uow.people.staff() if one.login.email == QUALITY)
    admin, place = people.sign_in(ADMIN), f"/staff/admin/people/{colleague.ref}"
    days = {"first_day": day(1).isoformat(), "last_day": day(2).isoformat()}
    assert admin.post(f"{place}/absences", days).status_code == 422
    assert admin.post(f"{place}/absences", {**days, "deputy": people.staff_id(LEGAL)}).status_code == 303
    dispatch_all(app)
    assert told(app, "absence.announced") == {(LEGAL, "inbox"), (QUALITY, "inbox")}
    assert "代班人：沈立言" in admin.get(place).text and "沈立言" in people.sign_in(QUALITY).get(PLACE).text
    with people.backstage() as uow:
        [absence] = uow.absences.of(colleague.id)
    assert admin.post(f"{PLACE}{absence.ref}/ending").headers["Location"] == place
    assert "沈立言" not in people.sign_in(QUALITY).get(PLACE).text.split("h-new")[0]


@pytest.mark.engineless
def test_a_partner_finds_no_such_page(people: People) -> None:
    assert people.sign_in(MEMBER).get(PLACE).status_code == 404
    assert PLACE not in people.sign_in(MEMBER).get("/me/").text
