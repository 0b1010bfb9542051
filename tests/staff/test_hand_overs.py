"""Handing over what a colleague owns: everything moves, everybody who must hears of it, and it goes back whole."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.cli.hand_over_work import HandOverWork
from portal.domain.base import Base, Refused
from portal.domain.hand_over import moving, repository
from portal.domain.hand_over.groups import GROUPS
from portal.domain.hand_over.moving import Moving
from portal.domain.people.leads import choose_lead
from portal.domain.people.models import Staff
from portal.domain.recruiting.prospects import ProspectFacts
from portal.domain.requests.canned_reply import Shelf
from portal.domain.requests.queue_views import QueueView
from portal.notify.models import Message
from tests.notify.acts import BUSINESS, SERVICE, acting, dispatch_all, file_request
from tests.people import People

NOT_OWNED = {
    "absence.staff_id": "who is away", "staff_lead.staff_id": "who is led", "queue_view.role": "", "draft.staff_id": "",
    "assignment.staff_id": "what a rule found then", "canned_reply.owner_id": "replies of one's own style",
    "held_answer.staff_id": "goes out within a minute", "presence.staff_id": "who looks just now",
    "watch.staff_id": "who wanted to be told", "queue_opening.staff_id": "one's own habit",
    "hand_over.from_id": "the record itself", "touch.by_id": "who it was",
    **{f"gift.{verb}_by_id": "who it was" for verb in ("proposed", "cleared", "decided", "sent")},
    "gift.back_said_by_id": "who it was", "gift.back_confirmed_by_id": "who it was",
    "tender_day.noted_by_id": "who it was", "tender_day.removal_by_id": "who it was",
    "plan_guest.sent_by_id": "who it was",
    "occasion_plan.owner_id": "who made the list", "occasion_plan.decided_by_id": "who it was",
    "care_duty.owner_id": "worked out anew from the care owner and the business manager",
    "radar_item.owner_id": "prepared anew from what it points at",
    "archive_quality.owner_id": "kept with the figures, from the same two",
}  # fmt: skip
"""Columns that name a post and are no matter of a hand-over, with the reason."""


@pytest.mark.engineless
def test_every_column_that_names_a_post_moves_or_stays_for_a_reason() -> None:
    moves = {f"{group.kind.__tablename__}.{group.owner.key}" for group in GROUPS.values()}
    named = {
        f"{table.name}.{column.name}" for table in Base.metadata.tables.values() for column in table.c
        if any(key.column.table.name == "staff" for key in column.foreign_keys)
    }  # fmt: skip
    assert len(named) > 15, "the walk found the tables"
    assert named - moves - NOT_OWNED.keys() == set()


def arrange(app: Flask, people: People) -> dict[str, int]:
    """What the business manager owns: the cast's accounts, and one of every other group. Answers staff ids."""
    request = file_request(app)
    with acting(app, BUSINESS) as uow:
        posts = {post.title: post for post in uow.session.scalars(select(Staff))}
        ids = {title: post.id for title, post in posts.items()}
        mine = uow.people.staff_member(ids["business"])
        standing = uow.accounts.standing(uow.accounts.get("D-000102"))
        standing.care_owner_id = standing.sponsor_id = mine.id
        asked = uow.requests.at_desk(request)
        asked.assign(mine, by=uow.actor, at=uow.now)
        account = uow.accounts.get("D-000101")
        day = uow.today + timedelta(days=9)
        uow.prospects.add(ProspectFacts(uow.products.get("PR01"), "510000", account, "", "", "寄报价", day, mine.id))
        uow.promises.give(account.id, what="补发 20 件", due_on=day, owner_id=mine.id)
        choose_lead(uow, uow.people.staff_member(ids["service"]), mine.id)
        uow.absences.announce(uow.people.staff_member(ids["care"]), mine, uow.today, day)
        uow.session.add(QueueView(name="西南", owner_id=mine.id, shelf=Shelf.TEAM, role="business"))
    return ids


def owned(people: People, staff_id: int) -> dict[str, int]:
    with people.backstage() as uow:
        return uow.hand_overs.counts(uow.people.staff_member(staff_id))


