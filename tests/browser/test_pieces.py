"""Pieces of pages that htmx asks for: search, filters, polls; and what people see when something goes wrong.

Covers SE2, BR6, BI5.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import acts
from tests.browser.people import PHONE, Visitors, sign_in_here

SERVICE, OWNER = "service@demo.example", "owner@minchuan.example"


def stay(page: Page) -> None:
    """Leave a mark that is lost as soon as the whole page is loaded anew."""
    page.evaluate("window.stayed = true")


def stayed(page: Page) -> bool:
    return bool(page.evaluate("window.stayed === true"))


def test_a_list_is_found_while_chinese_is_being_typed(visitors: Visitors) -> None:
    page = visitors.come_in(SERVICE)
    page.goto("/staff/accounts/")
    stay(page)
    page.locator("#find-accounts").press_sequentially("粤桥")
    expect(page.locator("#account_list")).not_to_contain_text("D-000101")
    expect(page.locator("#account_list")).to_contain_text("D-000102")
    assert stayed(page) and "q=" in page.url and page.locator("#find-accounts").input_value() == "粤桥"
    page.locator("#find-accounts").fill("mcyy")
    expect(page.locator("#account_list")).to_contain_text("D-000101")


def test_an_input_method_asks_once_it_has_composed(visitors: Visitors) -> None:
    page = visitors.come_in(SERVICE)
    page.goto("/staff/requests/")
    page.locator("#find-request").focus()
    keys = page.context.new_cdp_session(page)
    keys.send("Input.imeSetComposition", {"text": "pi zhen", "selectionStart": 7, "selectionEnd": 7})
    keys.send("Input.insertText", {"text": "皮疹"})
    expect(page.locator("#request_list")).to_contain_text("SR-202611-0003")
    expect(page.locator("#request_list")).not_to_contain_text("SR-202611-0001")


def test_filters_change_the_list_alone_and_the_address_with_it(visitors: Visitors) -> None:
    page = visitors.come_in(SERVICE)
    page.goto("/staff/requests/")
    stay(page)
    page.locator("[name=category]").select_option("delivery_query")
    expect(page.locator("#request_list")).not_to_contain_text("SR-202611-0003")
    expect(page.locator("#request_list")).to_contain_text("SR-202611-0001")
    assert stayed(page) and "category=delivery_query" in page.url
    page.reload()
    expect(page.locator("#request_list")).not_to_contain_text("SR-202611-0003")
    assert page.locator("[name=category]").input_value() == "delivery_query"


def test_back_asks_the_server_again(visitors: Visitors) -> None:
    page = visitors.come_in(SERVICE)
    page.goto("/staff/requests/")
    page.locator("[name=category]").select_option("delivery_query")
    expect(page.locator("#request_list")).not_to_contain_text("SR-202611-0003")
    with page.expect_request("**/staff/requests/"):
        page.go_back()
    expect(page.locator("#request_list")).to_contain_text("SR-202611-0003")


def test_a_mistake_brings_the_form_back_with_the_typed_text(visitors: Visitors) -> None:
    page = visitors.come_in(OWNER, PHONE)
    page.goto("/requests/new?category=delivery_query")
    page.locator("[name=text]").fill("医院明天断药，请今天发货。")
    with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        page.locator("main form[method=post] button.btn-primary").tap()
    assert sent.value.status == 422
    expect(page.locator(".error-summary")).to_be_focused()
    assert page.locator("[name=text]").input_value() == "医院明天断药，请今天发货。"
    page.locator(".error-summary a").first.tap()
    expect(page.locator("[name=subject]")).to_be_focused()


def test_what_is_too_much_to_send_is_told_before_it_is_sent(visitors: Visitors) -> None:
    page = visitors.come_in(OWNER, PHONE)
    page.goto("/requests/new?category=delivery_query")
    box, told = page.locator("#files"), page.locator("#files-list")
    assert int(box.get_attribute("data-limit") or 0) >= 1_000_000
    box.evaluate("box => { box.dataset.limit = 100; }")
    photo = {"name": "药盒.jpg", "mimeType": "image/jpeg", "buffer": b"x" * 60}
    box.set_input_files([photo])
    expect(told).to_contain_text("药盒.jpg")
    expect(told).not_to_contain_text("发不出去")
    box.set_input_files([photo, photo])
    expect(told).to_contain_text("发不出去")


def test_a_form_pressed_twice_is_sent_once(visitors: Visitors) -> None:
    page = visitors.come_in(OWNER)
    page.goto("/feedback/new")
    page.locator("[name=kind][value=suggestion]").check()
    page.locator("[name=subject]").fill("请把对账单放进门户")
    page.locator("[name=text]").fill("每月五号前放进来就好。")
    posts: list[str] = []
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    page.locator("main form[method=post] button.btn-primary").dblclick()
    page.wait_for_url("**/feedback/FB-*")
    assert len(posts) == 1
    page.goto("/feedback/")
    expect(page.locator("main a", has_text="请把对账单放进门户")).to_have_count(1)


def test_a_failing_server_leaves_everything_as_it_is_and_says_so(visitors: Visitors) -> None:
    page = visitors.come_in(SERVICE)
    page.goto("/staff/requests/")
    page.route("**/staff/requests/?*", lambda route: route.fulfill(status=503, body="<h1>Traceback</h1>"))
    page.locator("#find-request").fill("皮疹")
    expect(page.locator("#toasts")).to_contain_text("未保存")
    expect(page.locator("#request_list")).to_contain_text("SR-202611-0001")
    assert page.locator("#find-request").input_value() == "皮疹" and "Traceback" not in page.content()


def test_a_lost_connection_is_said_and_the_text_stays(visitors: Visitors) -> None:
    page = visitors.come_in(SERVICE)
    page.goto("/staff/requests/")
    page.route("**/staff/requests/?*", lambda route: route.abort())
    page.locator("#find-request").fill("皮疹")
    expect(page.locator("#toasts")).to_contain_text("网络断了")
    assert page.locator("#find-request").input_value() == "皮疹"


def test_an_ended_session_leads_to_sign_in_and_back(visitors: Visitors) -> None:
    page = visitors.come_in("quality@demo.example")
    page.goto("/staff/requests/")
    page.context.clear_cookies(name="portal")
    page.locator("#find-request").fill("皮疹")
    expect(page.locator("[name=password]")).to_be_visible()
    sign_in_here(page, "quality@demo.example")
    expect(page.locator("#request_list")).to_contain_text("SR-202611-0003")
    assert page.locator("#find-request").input_value() == "皮疹"


def test_a_poll_shows_progress_until_the_work_is_done(visitors: Visitors) -> None:
    page = visitors.come_in(SERVICE)
    polls: list[str] = []
    page.on("request", lambda request: polls.append(request.url) if "x-poll" in request.headers else None)
    rows = [[f"昆明试点{no}号医药有限公司", f"15400{no:06}"] for no in range(700_000, 700_600)]
    acts.send_workbook(page, [["客户名称", "手机"], *rows])
    expect(page.locator(".import-tally")).to_contain_text("600")
    assert polls
    expect(page.locator("main [hx-trigger^=every]")).to_have_count(0)


STORES = """async () => [
  ...Object.keys(localStorage), ...Object.keys(sessionStorage), ...(await caches.keys()),
  ...(await indexedDB.databases()).map(d => d.name),
  ...(await navigator.serviceWorker.getRegistrations()).map(r => r.scope),
]"""


@pytest.mark.parametrize("name", ["finance@demo.example", "member@minchuan.example"])
def test_after_signing_out_nothing_personal_is_left(visitors: Visitors, name: str) -> None:
    page = visitors.come_in(name)
    where = "/staff/requests/" if name.endswith("demo.example") else "/requests/"
    page.goto(where)
    expect(page.locator("#main")).to_contain_text("SR-202611-")
    assert page.evaluate(STORES) == []
    page.locator("header details.menu summary").click()
    with page.expect_navigation():
        page.locator("header form[action='/logout'] button").click()
    visitors.cookies.pop(name)
    page.go_back()
    page.wait_for_load_state()
    assert "SR-202611-" not in page.content() and page.locator("[name=password]").count() == 1
    assert page.evaluate(STORES) == []
    assert page.request.get(where, max_redirects=0).status in (302, 303)
