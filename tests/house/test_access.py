"""Who may go where: the declared table against the running application, and the neighbour at every door.

Covers AZ1, AZ2, AZ3, AZ4, AZ8, BR2.
"""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.identity.access import ACCESS, may
from tests.databases import Stage
from tests.house.routes import Route, routes_of
from tests.house.snapshot import how_many
from tests.house.things import MARKS, Things
from tests.people import HTMX, People, Person

STAFF = ("admin", "service", "care", "business", "legal", "quality", "finance", "director")
HATS = {
    "anonymous": "anonymous",
    "half": "half",
    "owner@minchuan.example": "partner.owner",
    "member@minchuan.example": "partner.member",
    "viewer@minchuan.example": "partner.viewer",
    "owner@yueqiao.example": "partner.owner",
    "15400000201": "partner.owner",
    **{f"{name}@demo.example": f"staff.{'executive' if name == 'director' else name}" for name in STAFF},
    "admin@demo.example": "staff.administrator",
}
ABSENT = {
    "partner.remove_request_view": "the view is another person's own",
    "partner.withdraw_archive_change": "members propose contacts alone",
    "identity.take_data_copy": "the copy is another person's own",
    "staff.show_privacy_notice": "no notice is published",
    "staff.take_up_gap": "an empty form names no gap",
    "partner.show_survey": "another person is asked",
    "partner.answer_survey": "another person is asked",
    "staff.new_saying": "the address names no feedback",
    "staff.draft_saying": "an empty form names no feedback",
    "staff.report_breach": "an empty form names no contract",
    "staff.new_link": "the address names no thing",
    "staff.add_link": "an empty form names no thing",
    "identity.switch_membership": "an empty form names no membership",
    "identity.edit_recovery_codes": "the cast has no second factor",
    "identity.renew_recovery_codes": "the cast has no second factor",
    "identity.edit_factor": "the cast has no second factor",
    "identity.drop_factor": "the cast has no second factor",
    "staff.show_export": "an export is found by whoever asked for it only",
    "staff.download_export": "an export is found by whoever asked for it only",
    "staff.download_error_rows": "the workbook is not checked yet",
    "staff.download_error_rows_of_contacts": "the workbook is not checked yet",
    "staff.download_error_rows_of_qualifications": "the workbook is not checked yet",
    "staff.download_error_rows_of_products": "the workbook is not checked yet",
    "staff.download_error_rows_of_sales": "the workbook is not checked yet",
    "staff.download_error_rows_of_contracts": "the workbook is not checked yet",
    "staff.download_error_rows_of_prospects": "the workbook is not checked yet",
    "staff.download_error_rows_of_amendments": "the workbook is not checked yet",
    "staff.export_report": "an empty form names no file",
    "staff.rate_relation": "the account is no peripheral contact",
    **dict.fromkeys(
        (
            "identity.sign_in_elsewhere",
            "identity.come_back",
            "identity.ask_to_connect",
            "identity.begin_to_connect",
        ),
        "no provider of sign-in is set",
    ),
    "staff.renew_hook_secret": "the integration has no endpoint",
    "staff.pause_hook": "the integration has no endpoint",
    "staff.resume_hook": "the integration has no endpoint",
    "staff.test_hook": "the integration has no endpoint",
    "staff.empty_hook": "the integration has no endpoint",
    "staff.replay_hook_message": "an empty form names no message",
    "staff.discard_hook_message": "an empty form names no message",
    "staff.replay_message": "an empty form names no message",
    "staff.discard_message": "an empty form names no message",
    "partner.acknowledge_extension": "the request asks for no extension",
    "partner.decline_extension": "the request asks for no extension",
    "partner.withdraw_extension": "the request asks for no extension",
    "partner.attach_scan": "the request asks for no extension",
    "staff.choose_pack": "the request asks for no documents",
    "staff.make_pack": "the request asks for no documents",
    "partner.give_paper": "an empty form names no paper",
    "staff.return_proposal": "the request asks for no extension",
    "staff.read_hand_over": "read by who gives and who takes; nobody of the cast is either",
}
"""Open to the visitor, but the thing it is about does not exist for the cast."""
OUTSIDERS = ("owner@yueqiao.example", "15400000201")
STRANGERS = ("anonymous", "half")
INSIDERS = tuple(name for name in HATS if name not in (*OUTSIDERS, *STRANGERS))
PARTNERS = tuple(name for name in INSIDERS if name.endswith("@minchuan.example"))
OPEN_ALL = (*PARTNERS, "admin@demo.example", "service@demo.example")
READERS = [name if name in OPEN_ALL else pytest.param(name, marks=pytest.mark.engineless) for name in INSIDERS]
"""Whose every page is opened: everybody's on SQLite; on PostgreSQL those who open all there are between them."""


def visitor(people: People, name: str) -> Person:
    if name == "anonymous":
        return people.anonymous()
    if name == "half":
        return people.sign_in("admin@demo.example", factor_passed=False)
    return people.sign_in(name)


def ask(person: Person, route: Route, htmx: bool) -> TestResponse:
    headers = {**HTMX, "HX-Target": "div#main"} if htmx else {}
    if route.method == "GET":
        return person.get(route.address, headers=headers)
    return person.post(route.address, headers=headers)


@pytest.fixture
def routes(app: Flask, things: Things) -> list[Route]:
    return routes_of(app, things)


