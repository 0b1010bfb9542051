"""Both faces with the keyboard alone."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import DESKTOP, PASSWORD, PHONE, Visitors


def focused(page: Page, selector: str) -> bool:
    return bool(page.evaluate("selector => document.activeElement.matches(selector)", selector))


def tab_to(page: Page, selector: str, most: int = 80) -> None:
    """Press Tab until the focus stands there."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if focused(page, selector):
            return
    raise AssertionError(f"Tab does not lead to {selector}")


def test_a_partner_signs_in(visitors: Visitors) -> None:
    page = visitors.anonymous()
    page.goto("/login")
    tab_to(page, "[name=login]")
    page.keyboard.type("viewer@minchuan.example")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("廖远")


def test_the_first_tab_skips_to_the_content(visitors: Visitors) -> None:
    page = visitors.come_in("service@demo.example")
    page.keyboard.press("Tab")
    assert focused(page, ".skip") and page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page, "#main *")


def test_slash_finds_an_account_but_not_while_typing(visitors: Visitors) -> None:
    page = visitors.come_in("service@demo.example")
    page.keyboard.press("/")
    assert focused(page, "[data-search]")
    page.keyboard.type("mc/yy")
    assert page.locator("[data-search]").input_value() == "mc/yy"
    page.locator("[data-search]").fill("岷川")
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff/find?q=**")
    expect(page.locator("#find_list")).to_contain_text("D-000101")


def test_an_identity_number_stands_in_no_address(visitors: Visitors) -> None:
    page, asked = visitors.come_in("service@demo.example"), list[str]()
    page.on("request", lambda one: asked.append(one.url))
    for start, box in (("/staff/", "[data-search]"), ("/staff/accounts/", "#main [name=q]")):
        page.goto(start)
        page.locator(box).press_sequentially("11010519491231002X", delay=20)
        page.wait_for_timeout(400)  # as long as it would have been asked for while typed
        page.keyboard.press("Enter")
        page.wait_for_url("**/staff/accounts/?by=id_no**")
    assert len(asked) > 4 and not [url for url in asked if "1101051949" in url]


def test_what_is_found_as_one_types_is_gone_through_by_arrows(visitors: Visitors) -> None:
    page = visitors.come_in("service@demo.example")
    box, found = page.locator("[data-search]"), page.locator("#find_list")
    page.keyboard.press("/")
    page.keyboard.type("mcyy")
    expect(found.locator("mark").first).to_have_text("岷川医药")
    assert box.get_attribute("role") == "combobox" and box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    chosen = found.locator("[aria-selected=true]")
    expect(chosen).to_contain_text("D-000101")
    assert focused(page, "[data-search]") and box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    page.keyboard.press("Escape")
    expect(found).to_be_hidden()
    assert box.input_value() == "mcyy" and box.get_attribute("aria-expanded") == "false"
    page.keyboard.press("ArrowDown")
    expect(found).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff/accounts/D-000101")


def test_the_box_rests_while_an_input_method_composes(visitors: Visitors) -> None:
    page = visitors.come_in("service@demo.example")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/staff/find" in request.url else None)
    page.evaluate("""() => {
      const box = document.querySelector("[data-search]");
      box.focus();
      box.dispatchEvent(new CompositionEvent("compositionstart"));
      box.value = "min'chuan";
      box.dispatchEvent(new InputEvent("input", {isComposing: true, bubbles: true}));
      for (const key of ["ArrowDown", "Enter"])
        box.dispatchEvent(new KeyboardEvent("keydown", {key, isComposing: true, bubbles: true, cancelable: true}));
    }""")
    page.wait_for_timeout(400)
    assert asked == [] and page.url.endswith("/staff/")
    page.evaluate("""() => {
      const box = document.querySelector("[data-search]");
      box.value = "岷川";
      box.dispatchEvent(new CompositionEvent("compositionend"));
    }""")
    expect(page.locator("#find_list")).to_contain_text("D-000101")
    assert len(asked) == 1


def test_staff_answer_a_request(visitors: Visitors) -> None:
    page = visitors.come_in("service@demo.example")
    page.goto("/staff/requests/")
    tab_to(page, "#request_list a[href*='/SR-202611-0007?']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/SR-202611-0007?*")
    tab_to(page, "[name=mode]")
    page.keyboard.press("ArrowRight")
    tab_to(page, ".pane-reply textarea")
    page.keyboard.type("退货单已开，周四来取。")
    tab_to(page, ".pane-reply button")
    page.keyboard.press("Enter")
    expect(page.locator(".msg-out").last).to_contain_text("退货单已开，周四来取。")


def test_escape_closes_menus_and_gives_the_focus_back(visitors: Visitors) -> None:
    page = visitors.come_in("service@demo.example")
    tab_to(page, ".topbar summary")
    page.keyboard.press("Enter")
    expect(page.locator(".topbar .menu-sheet")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".topbar .menu-sheet")).to_be_hidden()
    assert focused(page, ".topbar summary")


def test_escape_closes_a_question_and_does_nothing(visitors: Visitors) -> None:
    page = visitors.come_in("owner@minchuan.example")
    page.goto("/team/")
    tab_to(page, "[data-dialog]")
    page.keyboard.press("Enter")
    question = page.locator("dialog[open]")
    expect(question).to_be_visible()
    page.keyboard.press("Escape")
    expect(question).to_be_hidden()
    assert focused(page, "[data-dialog]")
    page.keyboard.press("Space")  # it is said to be a button, and is pressed like one
    expect(question).to_be_visible()


RING = """() => {
  const {outlineStyle, boxShadow} = getComputedStyle(document.activeElement);
  return document.activeElement === document.body || outlineStyle !== "none" || boxShadow !== "none"
    || document.activeElement.outerHTML.slice(0, 120);
}"""


@pytest.mark.parametrize("kind", [DESKTOP, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("name", ["owner@minchuan.example", "service@demo.example"])
def test_what_has_the_focus_can_be_seen(visitors: Visitors, name: str, kind: dict[str, Any]) -> None:
    page = visitors.come_in(name, kind)
    seen = []
    for _ in range(25):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(RING))
    assert seen == [True] * 25
