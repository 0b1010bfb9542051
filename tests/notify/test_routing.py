"""Who hears what: one table of acts and listeners (IN5, AZ8)."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.feedback.kinds import FeedbackKind
from portal.domain.people.models import Login
from portal.notify.routing import PARTNER_SIDE, ROUTING, TOLD_APART
from portal.notify.words import SENTENCES
from tests.notify.acts import (
    BUSINESS,
    MEMBER,
    NEIGHBOUR,
    OWNER,
    SERVICE,
    act,
    acting,
    answer,
    dispatch_all,
    file_request,
    messages,
    told,
)

PARTNERS = (OWNER, MEMBER, NEIGHBOUR, "viewer@minchuan.example", "15400000201")
CARE = "care@demo.example"
INBOX, EMAIL = "inbox", "email"


def _assigned(app: Flask, number: str) -> None:
    with acting(app, BUSINESS) as uow:
        staff = next(post for post in uow.people.staff() if post.login.email == "quality@demo.example")
        uow.requests.at_desk(number).assign(staff, by=uow.actor, at=uow.now)


QUALITY = "quality@demo.example"
ACTS: dict[str, tuple[Callable[[Flask, str], None], set[tuple[str, str]]]] = {
    "request.posted": (lambda app, n: None, {(SERVICE, INBOX), (BUSINESS, INBOX)}),
    "request.answered": (answer, {(MEMBER, INBOX), (MEMBER, EMAIL), (OWNER, INBOX)}),
    "request.replied": (lambda app, n: act(app, n, OWNER, "reply", text="好"), {(SERVICE, INBOX), (MEMBER, INBOX)}),
    "request.assigned": (_assigned, {(QUALITY, INBOX)}),
    "request.waiting": (
        lambda app, n: act(app, n, SERVICE, "wait_for", whom="partner"), {(MEMBER, INBOX), (MEMBER, EMAIL)},
    ),
    "request.resolved": (
        lambda app, n: act(app, n, SERVICE, "resolve", outcome="已送达"),
        {(MEMBER, INBOX), (MEMBER, EMAIL), (OWNER, INBOX)},
    ),
    "request.rejected": (
        lambda app, n: act(app, n, SERVICE, "reject", reason="不在范围"),
        {(MEMBER, INBOX), (MEMBER, EMAIL), (OWNER, INBOX)},
    ),
    "request.cancelled": (lambda app, n: act(app, n, MEMBER, "cancel"), {(SERVICE, INBOX)}),
}  # fmt: skip


@pytest.mark.parametrize("kind", ACTS)
def test_exactly_these_people_are_told(app: Flask, kind: str) -> None:
    do, listeners = ACTS[kind]
    do(app, file_request(app))
    dispatch_all(app)
    assert told(app, kind) == listeners


def test_waiting_for_the_supplier_is_ours_to_know(app: Flask) -> None:
    act(app, file_request(app), SERVICE, "wait_for", whom="supplier")
    dispatch_all(app)
    assert told(app, "request.waiting") == set()


def test_with_an_assignee_the_rest_of_the_desk_is_left_in_peace(app: Flask) -> None:
    number = file_request(app)
    _assigned(app, number)
    act(app, number, MEMBER, "reply", text="还没到")
    dispatch_all(app)
    assert told(app, "request.replied") == {(QUALITY, INBOX)}


def test_a_note_reaches_the_assignee_and_no_partner(app: Flask) -> None:
    number = file_request(app)
    _assigned(app, number)
    act(app, number, SERVICE, "add_note", text="客户在犹豫")
    dispatch_all(app)
    assert told(app, "request.noted") == {(QUALITY, INBOX)}


def test_feedback_goes_round(app: Flask) -> None:
    with acting(app, MEMBER) as uow:
        given = uow.feedback.post(
            uow.accounts.get("D-000101"), kind=FeedbackKind.SUGGESTION, subject="装箱单", text="请附电子版"
        )
        number = given.number
    with acting(app, CARE) as uow:
        uow.feedback.get(number).answer(by=uow.actor, at=uow.now, text="下月起附上")
    with acting(app, MEMBER) as uow:
        uow.feedback.get(number).confirm(by=uow.actor, at=uow.now)
    dispatch_all(app)
    assert told(app, "feedback.posted") == {(SERVICE, INBOX), (BUSINESS, INBOX), (CARE, INBOX)}
    assert told(app, "feedback.answered") == {(MEMBER, INBOX), (MEMBER, EMAIL), (OWNER, INBOX)}
    assert told(app, "feedback.confirmed") == {(BUSINESS, INBOX), (CARE, INBOX)}


def test_who_left_hears_nothing_and_the_owner_steps_in(app: Flask) -> None:
    number = file_request(app)
    with acting(app, OWNER) as uow:
        member = next(row for row in uow.people.members(uow.actor.account_id or 0) if row.role == "member")
        member.end(by=uow.actor, at=uow.now)
    answer(app, number)
    dispatch_all(app)
    assert told(app, "request.answered") == {(OWNER, INBOX), (OWNER, EMAIL)}


def test_staff_hear_only_of_accounts_they_may_see(app: Flask) -> None:
    with acting(app, "admin@demo.example") as uow:
        service = next(post for post in uow.people.staff() if post.login.email == SERVICE)
        service.reach = "own"
    file_request(app)
    dispatch_all(app)
    assert told(app, "request.posted") == {(BUSINESS, INBOX)}


def test_a_closed_sign_in_hears_nothing(app: Flask) -> None:
    number = file_request(app)
    with acting(app, "admin@demo.example") as uow:
        uow.session.scalars(select(Login).where(Login.email == MEMBER)).one().deactivate(by=uow.actor, at=uow.now)
    answer(app, number)
    dispatch_all(app)
    assert told(app, "request.answered") == {(OWNER, INBOX), (OWNER, EMAIL)}


def test_without_an_address_the_inbox_must_do(app: Flask) -> None:
    number = file_request(app, by="15400000201", account="N-000201")
    answer(app, number)
    dispatch_all(app)
    assert told(app, "request.answered") == {("15400000201", INBOX)}


def test_what_partners_are_told_holds_nothing_of_ours(app: Flask) -> None:
    number = file_request(app)
    _assigned(app, number)
    act(app, number, SERVICE, "add_note", text="客户在犹豫")
    answer(app, number)
    act(app, number, SERVICE, "resolve", outcome="已送达")
    dispatch_all(app)
    to_partners = [row for row in messages(app) if row.recipient.email in PARTNERS]
    assert {row.kind for row in to_partners} == {"request.answered", "request.resolved"}
    assert all(row.facts == {"number": number, "subject": "洛施坦 20 件到哪了"} for row in to_partners)
    assert {row.recipient.email for row in to_partners} == {MEMBER, OWNER}


def test_only_kinds_for_both_sides_have_a_partner_side() -> None:
    inward = {kind for kind, routes in ROUTING.items() if not any(finder in PARTNER_SIDE for finder, _ in routes)}
    assert {"request.noted", "request.assigned", "request.cancelled", "feedback.disputed"} <= inward


def test_every_kind_has_its_words(app: Flask) -> None:
    assert ROUTING.keys() | {"bot.tested", *TOLD_APART.values()} == SENTENCES.keys()
    mailed = {kind for kind, routes in ROUTING.items() if any(channel == EMAIL for _, channel in routes)}
    with app.app_context():
        for kind in mailed:
            for part in ("subject", "body"):
                assert app.jinja_env.get_template(f"mail/{kind}/{part}.txt")
