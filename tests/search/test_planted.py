"""Five hundred planted queries find what they mean, in one order on both engines (issue: Find in one box; IN3)."""

import gzip
import html
import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db.transaction import transaction
from portal.domain.accounts.models import Account
from portal.domain.events import Actor
from portal.domain.scope import AssignedAccounts, EveryAccount, OneAccount, Scope
from portal.domain.unit_of_work import UnitOfWork
from portal.search.box import Group, Hit, find_all
from portal.search.catalogue import find_products
from portal.search.places import places_called
from tests.databases import Scenes
from tests.people import People
from tests.search.planted import Asked, accounts, contract_of, plant, queries

KINDS = ("account", "contract", "request", "breach")
SHARED = frozenset({"contact", "mobile"})
"""Several accounts may have a person of that name, or these digits in a number: each line says so."""
EXPECTED = Path(__file__).with_name("planted.txt")
"""What each query finds, kind by kind in order. It is one list for both engines: a change to it is a change of what
people find, and must be meant."""


@pytest.fixture
def planted(people: People, scenes: Scenes) -> People:
    scenes.show(people.app, "planted", lambda: _plant(people))
    return people


def _plant(people: People) -> None:
    with people.backstage() as uow:
        plant(uow)


def key_of(group: Group, hit: Hit) -> str:
    return "".join(text for text, _ in hit.title) if group.kind == "request" else hit.key


def answers(uow: UnitOfWork, typed: str) -> dict[str, list[tuple[str, str]]]:
    """By kind, key and field of each line."""
    return {
        group.kind: [(key_of(group, hit), hit.field) for hit in group.hits] for group in find_all(uow, typed, KINDS)
    }


def line(asked: Asked, found: dict[str, list[tuple[str, str]]]) -> str:
    kinds = (f"{kind} {' '.join(key for key, _ in lines)}" for kind, lines in found.items())
    return "\t".join([asked.typed, *kinds])


def test_five_hundred_queries_find_what_they_mean(app: Flask, planted: People) -> None:
    """The account comes first, or the line of it says which field matched."""
    asked, astray, lines = queries(), [], []
    with app.app_context(), transaction(EveryAccount("tests"), writes=False) as session:
        uow = UnitOfWork(session, Actor.system("tests"), datetime.now(UTC))
        for one in asked:
            found = answers(uow, one.typed)
            lines.append(line(one, found))
            said = dict(found.get(one.kind, ()))
            is_first = next(iter(said), None) == one.key or one.kind != "account" or not SHARED.isdisjoint(one.fields)
            if said.get(one.key) not in one.fields or not is_first:
                astray.append((one, found))
    assert len(asked) == 500
    assert not astray, astray[:5]
    assert lines == EXPECTED.read_text("utf-8").splitlines()


FIELDS = [
    (contract_of(5), "contract", contract_of(5), "number"), ("岷销 2026 005", "contract", contract_of(5), "number"),
    ("云岭区域代理", "contract", contract_of(0), "title"), ("D-000700", "account", "D-000700", "number"),
    ("d700", "account", "D-000700", "number"), ("成都市", "account", "D-000755", "region"),
    ("四川省", "account", "D-000755", "region"), ("sichuan", "account", "D-000755", "region"),
    ("+86 " + accounts()[3].mobile, "account", "D-000703", "mobile"), ("岷川", "contract", "D-2026-011", "account"),
]  # fmt: skip
HIDDEN = accounts()[3].mobile
OPEN_ACCOUNT = "D-000706"


def test_a_line_says_which_field_matched(planted: People) -> None:
    with planted.backstage() as uow:
        for typed, kind, key, field in FIELDS:
            assert (key, field) in answers(uow, typed)[kind], typed
        hit = find_all(uow, HIDDEN[3:8], ("account",))[0].hits[0]
        assert hit.said == (("***", False), (HIDDEN[3:8], True), ("***", False))  # no more than was typed is shown


