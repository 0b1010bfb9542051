"""Who is told of a confidential complaint when compliance is away, or is compliance no more (AZ3, AZ7)."""

from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import select

from portal.domain.feedback.kinds import FeedbackKind
from portal.domain.people.models import Login
from portal.domain.privacy.copies import holdings
from portal.domain.work import SHANGHAI
from portal.notify.inbox import unread_count
from tests.notify.acts import MEMBER, SERVICE, acting, answer, dispatch_all, file_request, told
from tests.people import People

EXECUTIVE, LEGAL = "director@demo.example", "legal@demo.example"
CANARY = "有人索要好处"


def complain(app: Flask) -> str:
    with acting(app, MEMBER) as uow:
        account = uow.accounts.get("D-000101")
        words = {"subtype": "integrity", "subject": CANARY, "text": CANARY}
        return uow.feedback.post(account, kind=FeedbackKind.COMPLAINT, **words).number


def test_a_deputy_who_is_not_compliance_hears_nothing(app: Flask, people: People) -> None:
    number, today = complain(app), datetime.now(SHANGHAI).date()
    with acting(app, LEGAL) as uow:
        posts = {one.login.email: one for one in uow.people.staff()}
        uow.absences.announce(posts[LEGAL], posts[SERVICE], today, today + timedelta(days=2))
    sent = {"staff": people.staff_id(LEGAL)}
    assert people.sign_in(EXECUTIVE).post(f"/staff/feedback/{number}/owner", sent).status_code == 303
    dispatch_all(app)
    assert {who for who, _ in told(app, "integrity.assigned")} == {LEGAL}
    assert CANARY not in people.sign_in(SERVICE).get("/staff/notifications/").text


def test_who_is_compliance_no_more_reads_none_of_its_messages(app: Flask, people: People) -> None:
    complain(app)
    dispatch_all(app)
    person = people.sign_in(LEGAL)
    assert CANARY in person.get("/staff/notifications/").text
    with acting(app, "admin@demo.example") as uow:
        post = next(one for one in uow.people.staff() if one.login.email == LEGAL)
        post.roles = ["service"]
    again = people.sign_in(LEGAL)
    assert CANARY not in again.get("/staff/notifications/").text
    with people.backstage() as uow:
        login_id = uow.session.scalar(select(Login.id).where(Login.email == LEGAL))
        counts = [unread_count(uow.session, login_id, None, roles) for roles in (["legal"], ["service"])]
    assert counts == [1, 0], "nor does the bell count them"


def test_a_copy_of_ones_own_data_holds_nothing_of_what_partners_wrote(app: Flask, people: People) -> None:
    """What our people are told of partners is the house's: a copy goes home with whoever leaves."""
    complain(app)
    answer(app, file_request(app, subject=CANARY))
    dispatch_all(app)
    with people.backstage() as uow:
        ids = {who: uow.session.scalar(select(Login.id).where(Login.email == who)) for who in (LEGAL, SERVICE, MEMBER)}
        copies = {who: dict(holdings(uow, login_id))["message"] for who, login_id in ids.items()}
    assert all(copies.values()) and copies[MEMBER][0]["facts"]["subject"] == CANARY
    assert CANARY not in str(copies[LEGAL]) + str(copies[SERVICE])


def test_no_breach_carries_its_number_and_its_files_to_everybody(app: Flask, people: People) -> None:
    number, person = complain(app), people.sign_in(LEGAL)
    assert "/staff/breaches/new" not in person.get(f"/staff/feedback/{number}").text
    assert person.get(f"/staff/breaches/new?feedback={number}&contract=D-2026-011").status_code == 409
    today = f"{datetime.now(SHANGHAI).date()}"
    sent = {"feedback": number, "contract": "D-2026-011", "article": "1", "what": CANARY, "occurred_on": today}
    assert person.post("/staff/breaches/", sent).status_code == 409
    assert not people.events("breach.reported")
