"""What forms accept: only what the sender may name, only the fields that are asked for, only from whom it is asked.

AZ3, AZ4, AZ5, AZ6, AZ9, AZ10.
"""

import itertools
import json
from functools import cache
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import Column, Table, select

from portal.domain.base import Base, UtcDateTime
from portal.domain.people.models import Staff, WebSession
from portal.identity.access import may
from portal.notify.models import Message
from tests.databases import PostgresStage, Stage
from tests.filing import DELIVERY
from tests.house.estate import Estate, variants
from tests.house.reading import PageForm
from tests.house.snapshot import PASSING, as_stored, differences, rows_of
from tests.house.test_access import HATS, visitor
from tests.house.walking import endpoint_of, every_form, filled, one_of_each, pages_seen
from tests.people import People

OWNER, ADMIN, NEIGHBOUR, LUO = "owner@minchuan.example", "admin@demo.example", "owner@yueqiao.example", "15400000201"


# ---- replayed by everybody else


def logins_of(people: People, ending: str) -> set[str]:
    return {row for row in rows_of(people)["login"] if ending in row}


def test_forms_replayed_by_everybody_else_change_nothing(people: People, estate: Estate, stage: Stage) -> None:
    """PostgreSQL meets the strangers: whom the access table refuses is refused before any database is asked."""
    forms = [(form, endpoint_of(people, form)) for form in every_form(people, estate)]
    assert len(forms) > 80
    before, people_before = rows_of(people, account="D-000101"), logins_of(people, "minchuan.example")
    sent = 0
    few = list({endpoint: (form, endpoint) for form, endpoint in forms}.values())
    for name in (NEIGHBOUR, LUO) if isinstance(stage, PostgresStage) else HATS:
        person = visitor(people, name)
        for form, endpoint in forms if name in (NEIGHBOUR, LUO) else few:
            if name in (NEIGHBOUR, LUO) or not may(frozenset({HATS[name]}), endpoint):
                with person.post(form.action, filled(form)) as answer:
                    assert answer.status_code < 500 and "MARK-" not in answer.text, (name, form.action)
                sent += 1
    assert sent > (160 if isinstance(stage, PostgresStage) else 400)
    assert differences(before, rows_of(people, account="D-000101")) == {}
    assert logins_of(people, "minchuan.example") == people_before


# ---- names of things that are not the sender's


def partner_attempts(estate: Estate, message: int, device: str) -> list[tuple[str, dict[str, str], int]]:
    theirs = estate.theirs
    feedback = {"kind": "praise", "subject": "很好", "text": "谢谢你们"}
    return [
        ("/requests/", {**DELIVERY, "contract": theirs["contract"]}, 422),
        ("/requests/", {**DELIVERY, "contract": theirs["upstream"]}, 422),
        ("/requests/", {**DELIVERY, "product": "PR99"}, 422),
        ("/feedback/", {**feedback, "contract": theirs["contract"]}, 422),
        ("/feedback/", {**feedback, "contract": theirs["upstream"]}, 422),
        ("/feedback/", {**feedback, "clause": theirs["clause"]}, 404),
        ("/feedback/", {**feedback, "request": theirs["request"]}, 404),
        ("/feedback/", {**feedback, "clause": str(estate.things.clause_id), "request": theirs["request"]}, 404),
        ("/notifications/readings", {"message": str(message)}, 404),
        ("/me/acting", {"membership": theirs["member"]}, 404),
        ("/me/ended-devices", {"device": device}, 303),  # as for one that ended already: nothing happens
        (f"/team/members/{theirs['member']}/role", {"role": "viewer"}, 404),
        (f"/team/members/{theirs['member']}/removal", {}, 404),
        (f"/requests/{theirs['request']}/answers", {"text": "偷看"}, 404),
        (f"/feedback/{theirs['feedback']}/disputes", {"text": "偷看"}, 404),
    ]


