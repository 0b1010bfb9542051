"""Administrators connect programs: a token and a secret shown once, renewed, revoked; what is asked before (AU, AZ)."""

import re

import pytest
from werkzeug.test import TestResponse

from tests.api.programs import Program
from tests.cast import PASSWORD
from tests.people import People, Person

HOME = "/staff/admin/integrations/"
NEW = {
    "name": "用友 ERP", "side": "us", "scopes": ["accounts:read", "requests:read"], "accounts": "d-000101、D-000102",
    "kinds": ["distributor"], "days": "90", "current_password": PASSWORD,
}  # fmt: skip


@pytest.fixture
def admin(people: People) -> Person:
    return people.sign_in("admin@demo.example")


def secret_on(answer: TestResponse) -> str:
    found = re.search(r'id="secret"[^>]*value="([^"]+)"', answer.text)
    assert answer.status_code == 200 and found, answer.text
    return found[1]


def place_of(admin: Person) -> str:
    found = re.search(rf'href="({HOME}[\w-]{{22}})"', admin.get(HOME).text)
    assert found
    return found[1]


def test_a_program_from_its_first_token_to_its_last_call(people: People, admin: Person) -> None:
    token = secret_on(admin.post(HOME, NEW))
    place = place_of(admin)
    program = Program(people.app, place.rsplit("/", 1)[1], token)
    assert [one["number"] for one in program.get("/accounts").json["items"]] == ["D-000101", "D-000102"]
    page = admin.get(place).text
    assert token not in page and f"…{token[-4:]}" in page and "D-000101 D-000102" in page
    assert admin.post(f"{place}/tokens", {"days": "30", "current_password": "falsch"}).status_code == 422
    renewed = secret_on(admin.post(f"{place}/tokens", {"days": "30", "current_password": PASSWORD}))
    assert program.get("/accounts").status_code == 401
    program.token = renewed
    assert program.get("/accounts").status_code == 200
    assert admin.post(f"{place}/revocation").status_code == 303
    assert program.get("/accounts").status_code == 401
    assert admin.post(f"{place}/revocation").status_code == 409
    assert admin.post(f"{place}/tokens", {"days": "30", "current_password": PASSWORD}).status_code == 409
    kinds = [event.kind for event in people.events() if event.kind.startswith("integration.")]
    assert kinds == ["integration.added", "integration.token_renewed", "integration.revoked"]
    told = "".join(str(event.facts) for event in people.events())
    assert token not in told and renewed not in told


@pytest.mark.parametrize(
    "changed",
    [
        {"current_password": "falsch"}, {"name": ""}, {"scopes": []}, {"days": "9999"}, {"kinds": ["vip"]},
        {"accounts": "D-999999"}, {"accounts": "川岭"}, {"side": "partner", "accounts": ""}, {"side": "system"},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_no_integration_is_refused_on_its_form(people: People, admin: Person, changed: dict) -> None:
    answer = admin.post(HOME, {**NEW, **changed})
    assert answer.status_code == 422 and 'class="error' in answer.text
    assert people.events("integration.added") == []


def test_an_endpoint_and_its_secret(people: People, admin: Person) -> None:
    admin.post(HOME, NEW)
    place = place_of(admin)
    for url in ("http://erp.example.com/", "https://u:p@erp.example.com/", "ftp://x.example", "https://[::1", "hooks"):
        assert admin.post(f"{place}/hook", {"url": url, "kinds": ["request.posted"]}).status_code == 422, url
    hook = {"url": "https://erp.example.com/hooks", "kinds": ["request.posted", "account.changed"]}
    assert admin.post(f"{place}/hook", {**hook, "kinds": ["ping"]}).status_code == 422
    assert admin.post(f"{place}/hook/tests").status_code == 404
    first = secret_on(admin.post(f"{place}/hook", hook))
    assert admin.post(f"{place}/hook", hook).status_code == 303
    second = secret_on(admin.post(f"{place}/hook/secrets"))
    assert first.startswith("whsec_") and second.startswith("whsec_") and first != second
    for act, status in (("pause", 303), ("pause", 409), ("resumption", 303), ("resumption", 409), ("tests", 303)):
        assert admin.post(f"{place}/hook/{act}").status_code == status
    with people.backstage() as uow:
        kept = str(vars(uow.integrations.all()[0].hook))
    assert first not in kept and second not in kept


def test_who_sees_some_accounts_gives_no_program_more(people: People, admin: Person) -> None:
    """AZ10: a token would show its maker what their own pages do not."""
    admin.post(HOME, {**NEW, "name": "全部", "accounts": ""})
    whole = place_of(admin)
    with people.backstage() as uow:
        post = next(post for post in uow.people.staff() if post.login.email == "admin@demo.example")
        post.reach, post.provinces = "region", ["510000"]
    assert admin.get(whole).status_code == 404 and "全部" not in admin.get(HOME).text
    renewal = {"days": "30", "current_password": PASSWORD}
    assert admin.post(f"{whole}/tokens", renewal).status_code == 404
    hook = {"url": "https://erp.example.com/hooks", "kinds": ["request.posted"]}
    assert admin.post(f"{whole}/hook", hook).status_code == 404
    for accounts in ("", "D-000102", "D-000101 D-000102"):
        assert admin.post(HOME, {**NEW, "accounts": accounts}).status_code == 422, accounts
    assert secret_on(admin.post(HOME, {**NEW, "accounts": "D-000101"}))
    assert admin.get(place_of(admin)).status_code == 200
