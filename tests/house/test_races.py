"""Many at once, each with a browser of their own: one unit of work each, one winner, one thing, no number twice.

BI1, BI2, BI3, BI4, BI5, AZ4; on SQLite and on PostgreSQL.
"""

import io
import re
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask, Response
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from portal.domain.accounts.models import Account
from portal.domain.attachments.models import Attachment
from portal.domain.feedback.models import Feedback
from portal.domain.people.models import Invitation
from portal.domain.requests.models import Answer, Note, ServiceRequest
from portal.web.current import uow
from portal.web.pages import see_other
from tests.filing import DELIVERY
from tests.house.estate import DRAFT, Estate
from tests.house.racing import at_once, statuses, told
from tests.house.reading import forms_on
from tests.notify.acts import OWNER, SERVICE, act, acting, answer, file_request
from tests.people import HTMX, People, Person

CROWD = 8
STAFF = ("service", "care", "business", "legal", "quality", "finance", "director", "admin")


def crowd(people: People, names: Any = STAFF) -> list[Person]:
    return [people.sign_in(f"{name}@demo.example") for name in names]


def count(people: People, table: Any, *narrowed: Any) -> int:
    with people.backstage() as uow:
        return uow.session.scalar(select(func.count(table.id)).where(*narrowed)) or 0


def test_readers_then_writers_do_not_lock_each_other_out(app: Flask, people: People) -> None:
    """Each reads the request's page and then writes a note on it, again and again."""
    number = file_request(app)

    def work(person: Person) -> Callable[[], TestResponse]:
        def go() -> TestResponse:
            for turn in range(4):
                assert person.get(f"/staff/requests/{number}").status_code == 200
                last = person.post(f"/staff/requests/{number}/notes", {"text": f"第 {turn} 条"})
                assert last.status_code == 303, last.text
            return last

        return go

    assert statuses(at_once([work(person) for person in crowd(people)])) == {303: CROWD}
    assert count(people, Note) == 4 * CROWD and len(people.events("request.noted")) == 4 * CROWD


FORMS: list[tuple[str, str, dict[str, str], Any]] = [
    ("owner@minchuan.example", "/requests/", DELIVERY, ServiceRequest),
    ("owner@minchuan.example", "/feedback/", {"kind": "praise", "subject": "很好", "text": "谢谢你们"}, Feedback),
    ("owner@minchuan.example", "/team/invitations", {"name": "王五", "email": "w@minchuan.example", "role": "member"},
    Invitation),
    ("service@demo.example", "/staff/requests/{number}/answers", {"text": "明天到"}, Answer),
    ("service@demo.example", "/staff/requests/{number}/notes", {"text": "催过了"}, Note),
]  # fmt: skip


@pytest.mark.parametrize(("who", "action", "data", "table"), FORMS, ids=[form[1] for form in FORMS])
def test_one_rendered_form_makes_one_thing(
    app: Flask, people: People, who: str, action: str, data: dict[str, str], table: Any
) -> None:
    """Sent ten times in parallel by one impatient person; everybody is led to the same thing."""
    action, before = action.format(number=file_request(app)), count(people, table)
    first, form_id = people.sign_in(who), secrets.token_urlsafe(16)
    tabs = [first, *(same_browser(people, first) for _ in range(9))]
    answers = at_once([lambda tab=tab: tab.post(action, {**data, "form_id": form_id}) for tab in tabs])  # type: ignore[misc]
    assert statuses(answers) == {303: 10} and len({each.headers["Location"] for each in answers}) == 1
    assert count(people, table) == before + 1
    assert first.post(action, {**data, "form_id": form_id}).headers["Location"] == answers[0].headers["Location"]
    assert count(people, table) == before + 1


def same_browser(people: People, person: Person) -> Person:
    return Person(people.app, person.visit_id)


def test_a_file_sent_twice_with_one_form_hangs_once(people: People) -> None:
    first, form_id = people.sign_in("owner@minchuan.example"), secrets.token_urlsafe(16)
    tabs = [first, *(same_browser(people, first) for _ in range(3))]

    def send(tab: Person) -> TestResponse:
        files = (io.BytesIO(b"%PDF-1.7\n%%EOF\n"), "出库单.pdf")
        return tab.post(
            "/requests/", {**DELIVERY, "form_id": form_id, "files": files}, content_type="multipart/form-data"
        )

    assert statuses(at_once([lambda tab=tab: send(tab) for tab in tabs])) == {303: 4}  # type: ignore[misc]
    assert (count(people, ServiceRequest), count(people, Attachment)) == (1, 1)


def test_of_many_takers_one_has_it_and_the_others_are_told_who(app: Flask, people: People) -> None:
    number = file_request(app)
    takers = crowd(people)
    with people.backstage() as uow:
        ids = {one.login.email: one.id for one in uow.people.staff()}
    acts = [
        lambda taker=taker, name=name: taker.post(  # type: ignore[misc]
            f"/staff/requests/{number}/assignment", {"staff": str(ids[f"{name}@demo.example"]), "holder": ""}
        )
        for taker, name in zip(takers, STAFF, strict=True)
    ]
    answers = at_once(acts)
    assert statuses(answers) == {303: 1, 409: CROWD - 1}
    assert len(people.events("request.assigned")) == 1
    with people.backstage() as uow:
        holder = uow.requests.at_desk(number).desk.assignee
        assert holder is not None
        assert all(holder.login.name in told(each) for each in answers if each.status_code == 409)


