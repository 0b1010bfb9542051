"""The call brief in a real browser: one A4 page, two screens of a phone, from the list and back without a mouse."""

import re

from playwright.sync_api import expect

from tests.browser.people import PHONE, Visitors
from tests.browser.test_keyboard import focused
from tests.browser.test_queue_keys import press

BRIEF = "/staff/accounts/D-000101/brief"
HEIGHT = "document.querySelector('article').getBoundingClientRect().height"
SAID = "问了续签的月数，他要先看补充协议，下周再说。"


def test_a_brief_is_one_page_of_paper_and_two_screens_of_a_phone(visitors: Visitors) -> None:
    phone = visitors.come_in("care@demo.example", PHONE)
    phone.goto(BRIEF)
    assert phone.evaluate(HEIGHT) <= 2 * PHONE["viewport"]["height"]
    desk = visitors.come_in("care@demo.example")
    desk.goto(BRIEF)
    paper = desk.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


def test_from_the_list_to_the_brief_and_its_form_by_single_keys(visitors: Visitors) -> None:
    page = visitors.come_in("care@demo.example")
    watch = visitors.watch(page)
    page.goto("/staff/")
    press(page, "g", "c")
    page.wait_for_url("**/staff/care/")
    first = (page.locator("[data-key-list] .title").first.get_attribute("href") or "").split("/")[3]
    press(page, "j", "o")
    page.wait_for_url("**/brief")
    expect(page.locator("article")).to_contain_text(first)
    press(page, "]")
    expect(page.locator("article")).not_to_contain_text(first)
    press(page, "c")
    assert focused(page, "#content")
    page.keyboard.type(SAID)
    page.locator("#after-call .btn-primary").click()
    page.wait_for_url("**/staff/care/")
    expect(page.locator("#notices")).to_contain_text("已记录")
    assert watch.lines == []
