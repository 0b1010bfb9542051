"""Every page of both faces at a desk and on a phone: axe, headings, width, console, policy, own host only (BR5, BR7).

A new page is walked the day its address is made.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing

import pytest
from flask import Flask
from playwright.sync_api import Page, Response

from portal.app import create_app
from portal.settings import Settings
from tests.browser import acts
from tests.browser.addresses import DRAFT, VIEWS, pages
from tests.browser.looking import DESK, NARROW, Glass, bring_axe, faults_through
from tests.browser.people import DESKTOP, Visitors
from tests.compiled import share_compiled
from tests.intake.contract_books import DIRTY

BOTH = (DESK, NARROW)
WHO = {
    "nobody": "",
    "partner": "owner@minchuan.example",
    "staff": "admin@demo.example",
    "clauses": "admin@demo.example",
}
LANGUAGES = {"zh": "zh-CN", "en": "en"}
EXPECTED = "the server responded with a status of 4"
"""What the console says about a page that is meant to be refused."""


@pytest.fixture(scope="session")
def url_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application for its addresses alone; the one that answers runs elsewhere."""
    folder = tmp_path_factory.mktemp("addresses")
    return create_app(Settings(env="development", data_dir=share_compiled(folder), secret_keys=("k" * 40,)).prepared())


@pytest.fixture(scope="session")
def own(all_visitors: Visitors) -> dict[str, object]:
    """Names in addresses; on the way an import to look at is made, and a contract that is not signed."""
    page = all_visitors.come_in("admin@demo.example")
    acts.send_workbook(page, [["客户名称", "手机"], ["兰州二号医药", "15400000971"], ["兰州一号医药", "12"]])
    acts.send_contracts(page, DIRTY)
    acts.record_contract(page, "D-000101", DRAFT)
    acts.add_bot(page)
    acts.record_clause(page, DRAFT, "第 9 条")
    found = {
        "member": last_linked(page, "/staff/admin/people/", "a[href*='/admin/people/']:not([href$='/new'])"),
        "rhythm": "call",
        "paper_id": "1",
        "contact_id": last_linked(page, "/staff/accounts/D-000101?tab=contacts", "td a[href*='/contacts/']"),
        "code": "PR01",
        "canned_id": "1",
        "message_id": last_linked(page, "/staff/care/messages/", "li a[href*='/care/messages/']"),
        "view_id": "1",
        "rule_id": "1",
        "bot_id": "1",
        "category": "training",
        "integration": acts.add_integration(page),
        "mail_ref": a_mail(all_visitors),
        "version_no": "1",
        "change": acts.draft_calendar_day(page, "2026-12-24"),
        "token": "x" * 43,
    }
    all_visitors.leave()
    return found


def a_mail(visitors: Visitors) -> str:
    """One that came in and lies aside; its name in addresses."""
    with closing(sqlite3.connect(visitors.program.folder / "portal.sqlite3", timeout=10)) as database:
        database.execute(
            "INSERT INTO incoming_mail (ref, mailbox, uidvalidity, uid, arrived_at, sha256, size, message_id, sender, "
            "sender_name, subject, text, files, tries, state, why, facts, number, reason) VALUES (?, 'in', 1, "
            "1, '2026-11-20 01:00:00.000000', '', 9, '', 'x@elsewhere.example', '', '货到哪了', '请查一下', '[]', 0, "
            "'aside', 'stranger', '{}', '', '')", ("m" * 22,),
        )  # fmt: skip
        database.commit()
    return "m" * 22


def last_linked(page: Page, address: str, link: str) -> str:
    """The last part of the first such link on the page at this address."""
    page.goto(address)
    return (page.locator(f"main {link}").first.get_attribute("href") or "").rsplit("/", 1)[1]


@pytest.fixture
def walk(visitors: Visitors):
    """Open addresses one after the other as somebody of a face; what is wrong, by address.

    Each is opened once, behind the first glass, and stays open while it is looked at through the others."""

    def walk_through(face: str, addresses: list[str], glasses: Sequence[Glass], locale: str = "zh", **more: str):
        come = (visitors.come_in, WHO[face]) if WHO[face] else (visitors.anonymous,)
        page = come[0](*come[1:], DESKTOP, locale, **more)
        bring_axe(page)
        watch, wrong, session = visitors.watch(page), {}, page.context.new_cdp_session(page)
        for address in addresses:
            glasses[0].put_before(session)
            answer = page.goto(address)
            found = answered(answer, address) + faults_through(glasses, page, session, LANGUAGES[locale])
            found += [line for line in watch.lines if EXPECTED not in line]
            wrong.update({address: found} if found else {})
            watch.lines.clear()
        return wrong

    return walk_through


def answered(answer: Response | None, address: str) -> list[str]:
    """Whether it was the kind of answer that this address is meant to get."""
    assert answer
    refused = "no-such-page" in address or "x" * 43 in address
    return [f"answers {answer.status}"] if (answer.status >= 400) != refused else []


@pytest.mark.parametrize("face", ["nobody", "partner", "staff"])
def test_every_page_is_sound(url_app: Flask, own: dict[str, object], walk, face: str) -> None:
    addresses = pages(url_app, face, own)
    assert len(addresses) > 4 and walk(face, addresses, BOTH) == {}


@pytest.mark.parametrize(("glass", "first"), [(DESK, 0), (NARROW, 1)], ids=["desk", "phone"])
@pytest.mark.parametrize("face", ["nobody", "partner", "staff"])
def test_other_views_of_the_pages_are_sound(own: dict[str, object], walk, face: str, glass: Glass, first: int) -> None:
    assert walk(face, VIEWS[face][first::2], [glass]) == {}


def test_forms_with_every_kind_of_input_for_clauses_are_sound(own: dict[str, object], walk) -> None:
    assert walk("clauses", VIEWS["clauses"], [NARROW]) == {}


MAIN = {
    "nobody": ["/login"],
    "partner": ["/", "/requests/SR-202611-0001", "/contracts/D-2026-011"],
    "staff": ["/staff/", "/staff/requests/", "/staff/requests/SR-202611-0001", "/staff/accounts/D-000101"],
}


@pytest.mark.parametrize("face", MAIN)
def test_main_pages_are_sound_in_the_dark(own: dict[str, object], walk, face: str) -> None:
    assert walk(face, MAIN[face], [DESK], color_scheme="dark") == {}


@pytest.mark.parametrize("face", MAIN)
def test_main_pages_are_sound_in_english(own: dict[str, object], walk, face: str) -> None:
    assert walk(face, MAIN[face], [NARROW], "en") == {}