@pytest.mark.parametrize("verb", ["resolve", "reject"])
def test_of_many_deciders_one_decides(app: Flask, people: People, verb: str) -> None:
    number = file_request(app)
    acts = [
        lambda person=person: person.post(f"/staff/requests/{number}/state", {"verb": verb, "text": "定了"})  # type: ignore[misc]
        for person in crowd(people)
    ]
    answers = at_once(acts)
    assert statuses(answers) == {303: 1, 409: CROWD - 1}
    assert all("定了" in told(each) for each in answers if each.status_code == 409), "what they wrote is still there"
    assert len(people.events(f"request.{verb}d" if verb == "resolve" else "request.rejected")) == 1


def test_partner_and_staff_decide_at_the_same_moment(app: Flask, people: People) -> None:
    """Confirming and reopening what is resolved: whoever comes second is told."""
    number = file_request(app)
    answer(app, number)
    act(app, number, SERVICE, "resolve")
    tabs = [people.sign_in(OWNER) for _ in range(4)]
    acts: list[Callable[[], TestResponse]] = [
        *(lambda tab=tab: tab.post(f"/requests/{number}/confirmation") for tab in tabs[:2]),  # type: ignore[misc]
        *(lambda tab=tab: tab.post(f"/requests/{number}/cancellation") for tab in tabs[2:]),  # type: ignore[misc]
    ]
    assert statuses(at_once(acts)) == {303: 1, 409: 3}
    assert len(people.events("request.closed")) == 1 and not people.events("request.cancelled")


def test_feedback_is_confirmed_once(app: Flask, people: People) -> None:
    from portal.domain.feedback.kinds import FeedbackKind

    with acting(app, OWNER) as uow:
        kind = FeedbackKind.SUGGESTION
        number = uow.feedback.post(uow.accounts.get("D-000101"), kind=kind, subject="建议", text="早点发货").number
    with acting(app, SERVICE) as uow:
        feedback = uow.feedback.get(number)
        feedback.acknowledge(by=uow.actor, at=uow.now)
        feedback.answer(by=uow.actor, at=uow.now, text="好")
    tabs = [people.sign_in(OWNER) for _ in range(6)]
    acts = [lambda tab=tab: tab.post(f"/feedback/{number}/confirmations") for tab in tabs]  # type: ignore[misc]
    assert statuses(at_once(acts)) == {303: 1, 409: 5}


def versioned(people: People, address: str) -> tuple[str, dict[str, Any]]:
    """What a page's form would send of it, and where to."""
    page = people.sign_in("admin@demo.example").get(address).text
    form = next(each for each in forms_on(page) if each.named("version"))
    return form.action, {name: value for name, value in form.sent().items() if name != "form_id"}


@pytest.mark.parametrize(
    ("address", "field"),
    [("/staff/accounts/D-000101/edit", "short_name"), ("/staff/products/PR01/edit", "trade_name"),
    (f"/staff/contracts/{DRAFT}/edit", "title")],
)  # fmt: skip
def test_of_many_editors_the_first_saves_and_the_others_keep_their_text(
    people: People, estate: Estate, address: str, field: str
) -> None:
    action, data = versioned(people, address)
    editors = [people.sign_in("admin@demo.example") for _ in range(6)]
    acts = [
        lambda one=one, n=n: one.post(action, {**data, field: f"改名{n}"})  # type: ignore[misc]
        for n, one in enumerate(editors)
    ]
    answers = at_once(acts)
    assert statuses(answers) == {303: 1, 409: 5}
    for n, each in enumerate(answers):
        assert each.status_code == 303 or f"改名{n}" in each.text


def test_numbers_are_unique_and_ascend_over_all_workers(people: People) -> None:
    who = ["owner@minchuan.example", "member@minchuan.example", "owner@yueqiao.example", "15400000201"] * 2
    filers = [people.sign_in(name) for name in who]

    def file_some(person: Person) -> list[str]:
        found = []
        for turn in range(4):
            made = person.post("/requests/", {**DELIVERY, "contract": "", "subject": f"第 {turn} 件到哪了"})
            assert made.status_code == 303, made.text
            found.append(made.headers["Location"].rsplit("/", 1)[1])
        return found

    with ThreadPoolExecutor(len(filers)) as pool:
        given = list(pool.map(file_some, filers))
    every = sorted(number for numbers in given for number in numbers)
    assert len(set(every)) == 32 and all(numbers == sorted(numbers) for numbers in given)
    last = [int(re.sub(r".*-", "", number)) for number in every]
    assert last == list(range(last[0], last[0] + 32)), "no gaps either"
    with people.backstage() as uow:
        assert list(uow.session.scalars(select(ServiceRequest.number).order_by(ServiceRequest.id))) == every


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_the_database_refuses_at_the_end_is_told_like_any_conflict(
    people: People, monkeypatch: pytest.MonkeyPatch, headers: dict[str, str]
) -> None:
    """A row that was changed meanwhile shows only when the transaction is written out, after the view is done."""

    def save_late() -> Response:
        account = uow.accounts.own()
        bare = uow.session.unguarded("somebody else's change")
        bare.execute(update(Account.__table__).values(version=Account.__table__.c.version + 1))
        account.city = "成都"
        return see_other("partner.list_team", notice="MARK-SAVED")

    monkeypatch.setitem(people.app.view_functions, "partner.invite_person", save_late)
    person = people.sign_in(OWNER)
    answer = person.post("/team/invitations", {"form_id": secrets.token_urlsafe(16)}, headers=headers)
    assert answer.status_code == 409 and "nosniff" in answer.headers["X-Content-Type-Options"]
    assert "MARK-SAVED" not in person.get("/team/").text
    with people.backstage() as opened:
        assert opened.accounts.get("D-000101").city != "成都"