def test_all_of_it_moves_is_told_and_goes_back(app: Flask, people: People) -> None:
    ids = arrange(app, people)
    before = owned(people, ids["business"])
    assert before.keys() >= {"managed", "cared_for", "sponsored", "requests", "promises", "prospects", "led", "deputy",
                              "views"}  # fmt: skip
    admin, director = people.sign_in("admin@demo.example"), people.sign_in("director@demo.example")
    with people.backstage() as uow:
        ref = uow.people.staff_member(ids["business"]).ref
    page = admin.get(f"/staff/admin/people/{ref}/hand-over").text
    assert "补发 20 件" in page and "岷川" in page
    address = f"/staff/admin/people/{ref}/hand-over"
    assert admin.post(address, {"form_id": "h" * 22}).status_code == 422, "nobody is chosen"
    chosen = {"everything": str(ids["executive"]), "requests": str(ids["service"]), "views": "-", "form_id": "g" * 22}
    done = admin.post(address, chosen)
    assert done.status_code == 303, done.text
    assert owned(people, ids["business"]) == {"views": before["views"]}
    assert owned(people, ids["service"])["requests"] == 1
    assert owned(people, ids["executive"])["managed"] >= before["managed"]
    number = done.location.rsplit("/", 1)[1]
    reading = director.get(done.location).text
    assert reading.index("岷川") < reading.index("罗景川") and "补发 20 件" in reading, "VIP first"
    assert "寄报价" in reading and len(people.events("prospect.handed_over")) == 1
    assert people.sign_in(SERVICE).get(done.location).status_code == 200
    assert people.sign_in("legal@demo.example").get(done.location).status_code == 404
    dispatch_all(app)
    with people.backstage() as uow:
        told = uow.session.execute(select(Message.kind, Message.channel, Message.account_id, Message.facts)).all()
        minchuan = uow.accounts.get("D-000101").id
    next_one = [row for row in told if row.kind == "account.handed_over" and row.account_id == minchuan]
    assert {row.channel for row in next_one} == {"inbox", "email"}
    assert {row.facts["subject"] for row in next_one} == {"陈立衡"}
    assert sum(row.kind == "hand_over.given" and row.channel == "inbox" for row in told) == 2, "once for each heir"
    assert not [row for row in told if row.kind == "pledge.handed_over"]
    owner = people.sign_in("owner@minchuan.example")
    assert "陈立衡" in owner.get("/").text
    with people.backstage() as uow:
        [pledge] = uow.promises.open_of(ids["executive"])
        pledge.hand_over(uow.people.staff_member(ids["legal"]), by=uow.actor, at=uow.now)
    clash = admin.post(f"/staff/hand-overs/{number}/undoing")
    assert clash.status_code == 409 and owned(people, ids["business"]) == {"views": before["views"]}
    with people.backstage() as uow:
        [pledge] = uow.promises.open_of(ids["legal"])
        pledge.hand_over(uow.people.staff_member(ids["executive"]), by=uow.actor, at=uow.now)
    assert admin.post(f"/staff/hand-overs/{number}/undoing").status_code == 303
    assert owned(people, ids["business"]) == before
    assert admin.post(f"/staff/hand-overs/{number}/undoing").status_code == 409
    kinds = [event.kind for event in people.events() if event.kind.startswith("hand_over.")]
    assert kinds == ["hand_over.given", "hand_over.undone"]


def test_who_is_shut_out_and_still_owns_things_is_pointed_out(app: Flask, people: People) -> None:
    ids = arrange(app, people)
    admin = people.sign_in("admin@demo.example")
    with people.backstage() as uow:
        ref, legal = (uow.people.staff_member(ids[name]).ref for name in ("business", "legal"))
    assert admin.post(f"/staff/admin/people/{ref}/deactivation").location.endswith(f"/{ref}/hand-over")
    assert admin.post(f"/staff/admin/people/{legal}/deactivation").location.endswith(legal)
    with acting(app, "admin@demo.example") as uow:
        leaving, heir = (uow.people.staff_member(ids[name]) for name in ("business", "service"))
        done = uow.hand_overs.give(leaving, dict.fromkeys(GROUPS, heir))
        assert "led" not in done.moved, "nobody leads themselves"
        number = done.number
    with pytest.raises(Refused, match=r"hand_over\.gone"), people.backstage() as uow:
        uow.hand_overs.undo(number)