def test_every_route_stands_in_the_table_and_the_table_names_no_other(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(ACCESS)


@pytest.mark.engineless
@pytest.mark.parametrize("name", [name for name in HATS if name not in OUTSIDERS])
def test_what_the_table_denies_is_refused_and_changes_nothing(people: People, routes: list[Route], name: str) -> None:
    """Each address as a page and as a piece. Whom the table refuses is refused before any row of the thing is asked
    for, so one engine is enough; the neighbours, whom the scope refuses, meet both."""
    person = visitor(people, name)
    before = how_many(people)
    denied = [route for route in routes if not may(frozenset({HATS[name]}), route.endpoint)]
    wrong = [
        (route.method, route.address, htmx, answer.status_code)
        for route in denied
        for htmx in (False, True)
        if not refused(name, route, answer := ask(person, route, htmx))
    ]
    assert denied and not wrong
    assert how_many(people) == before


def refused(name: str, route: Route, answer: TestResponse) -> bool:
    if route.endpoint.startswith("api."):  # opened by tokens: tests/api/test_calls.py
        return answer.status_code == 401 and answer.mimetype == "application/problem+json"
    leads_to = answer.headers.get("HX-Redirect") or answer.headers.get("Location", "")
    if name == "anonymous":
        return leads_to.startswith("/login") and "MARK-" not in answer.text
    if name == "half":
        return leads_to.partition("?")[0] in ("/login/code", "/me/second-factor")
    if route.endpoint == "partner.home":
        return leads_to == ("/staff/care/" if name.startswith("care@") else "/staff/")  # whom to contact comes first
    return answer.status_code == 404 and "MARK-" not in answer.text


@pytest.mark.parametrize("name", READERS)
def test_what_the_table_allows_to_read_is_open_and_changes_nothing(
    people: People, routes: list[Route], name: str
) -> None:
    """Of partners as a page and as a piece: an internal note stands in neither."""
    person, shut = visitor(people, name), []
    before = how_many(people)
    for route in allowed(routes, name, "GET"):
        for htmx in (False, True) if name in PARTNERS else (False,):
            answer = ask(person, route, htmx)
            shut += [] if is_open(route, answer) else [(route.address, htmx, answer.status_code)]
            assert name not in PARTNERS or b"MARK-NOTE" not in answer.data, route.address
    assert not shut
    assert how_many(people) == before


def test_an_internal_note_is_there_for_our_own_people(people: People, routes: list[Route]) -> None:
    address = next(route.address for route in routes if route.endpoint == "staff.show_request")
    assert "MARK-NOTE" in people.sign_in("service@demo.example").get(address).text


@pytest.mark.engineless
@pytest.mark.parametrize("name", INSIDERS)
def test_what_the_table_allows_to_do_is_open(
    app: Flask, people: People, stage: Stage, routes: list[Route], name: str
) -> None:
    person, shut = visitor(people, name), []
    stage.keep(app, "visited")
    for route in allowed(routes, name, "POST", "PUT", "PATCH", "DELETE"):
        answer = ask(person, route, htmx=False)
        shut += [] if is_open(route, answer) else [(route.method, route.address, answer.status_code)]
        if answer.status_code < 400:  # what is refused is dropped whole
            stage.bring_back(app, "visited")
            person.come_back()
    assert not shut


def is_open(route: Route, answer: TestResponse) -> bool:
    absent = answer.status_code == 404 and (route.endpoint in ABSENT or "x" * 43 in route.address)
    return absent or (answer.status_code < 500 and answer.status_code not in (403, 404, 405))


def allowed(routes: list[Route], name: str, *methods: str) -> Iterator[Route]:
    hats = frozenset({HATS[name]})
    return (route for route in routes if route.method in methods and may(hats, route.endpoint))


@pytest.mark.parametrize("name", OUTSIDERS)
def test_the_neighbour_finds_nothing_of_ours(people: People, routes: list[Route], name: str) -> None:
    """What the table denies the neighbours, and what leads to things that are not theirs, as a page and as a piece."""
    person, hats = visitor(people, name), frozenset({HATS[name]})
    before = how_many(people)
    for route in routes:
        denied = not may(hats, route.endpoint)
        for htmx in (False, True) if denied or route.names_a_thing or route.method == "GET" else ():
            answer = ask(person, route, htmx)
            where = (route.method, route.address, htmx, answer.status_code)
            assert not denied or refused(name, route, answer), where
            if route.names_a_thing:
                assert answer.status_code == (401 if route.endpoint.startswith("api.") else 404), where
            assert not [mark for mark in MARKS if mark.encode() in answer.data], route.address
            assert b"D-2026-011" not in answer.data or "D-2026-011" in route.address
    assert how_many(people) == before


def test_absent_and_foreign_look_the_same(people: People, routes: list[Route]) -> None:
    neighbour = people.sign_in("owner@yueqiao.example")
    for route in routes:
        if route.method == "GET" and route.names_a_thing and not route.address.startswith("/staff"):
            absent = neighbour.get(absent_twin(route.address))
            foreign = neighbour.get(route.address)
            assert (foreign.status_code, masked(foreign)) == (absent.status_code, masked(absent)), route.address


def absent_twin(address: str) -> str:
    if "/attachments/" in address:
        return "/attachments/" + "y" * 22
    return re.sub(r"(?<=[A-Z])-[0-9-]+", "-999999-9999", address.rstrip("/"))


def masked(answer: TestResponse) -> str:
    """The page without what differs between any two answers."""
    return re.sub(r'value="[^"]*"|content="[^"]*"|hx-headers:inherited=\'[^\']*\'', "", answer.text)