def test_a_partner_cannot_name_what_is_the_neighbours(people: People, estate: Estate) -> None:
    person, neighbour = people.sign_in(OWNER), people.sign_in(NEIGHBOUR)
    with people.backstage() as uow:
        message = uow.session.scalars(
            select(Message.id).where(Message.account_id == uow.accounts.get("D-000102").id)
        ).first()
        device = uow.session.scalars(select(WebSession).order_by(WebSession.id.desc())).first()
    assert message is not None and device is not None
    before = rows_of(people, but=frozenset({"throttle", "form_receipt"}))
    for action, data, status in partner_attempts(estate, message, str(device.id)):
        answer = person.post(action, data)
        assert answer.status_code == status, (action, data, answer.status_code)
        assert "THEIR-" not in answer.text and "粤桥" not in answer.text
    assert differences(before, rows_of(people, but=frozenset({"throttle", "form_receipt"}))) == {}
    assert neighbour.get("/me/").status_code == 200
    for action, data in (
        ("/requests/", DELIVERY),
        ("/feedback/", {"kind": "praise", "subject": "很好", "text": "谢谢你们"}),
    ):
        assert person.post(action, data).status_code == 303, "nothing else was wrong with what was refused"


@pytest.mark.engineless
def test_every_field_of_every_partner_form_with_the_neighbours_names(people: People, estate: Estate) -> None:
    person, before = people.sign_in(OWNER), rows_of(people, account="D-000102")
    known = rows_of(people, account="S-000001")
    forms = [form for form in every_form(people, estate) if not form.action.startswith("/staff")]
    names = itertools.cycle(estate.theirs.values())
    for form in forms:
        for each in form.fields:
            if each.kind in ("hidden", "select", "text") and each.name not in ("csrf_token", "form_id"):
                for name in itertools.islice(names, 1):
                    answer = person.post(form.action, {**filled(form), each.name: name})
                    assert answer.status_code < 500 and "THEIR-" not in answer.text, (form.action, each.name, name)
    assert differences(before, rows_of(people, account="D-000102")) == {}
    assert differences(known, rows_of(people, account="S-000001")) == {}


STAFF_ATTEMPTS: list[tuple[str, dict[str, str], tuple[int, ...]]] = [
    ("/staff/requests/", {**DELIVERY, "account": "D-000102", "contract": ""}, (404,)),
    ("/staff/requests/", {**DELIVERY, "account": "D-000101", "contract": "D-2026-012"}, (422,)),
    ("/staff/contracts/", {
        "account": "D-000102", "side": "downstream", "number": "D-2027-001", "title": "偷来的",
        "cooperation_mode": "service",
        "starts_on": "2027-01-01", "ends_on": "2027-12-31", "products": "PR01", "channel": "all", "level": "exclusive",
    }, (422,)),
    ("/staff/contracts/", {
        "account": "N-000201", "side": "downstream", "number": "D-2027-002", "title": "借名",
        "cooperation_mode": "buyout", "goods_party": "D-000102",
        "starts_on": "2027-01-01", "ends_on": "2027-12-31", "products": "PR01", "channel": "all", "level": "exclusive",
    }, (422,)),
    ("/staff/accounts/D-000102", {"name_zh": "改名"}, (404,)),
    ("/staff/accounts/D-000102/contacts", {"name": "王五", "role": "purchasing"}, (404,)),
    ("/staff/accounts/D-000102/status", {"status": "suspended", "reason": "偷改"}, (404,)),
    ("/staff/accounts/D-000102/invitations", {"name": "王五", "email": "x@yueqiao.example", "role": "owner"}, (404,)),
    ("/staff/contracts/D-2026-012/versions", {"effective_from": "2027-01-01"}, (404,)),
    ("/staff/contracts/D-2026-012/clauses/removals", {"article": "第 9 条", "version": "1"}, (404,)),
]  # fmt: skip


