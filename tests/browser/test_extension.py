"""An extension asked in self-service, from the partner's ask to the moved end, and its other ends (AZ11, BI3, BR5).

A partner needs at most four clicks for a step, our people at most three.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from portal.domain.contracts.computing.day_counting import extended_end
from portal.web.locale import day_text
from tests.browser import acts
from tests.browser.looking import faults
from tests.browser.people import DESKTOP, PHONE, Complaints, Visitors
from tests.browser.program import Program

MOST_OF_PARTNERS, MOST_OF_STAFF = 4, 3
WORDS = {
    "zh": ("想续一年，量不减。", "任务量上浮 10%", "总部另有安排，今年不再续。"),
    "en": ("One more year, the same volume.", "Quota up by 10 percent", "Headquarters has other plans."),
}
ASKERS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "zh": ("15400000201", "D-2026-015", PHONE),
    "en": ("owner@minchuan.example", "D-2026-011", DESKTOP),
}


@dataclass
class Visit:
    """Somebody at a page, and how often they clicked for the step they are at."""

    page: Page
    watch: Complaints
    most: int
    clicks: int = 0

    def begin(self, address: str) -> None:
        """Their next step starts here."""
        self.page.goto(address)
        self.clicks = 0

    def click(self, selector: str, *, leads_on: bool = True) -> None:
        self.clicks += 1
        assert self.clicks <= self.most, selector
        target = self.page.locator(selector).first
        if not leads_on:
            target.click()
            return
        with self.page.expect_navigation():
            target.click()


@dataclass
class Table:
    """Everybody who has to do with the extensions of one contract."""

    locale: str
    contract: str
    partner: Visit
    business: Visit
    legal: Visit

    @property
    def language(self) -> str:
        return "zh-CN" if self.locale == "zh" else "en"

    @property
    def visits(self) -> list[Visit]:
        return [self.partner, self.business, self.legal]


def gather(visitors: Visitors, locale: str) -> Table:
    name, contract, kind = ASKERS[locale]
    pages = (visitors.come_in(name, kind, locale), *(
        visitors.come_in(f"{one}@demo.example", locale=locale) for one in ("business", "legal")
    ))  # fmt: skip
    limits = (MOST_OF_PARTNERS, MOST_OF_STAFF, MOST_OF_STAFF)
    return Table(locale, contract, *(Visit(p, visitors.watch(p), most) for p, most in zip(pages, limits, strict=True)))


@pytest.mark.parametrize("locale", ASKERS)
def test_from_the_ask_to_the_moved_end(visitors: Visitors, program: Program, locale: str) -> None:
    table = gather(visitors, locale)
    partner, (_, conditions, _) = table.partner, WORDS[locale]
    finish_what_is_being_written(table)
    old = end_of(program, table.contract)
    new = extended_end(old, 6)
    number = ask(table)
    expect(partner.page.locator("#extension")).to_contain_text(day(old, locale))

    offer_something_else(table.business, number, conditions)
    assert conditions not in partner.page.request.get(f"/requests/{number}").text()
    approve(table, number)
    assert faults(table.legal.page, table.language) == []
    assert end_of(program, table.contract) == old

    confirm(table, number, new)
    assert end_of(program, table.contract) == new
    partner.page.goto(f"/contracts/{table.contract}")
    changes = partner.page.locator(".diff").first
    for said in (day(old, locale), day(new, locale), conditions):
        expect(changes).to_contain_text(said)
    for name in ("何述", number):
        expect(partner.page.locator("section:has(.diff)").first).to_contain_text(name)
    assert faults(partner.page, table.language) == []
    table.legal.begin(f"/staff/contracts/{table.contract}")
    table.legal.click("details:has(.diff) summary", leads_on=False)
    for said in ("周一帆", "何述", day(new, locale)):
        expect(table.legal.page.locator("details:has(.diff)").first).to_contain_text(said)
    assert [line for visit in table.visits for line in visit.watch.lines] == []


def test_refused_taken_back_or_lapsed_nothing_moves(visitors: Visitors, program: Program) -> None:
    table = gather(visitors, "zh")
    partner, reason = table.partner, WORDS["zh"][2]
    old = end_of(program, table.contract)

    number = ask(table)
    refuse(table.business, number, reason)
    approve(table, number)
    partner.begin(f"/requests/{number}")
    expect(partner.page.locator("#extension")).to_contain_text(reason)

    number = ask(table)
    take_back(partner, number)
    expect(partner.page.locator(".page-head .badge")).to_have_text("您已撤回")

    number = ask(table)
    table.business.begin(f"/staff/requests/{number}")
    table.business.click("#extension form[action$='/proposals'] button")
    approve(table, number)
    nobody_confirms_in_time(program, number)
    acts.awaited(lambda: lapsed(partner.page, number), "the worker lets it lapse", 20)
    assert end_of(program, table.contract) == old
    assert [line for visit in table.visits for line in visit.watch.lines] == []


def finish_what_is_being_written(table: Table) -> None:
    """A contract that is being amended cannot be extended: the other side has signed meanwhile."""
    page = table.legal.page
    page.goto(f"/staff/contracts/{table.contract}")
    if acts.form(page, "/signatures").count():
        page.locator("[name=partner_on]").fill(page.locator("[name=us_on]").input_value())
        acts.send(page, "/signatures")


def ask(table: Table) -> str:
    """From their home: the contract, the ask, the right in words, sent."""
    partner = table.partner
    partner.begin("/")
    partner.click(f"main a[href='/contracts/{table.contract}']")
    partner.click("a[href*='category=contract_extension']")
    right = partner.page.locator("#grounds .extension")
    expect(right).to_contain_text(table.contract)
    assert partner.page.locator("[name=months]").input_value() == "12"
    partner.page.locator("[name=text]").fill(WORDS[table.locale][0])
    partner.click("form[action='/requests/'] button:not([type=button])")
    number = acts.last_part(partner.page)
    assert number.startswith("SR-")
    return number


def offer_something_else(business: Visit, number: str, conditions: str) -> None:
    business.begin(f"/staff/requests/{number}")
    business.click("#extension details:has([name=months]) > summary", leads_on=False)
    business.page.locator("#counter-months").fill("6")
    business.page.locator("#counter-conditions").fill(conditions)
    business.click("#extension form:has([name=months]) button")


def refuse(business: Visit, number: str, reason: str) -> None:
    business.begin(f"/staff/requests/{number}")
    business.click("#extension details:has(#refuse-words) > summary", leads_on=False)
    business.page.locator("#refuse-words").fill(reason)
    business.click("#extension form:has(#refuse-words) button")


def approve(table: Table, number: str) -> None:
    """The second person finds it on their day; the first one has no button for it."""
    expect(table.business.page.locator("form[action$='/approvals']")).to_have_count(0)
    table.legal.begin("/staff/")
    table.legal.click(f"#approvals a[href^='/staff/requests/{number}']")
    table.legal.click("form[action$='/approvals'] button")
    expect(table.legal.page.locator("form[action$='/approvals']")).to_have_count(0)  # the next page is there


def confirm(table: Table, number: str, new: date) -> None:
    partner = table.partner
    partner.begin("/")
    partner.click(f"main a[href='/requests/{number}']")
    assert faults(partner.page, table.language) == []
    partner.click("[data-dialog=acknowledge]", leads_on=False)
    dialog = partner.page.locator("dialog#acknowledge")
    expect(dialog).to_contain_text(day(new, table.locale))
    partner.click("#acknowledge button")


def take_back(partner: Visit, number: str) -> None:
    partner.begin(f"/requests/{number}")
    partner.click("[data-dialog=withdraw]", leads_on=False)
    partner.click("#withdraw button[type=submit]")


def nobody_confirms_in_time(program: Program, number: str) -> None:
    """As if the last day had been yesterday, and the worker's turn had come."""
    with closing(sqlite3.connect(program.folder / "portal.sqlite3", timeout=10)) as database:
        database.execute(
            "UPDATE term_extension SET acknowledge_by = date('now', '-2 days') WHERE state = 'approved' "
            "AND request_id = (SELECT id FROM service_request WHERE number = ?)", (number,),
        )  # fmt: skip
        database.execute("DELETE FROM job WHERE name = 'lapse_offers'")
        database.commit()


def lapsed(page: Page, number: str) -> str:
    page.goto(f"/requests/{number}")
    said = page.locator("#extension").inner_text()
    return said if "失效" in said else ""


def end_of(program: Program, contract: str) -> date:
    """The last day of the term, as it is stored."""
    with closing(sqlite3.connect(program.folder / "portal.sqlite3", timeout=10)) as database:
        [(day,)] = database.execute("SELECT ends_on FROM contract WHERE number = ?", (contract,))
    return date.fromisoformat(day)


def day(one: date, locale: str) -> str:
    return day_text(one, locale)