def test_products_and_regions(planted: People) -> None:
    with planted.backstage() as uow:
        for typed in ("PR88", "pr88", "舒喉", "shn", "止咳", "Granules", "嶺康止咳"):
            assert [hit.key for hit in find_products(uow, typed).hits] == ["PR88"], typed
        assert [hit.key for hit in find_products(uow, "岭康").hits] == ["PR02", "PR88"]
        assert find_products(uow, "不存在").total == find_products(uow, "%").total == 0
    for typed in ("四川", "四川省", "川", "蜀", "sichuan", "sc", "Ｓｉｃｈｕａｎ"):
        assert places_called(typed)[0].code == "510000", typed
    assert places_called("岷") == places_called("") == []


def test_who_sees_less_finds_less(app: Flask, planted: People) -> None:
    with planted.backstage() as uow:
        one, partner = uow.accounts.get(OPEN_ACCOUNT).id, uow.accounts.get("D-000102").id
    account = Account.__table__
    scopes: list[Scope] = [AssignedAccounts(select(account.c.id).where(account.c.id == one)), OneAccount(partner)]
    for scope, own in zip(scopes, (OPEN_ACCOUNT, "D-000102"), strict=True):
        with app.app_context(), transaction(scope, writes=False) as session:
            uow = UnitOfWork(session, Actor.system("tests"), datetime.now(UTC))
            for typed in ("有限公司", "窜货", "岷销", "0", own, accounts()[0].mobile):
                keys = {key for kind, lines in answers(uow, typed).items() for key, _ in lines if kind == "account"}
                assert keys <= {own}, typed
                assert "request" not in answers(uow, typed)
            assert answers(uow, own)["account"] == [(own, "number")]


def test_staff_see_what_is_found_as_they_type_and_as_a_page(planted: People) -> None:
    service = planted.sign_in("service@demo.example")
    whole = service.get("/staff/find?q=云岭").get_data(as_text=True)
    piece = service.piece("/staff/find?q=云岭", "find_list").get_data(as_text=True)
    assert 'value="云岭"' in whole and "<html" not in piece
    for shown in (whole, piece):
        assert "成都<mark>云岭</mark>医药有限公司" in shown and 'href="/staff/accounts/D-000700"' in shown
        assert f'href="/staff/contracts/{quote(contract_of(0))}"' in shown
    most = service.piece("/staff/find?q=有限公司", "find_list").get_data()
    assert len(gzip.compress(most, 5)) <= 3000
    shown = service.piece("/staff/find?q=<zqx>'\"&", "find_list").get_data(as_text=True)
    assert "&lt;zqx&gt;" in shown and "<zqx>" not in shown
    assert "四川省" in service.get("/staff/find?q=蜀").get_data(as_text=True)
    assert service.get("/staff/find").status_code == service.get("/staff/find?q=%").status_code == 200
    assert planted.sign_in("owner@minchuan.example").get("/staff/find?q=云岭").status_code in (403, 404)


@pytest.mark.parametrize("typed, path", [("云岭", "accounts"), ("云岭", "contracts"), ("窜货", "requests")])
def test_all_of_them_are_in_the_list(planted: People, typed: str, path: str) -> None:
    """The figure of a group is the length of the list it leads to."""
    service = planted.sign_in("service@demo.example")
    found = service.get(f"/staff/find?q={typed}").get_data(as_text=True)
    href, count = re.search(rf'data-hit href="(/staff/{path}/\?[^"]+)">\D*(\d+)', found).groups()
    shown = service.get(html.unescape(href)).get_data(as_text=True)
    lines = set(re.findall(r'href="/staff/(?:accounts|contracts|requests)/((?:D|SR|岷销|%E5)-?[^"?#]+)', shown))
    assert len([one for one in lines if path in ("accounts",) or not one.startswith("D-")]) == int(count)


@pytest.mark.parametrize(
    "typed, leads_to",
    [
        ("11010519491231002X", "/staff/accounts/?by=id_no:"),
        ("１１０１０５19491231002x", "/staff/accounts/?by=id_no:"),
        ("110105194912310021", "/staff/find?q=110***********0021"),
        ("81234567890123456789", "/staff/find?q=81234567890123456789"),
    ],
)  # fmt: skip
def test_a_secret_number_leads_to_an_address_without_it(planted: People, typed: str, leads_to: str) -> None:
    told = planted.sign_in("service@demo.example").post("/staff/find", {"q": typed})
    assert told.status_code == 303
    assert unquote(told.location).startswith(leads_to) and "110105194912" not in told.location