def test_staff_cannot_name_what_is_outside_their_reach(people: People, estate: Estate) -> None:
    with people.backstage() as uow:
        posts = {row.title: row for row in uow.session.scalars(select(Staff))}
        posts["business"].reach = "own"
        uow.accounts.get("D-000102").business_manager_id = posts["legal"].id
        outsider = posts["legal"].id
    person = people.sign_in("business@demo.example")
    assert "D-000102" not in person.get("/staff/accounts/").text and "D-000101" in person.get("/staff/accounts/").text
    before = rows_of(people)
    for action, data, allowed in STAFF_ATTEMPTS:
        answer = person.post(action, data)
        assert answer.status_code in allowed, (action, data, answer.status_code)
        assert "粤桥" not in answer.text
    assert differences(before, rows_of(people)) == {}
    own = person.post("/staff/requests/", {**DELIVERY, "account": "D-000101"})
    assert own.status_code == 303, "nothing else was wrong with what was refused"
    theirs, before = estate.theirs, rows_of(people)
    for address in (f"/requests/{theirs['request']}", f"/feedback/{theirs['feedback']}", "/contracts/D-2026-012"):
        assert person.get(f"/staff{address}").status_code == 404
    assert person.post(f"/staff/requests/{theirs['request']}/assignment", {"staff": str(outsider)}).status_code == 404
    assert differences(before, rows_of(people)) == {}


@pytest.mark.parametrize("who", ["0", "999999", "-1", "x", "9" * 30])
def test_a_request_goes_to_nobody_who_does_not_work_here(people: People, estate: Estate, who: str) -> None:
    before = rows_of(people)
    answer = people.sign_in("service@demo.example").post(
        f"/staff/requests/{estate.things.request}/assignment", {"staff": who, "holder": ""}
    )
    assert answer.status_code == 422 and differences(before, rows_of(people)) == {}


# ---- who of one account sees what

MATRIX = {
    "123,456.78": {"owner"},
    "12345678": set[str](),
    "7,654.32": {"owner"},
    "765432": set[str](),
    "6,543.21": {"owner"},
    "5,432.10": set[str](),
    "new@minchuan.example": {"owner"},
    "MARK-SUBJECT": {"owner", "member", "viewer"},
    "D-2026-011": {"owner", "member", "viewer"},
    "U-2024-001": set[str](),
    "MARK-NOTE": set[str](),
}
"""A mark that stands on some page, and the roles that may read it anywhere: page, piece, attribute or hidden markup."""


@pytest.mark.engineless
def test_the_field_matrix_over_every_page(people: People, estate: Estate) -> None:
    routes = [route for route in estate.routes(people.app) if route.method == "GET"]
    asked = [address for address in variants(estate) if not address.startswith("/staff")]
    asked += ["/requests/new?category=training&contract=D-2026-011", "/feedback/new?contract=D-2026-011"]
    for role in ("owner", "member", "viewer"):
        person, read = people.sign_in(f"{role}@minchuan.example"), ""
        open_to = [route.address for route in routes if may(frozenset({f"partner.{role}"}), route.endpoint)]
        for address, seen in pages_seen(people, estate, f"{role}@minchuan.example", [*open_to, *asked]):
            if seen.is_page:
                read += seen.text + person.piece(address, "main").text
        assert {mark for mark in MATRIX if mark in read} == {mark for mark, roles in MATRIX.items() if role in roles}


# ---- names nobody asked for


@pytest.fixture
def forms(app: Flask, people: People, estate: Estate, stage: Stage) -> list[PageForm]:
    """The forms, over a database that `stage.bring_back(app, VISITED)` puts back as it was when they were shown."""
    found = one_of_each(people, every_form(people, estate))
    for name in (OWNER, ADMIN):
        VISITS[name] = people.sign_in(name)
    stage.keep(app, VISITED)
    return found


VISITS: dict[str, Any] = {}
VISITED = "visited"


RANDOM = {"ref", "salt", "token_hash", "seal", "last_error"}


def settled(people: People) -> dict[str, list[str]]:
    """Every row without moments and random words."""
    with people.backstage() as uow:
        connection = uow.session.unguarded("looks at everything")
        return {table.name: sorted(as_stored(connection, table, columns)) for table, columns in kept_columns()}


@cache
def kept_columns() -> list[tuple[Table, list[Column[Any]]]]:
    return [
        (table, [c for c in table.c if not isinstance(c.type, UtcDateTime) and c.name not in RANDOM])
        for table in Base.metadata.sorted_tables
        if table.name not in PASSING
    ]


