"""A diversion in a real browser, from the complaint to the settled deposit, in both languages (AZ8, AZ11, BR5).

Our people sit at desks and need at most three clicks for each step; the suspect answers on a phone.
"""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.browser import acts
from tests.browser.looking import faults
from tests.browser.people import PHONE, Visitors

COMPLAINT, SUSPECT, COMPLAINANT = "SR-202611-0004", "15400000103", "岷川"
CONTRACT = "D-2026-013"
SUM = "¥2,689.20"
"""36 boxes at 24.90, three times."""
WORDS = {
    "zh": ("这批货卖给了济南的药店，附流向单。", "流向单与批号不符，认定成立。"),
    "en": ("We sold these boxes to a pharmacy in Jinan.", "The flow papers show another batch."),
}


@dataclass
class Desk:
    """A colleague at the page, and how often they clicked for the step they are at."""

    page: Page
    clicks: int = 0

    def click(self, selector: str) -> None:
        self.clicks += 1
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()

    def open(self, number: str) -> None:
        """Their next step: from the page of the breach on."""
        self.page.goto(f"/staff/breaches/{number}")
        self.clicks = 0


@pytest.mark.parametrize("locale", WORDS)
def test_from_the_complaint_to_the_settled_deposit(visitors: Visitors, locale: str) -> None:
    reply, reason = WORDS[locale]
    service, legal, finance = (
        Desk(visitors.come_in(f"{name}@demo.example", locale=locale)) for name in ("service", "legal", "finance")
    )
    watched = [visitors.watch(one.page) for one in (service, legal, finance)]
    language = "zh-CN" if locale == "zh" else "en"

    number = make_a_breach(service)
    legal.open(number)
    legal.click("form[action$='/notices'] button")
    phone = visitors.come_in(SUSPECT, PHONE, locale)
    watched.append(visitors.watch(phone))
    answer_on_the_phone(phone, number, reply, language)

    legal.open(number)
    expect(legal.page.locator(".thread")).to_contain_text(reply)
    legal.page.locator("[name=reason]").first.fill(reason)
    legal.click("button[value=confirm]")
    assert legal.clicks == 1
    expect(legal.page.locator(".sum")).to_contain_text(SUM)
    legal.click("button[value=freeze]")
    assert legal.clicks == 2 and faults(legal.page, language) == []

    phone.goto(f"/breaches/{number}")
    expect(phone.locator(".sum")).to_contain_text(SUM)
    expect(phone.locator("#main")).to_contain_text(reason)
    acts.send(phone, "/agreements")

    before = held(finance.page)
    finance.open(number)
    finance.click("form[action$='/payments'] button")
    assert finance.clicks == 1
    assert before - held(finance.page) == 268_920
    phone.goto(f"/contracts/{CONTRACT}")
    expect(phone.locator("#main")).to_contain_text(f"−{SUM}")
    assert COMPLAINANT not in phone.content()
    assert [line for watch in watched for line in watch.lines] == []


def make_a_breach(service: Desk) -> str:
    """One click on the complaint, and save."""
    service.page.goto(f"/staff/requests/{COMPLAINT}")
    service.click("a[href*='/staff/breaches/new']")
    assert service.page.locator("[name=article]").input_value() == "第 12 条"
    service.click("form[action='/staff/breaches/'] button[type=submit]")
    assert service.clicks == 2
    number = acts.last_part(service.page)
    assert number.startswith("BR-")
    return number


def answer_on_the_phone(phone: Page, number: str, reply: str, language: str) -> None:
    phone.goto("/")
    with phone.expect_navigation():
        phone.locator(f"a[href='/breaches/{number}']").first.tap()
    assert faults(phone, language) == []
    assert SUM not in phone.content() and COMPLAINANT not in phone.content()
    phone.locator("[name=text]").fill(reply)
    phone.locator("[name=files]").set_input_files([acts.paper("流向单.pdf")])
    acts.send(phone, "/replies")
    expect(phone.locator(".talk")).to_contain_text("流向单.pdf")


def held(page: Page) -> int:
    """What the deposit holds, in fen."""
    page.goto(f"/staff/contracts/{CONTRACT}/deposit")
    return int(page.locator("dd.strong").inner_text().replace("¥", "").replace(",", "").replace(".", ""))
