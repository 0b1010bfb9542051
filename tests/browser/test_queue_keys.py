"""The queue and the desk with single keys alone, silent while an input method composes; and who does without them."""

from playwright.sync_api import Page, expect

from tests.browser.people import Visitors
from tests.browser.test_keyboard import focused, tab_to

PRESS = """keys => keys.map(more => document.activeElement.dispatchEvent(
  new KeyboardEvent("keydown", {key: "j", bubbles: true, cancelable: true, ...more})))"""
SEND_COMPOSING = """() => document.activeElement.dispatchEvent(
  new KeyboardEvent("keydown", {key: "Enter", ctrlKey: true, isComposing: true, bubbles: true, cancelable: true}))"""
COMPOSED = [{"isComposing": True}, {"keyCode": 229}, {"ctrlKey": True}, {"metaKey": True}, {"altKey": True}]


def here(page: Page) -> str:
    """The number in the row that has the focus."""
    return str(page.evaluate("document.activeElement.closest('tr')?.querySelector('[name=chosen]').value ?? ''"))


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_morning_at_the_desk_without_a_mouse(visitors: Visitors) -> None:
    page = visitors.come_in("service@demo.example")
    watch = visitors.watch(page)
    press(page, "g", "r")
    page.wait_for_url("**/staff/requests/")
    numbers = page.locator("[name=chosen]").evaluate_all("boxes => boxes.map(box => box.value)")
    expect(page.locator("[data-selection-bar]")).to_be_hidden()
    press(page, "j", "j", "j", "k")
    assert here(page) == numbers[1]
    page.evaluate(PRESS, COMPOSED)
    assert here(page) == numbers[1]
    press(page, "?")
    expect(page.locator("dialog[open]")).to_contain_text("勾选或取消")
    press(page, "j", "Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert here(page) == numbers[1]
    press(page, "x", "j", "x")
    expect(page.locator("[data-count]")).to_have_text("2")
    press(page, "/")
    page.keyboard.type("jxn?")
    assert page.locator("[data-search]").input_value() == "jxn?"
    expect(page.locator("[data-count]")).to_have_text("2")
    assign_what_is_ticked(page)
    through_the_list(page)
    assert watch.lines == []


def assign_what_is_ticked(page: Page) -> None:
    tab_to(page, "[data-selection-bar] [value=assign]", most=300)
    press(page, "Enter")
    page.wait_for_url("**/selection?**")
    assert page.locator("[name=chosen]:checked").count() == 2
    tab_to(page, "main [data-busy]")
    press(page, "Enter")
    page.wait_for_url("**/staff/requests/?**")
    expect(page.locator("#notices")).to_contain_text("已交给田野")


def through_the_list(page: Page) -> None:
    page.goto("/staff/requests/?view=open")
    numbers = page.locator("[name=chosen]").evaluate_all("boxes => boxes.map(box => box.value)")
    press(page, "a")  # nothing is ticked: nothing happens
    press(page, "j", "o")
    page.wait_for_url(f"**/{numbers[0]}?list=*")
    press(page, "]")
    page.wait_for_url(f"**/{numbers[1]}?list=*")
    expect(page.locator(".topbar .in-list")).to_contain_text("第 2 条")
    press(page, "c")
    assert focused(page, "#note-text")
    page.keyboard.type("nasc")
    assert page.locator("#note-text").input_value() == "nasc"
    page.locator("#note-text").fill("")
    press(page, "Tab", "r")
    assert focused(page, "#reply-text")
    press(page, "Shift+Tab", "[")
    page.wait_for_url(f"**/{numbers[0]}?list=*")
    press(page, "u")
    page.wait_for_url(f"**/staff/requests/?view=open#{numbers[0]}")
    expect(page.locator(f"[data-key-list] a[href*='{numbers[0]}']")).to_be_focused()  # j goes on from there


def test_what_is_pressed_at_the_desk(visitors: Visitors) -> None:
    page = visitors.come_in("service@demo.example", permissions=["clipboard-read", "clipboard-write"])
    page.goto("/staff/requests/SR-202611-0010")
    press(page, "s")
    expect(page.locator(".menu[open] .menu-item").first).to_be_visible()
    assert focused(page, "[data-key=s]")
    press(page, "Escape")
    expect(page.locator(".menu[open]")).to_have_count(0)
    press(page, "a")
    assert focused(page, ".menu[open] [name=staff]")
    press(page, "Escape", ".")
    expect(page.locator("#toasts")).to_contain_text("SR-202611-0010")
    assert page.evaluate("navigator.clipboard.readText()") == "SR-202611-0010"
    press(page, "c")
    page.keyboard.type("只写到一半")
    page.evaluate(SEND_COMPOSING)
    expect(page.locator("#note-text")).to_have_value("只写到一半")
    press(page, "Control+Enter")
    expect(page.locator(".msg-note").last).to_contain_text("只写到一半")
    press(page, "r")
    page.keyboard.type("写完就办结")
    page.locator("[name=resolve]").focus()
    press(page, " ", "Control+Enter")  # from the box that was ticked last
    expect(page.locator(".msg-out").last).to_contain_text("写完就办结")
    expect(page.locator(".page-head .badge").first).to_have_text("已解决")


def test_without_single_keys_nothing_listens_and_the_help_is_a_page(visitors: Visitors) -> None:
    page = visitors.come_in("quality@demo.example")  # who presses no key in any other test: it stays switched off
    page.goto("/staff/keys")
    page.locator("#key_list a[href$='#shortcuts']").click()
    page.locator("[name=has_shortcuts]").uncheck()
    with page.expect_navigation():
        page.locator("form[action='/me/shortcuts'] button").click()
    page.goto("/staff/requests/")
    press(page, "j", "/")
    assert focused(page, "body")
    page.locator(".topbar .menu summary").click()
    page.locator(".topbar [data-keys-help]").click()
    page.wait_for_url("**/staff/keys")