@pytest.fixture
def large(app: Flask, people: People, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the business manager owns is more than is moved at once; somebody asks for it."""
    monkeypatch.setattr(repository, "LARGE", 2)
    monkeypatch.setattr(moving, "AT_ONCE", 2)
    ids = arrange(app, people)
    admin = people.sign_in("admin@demo.example")
    dispatch_all(app)
    with people.backstage() as uow:
        ref = uow.people.staff_member(ids["business"]).ref
    before = owned(people, ids["business"])
    address = f"/staff/admin/people/{ref}/hand-over"
    asked = admin.post(address, {"everything": str(ids["executive"]), "form_id": "k" * 22})
    assert asked.status_code == 303, asked.text
    return {"ids": ids, "admin": admin, "before": before, "page": asked.location, "address": address}


def work_on(app: Flask, steps: int = 10_000) -> None:
    worker = HandOverWork()
    with app.app_context():
        while steps and worker():
            steps -= 1


def partners_told(people: People) -> int:
    with people.backstage() as uow:
        kinds = uow.session.scalars(select(Message.kind)).all()
    return sum(kind == "account.handed_over" for kind in kinds)


def test_a_large_one_is_done_by_the_worker_and_nobody_hears_before_it_is_whole(app, people, large) -> None:
    ids, admin, before = large["ids"], large["admin"], large["before"]
    total = sum(before.values())
    assert owned(people, ids["business"]) == before, "nothing moves in the request"
    page = admin.get(large["page"]).text
    assert "正在移交" in page and f"0 / {total}" in page and "收回" not in page
    again = admin.post(large["address"], {"everything": str(ids["legal"]), "form_id": "l" * 22})
    assert again.status_code == 409, "one at a time"
    work_on(app, steps=2)
    assert sum(owned(people, ids["business"]).values()) == total - 4
    assert "4 / " in admin.get(large["page"], headers={"X-Poll": "1"}).text
    dispatch_all(app)
    assert not partners_told(people) and not people.events("hand_over.given")
    work_on(app)
    assert owned(people, ids["business"]) == {}
    taken = owned(people, ids["executive"])
    assert all(taken[name] >= count for name, count in before.items())
    dispatch_all(app)
    assert partners_told(people) >= before["managed"] and len(people.events("hand_over.given")) == 1
    told = partners_told(people)
    assert "HX-Refresh" in admin.get(large["page"], headers={"X-Poll": "1"}).headers
    assert "补发 20 件" in admin.get(large["page"]).text
    assert admin.post(f"{large['page']}/undoing").status_code == 303
    assert owned(people, ids["business"]) == {}
    work_on(app)
    dispatch_all(app)
    assert owned(people, ids["business"]) == before and partners_told(people) == 2 * told
    assert [event.kind for event in people.events() if event.kind.startswith("hand_over.")] == [
        "hand_over.asked", "hand_over.given", "hand_over.undone",
    ]  # fmt: skip


def test_what_cannot_be_done_whole_goes_back_and_nobody_hears_of_it(app, people, large, monkeypatch) -> None:
    work_on(app, steps=3)
    forth = Moving._forth
    monkeypatch.setattr(Moving, "_forth", lambda *_: 1 / 0)
    work_on(app)
    assert owned(people, large["ids"]["business"]) == large["before"]
    dispatch_all(app)
    assert not partners_told(people) and not people.events("hand_over.given")
    assert "请重新移交" in large["admin"].get(large["page"]).text
    assert len(people.events("hand_over.failed")) == 1
    assert "无法整体完成" in large["admin"].get("/staff/notifications/").text
    monkeypatch.setattr(Moving, "_forth", forth)
    again = large["admin"].post(large["address"], {"everything": str(large["ids"]["legal"]), "form_id": "m" * 22})
    assert again.status_code == 303


def test_an_heir_who_left_meanwhile_gets_nothing(app, people, large) -> None:
    work_on(app, steps=1)
    with people.backstage() as uow:
        uow.people.staff_member(large["ids"]["executive"]).login.deactivated_at = uow.now
    work_on(app)
    assert owned(people, large["ids"]["business"]) == large["before"]
    page = large["admin"].get(large["page"]).text
    assert "已不在职：陈立衡" in page and "请重新移交" in page and not people.events("hand_over.given")
