"""Two requests become one and two again, with the keyboard alone."""

from playwright.sync_api import expect

from tests.browser.people import Visitors
from tests.browser.test_keyboard import tab_to


def test_staff_merge_a_request_and_take_it_apart(visitors: Visitors) -> None:
    page = visitors.come_in("service@demo.example")
    page.goto("/staff/requests/SR-202611-0001")
    tab_to(page, "details.menu > summary.btn-icon")
    page.keyboard.press("Enter")
    tab_to(page, "a[href$='/merging']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/merging")
    page.keyboard.type("0004")  # the search has the focus
    page.keyboard.press("Enter")
    page.wait_for_url("**q=0004")
    tab_to(page, "a[href$='into=SR-202611-0004']")
    page.keyboard.press("Enter")
    page.wait_for_url("**into=SR-202611-0004")
    expect(page.locator(".sides > section")).to_have_count(2)
    page.keyboard.press("Enter")  # so has the button that confirms
    page.wait_for_url("**/staff/requests/SR-202611-0004")
    expect(page.locator("ol.thread")).to_contain_text("写于 SR-202611-0001")
    page.goto("/staff/requests/SR-202611-0001")
    assert page.url.endswith("/SR-202611-0004")
    tab_to(page, "form[action$='/SR-202611-0001/parting'] button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff/requests/SR-202611-0001")
    expect(page.locator(".page-head")).to_contain_text("处理中")