def extras(form: PageForm, account: int) -> dict[str, list[str]]:
    """Every column there is, and what frameworks listen to, except what this form asks for."""
    own = {each.name for each in form.fields}
    names = {column.name for table in Base.metadata.sorted_tables for column in table.columns}
    special = {
        "account_id": str(account), "state": "closed", "status": "archived", "priority": "p1", "role": "administrator",
        "roles": "administrator",
        "is_staff": "1", "tier": "vip", "assignee_id": "1", "number": "SR-209901-0001", "channel": "phone",
        "posted_at": "2020-01-01",
        "_method": "DELETE", "__class__": "x", "reach": "all", "resolve": "y",
    }  # fmt: skip
    return {name: [special.get(name, "1")] * 2 for name in sorted((names | special.keys()) - own - {"id", "next"})}


@pytest.mark.engineless
def test_names_nobody_asked_for_have_no_effect(app: Flask, people: People, stage: Stage, forms: list[PageForm]) -> None:
    with people.backstage() as uow:
        neighbour = uow.accounts.get("D-000102").id
    done = 0
    for form in forms:
        person = VISITS[ADMIN if form.action.startswith("/staff") else OWNER]
        data, more = filled(form), extras(form, neighbour)
        if (
            any(each.name.startswith(("row-", "column-", "steps-")) for each in form.fields)
            or "password" in form.action
        ):
            continue
        stage.bring_back(app, VISITED)
        plain = person.post(form.action, data)
        expected = settled(people)
        stage.bring_back(app, VISITED)
        joint = "&" if "?" in form.action else "?"
        with_more = person.post(f"{form.action}{joint}{urlencode(more)}", {**data, **more})
        assert with_more.status_code == plain.status_code, form.action
        assert differences_of(expected, settled(people)) == {}, form.action
        done += plain.status_code == 303
    assert done > 25


@pytest.mark.engineless
def test_a_json_body_is_no_form(app: Flask, people: People, stage: Stage, forms: list[PageForm]) -> None:
    stage.bring_back(app, VISITED)
    before = settled(people)
    for form in forms:
        person = VISITS[ADMIN if form.action.startswith("/staff") else OWNER]
        body = json.dumps({name: value[0] for name, value in filled(form).items() if value})
        headers = {"X-CSRFToken": person.csrf_token, "Content-Type": "application/json"}
        answer = person.client.post(form.action, data=body, headers=headers)
        assert answer.status_code == 400, (form.action, answer.status_code)
    assert differences_of(before, settled(people)) == {}


def differences_of(before: dict[str, list[str]], after: dict[str, list[str]]) -> dict[str, list[str]]:
    """Rows that only one of them has, by table."""
    return {name: sorted({*before[name]} ^ {*after[name]}) for name in before if before[name] != after[name]}


# ---- nobody raises themselves


def test_nobody_raises_their_own_role(people: People, estate: Estate) -> None:
    with people.backstage() as uow:
        members = {row.role: row.ref for row in uow.people.members(uow.accounts.get("D-000101").id)}
        posts = {row.title: row.ref for row in uow.session.scalars(select(Staff))}
    before = rows_of(people)
    for role in ("member", "viewer"):
        person = people.sign_in(f"{role}@minchuan.example")
        assert person.post(f"/team/members/{members[role]}/role", {"role": "owner"}).status_code == 404
        assert (
            person.post("/team/invitations", {"name": "x", "email": "x@x.example", "role": "owner"}).status_code == 404
        )
    owner = people.sign_in(OWNER)
    for role in ("administrator", "staff", "staff.administrator", ""):
        assert (
            owner.post("/team/invitations", {"name": "x", "email": "x@minchuan.example", "role": role}).status_code
            == 422
        )
    appointed = {"title": "x", "roles": "administrator", "reach": "all"}
    service = people.sign_in("service@demo.example")
    assert service.post(f"/staff/admin/people/{posts['service']}/appointment", appointed).status_code == 404
    admin = people.sign_in(ADMIN)
    assert admin.post(f"/staff/admin/people/{posts['administrator']}/appointment", appointed).status_code == 409
    assert admin.post(f"/staff/admin/people/{posts['administrator']}/deactivation").status_code == 409
    assert differences(before, rows_of(people)) == {}
