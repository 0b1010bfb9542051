"""Two colleagues at one desk, in two real browsers: who writes, a newer answer, undo, the draft (BI4)."""

from collections.abc import Iterator
from urllib.parse import unquote_plus

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.browser import acts
from tests.browser.looking import faults
from tests.browser.people import PHONE, Visitors
from tests.browser.program import Program

NUMBER, PARTNER = "SR-202611-0001", "owner@minchuan.example"
DESK, THEIRS = f"/staff/requests/{NUMBER}", f"/requests/{NUMBER}"
UNDO = "form[action$='/answers/undone'] button"


@pytest.fixture(scope="module")
def held(chromium: Browser, program: Program, all_visitors: Visitors) -> Iterator[Visitors]:
    """The program as it is set up where nothing else is said: an answer can be taken back for 15 seconds. Whoever has
    signed in stays signed in: a second factor is set up once."""
    web = program.beside(PORTAL_UNDO_SEND_SECONDS="15")
    visitors = Visitors(chromium, web)
    visitors.cookies = all_visitors.cookies
    yield visitors
    visitors.leave()
    web.stop()


def test_two_colleagues_at_one_desk(held: Visitors) -> None:
    ye, zhou = (held.come_in(f"{name}@demo.example") for name in ("service", "business"))
    partner = held.come_in(PARTNER, PHONE)
    watched = [held.watch(page) for page in (ye, zhou, partner)]
    for page in (ye, zhou):
        page.goto(DESK)
        reply(page)
    with zhou.expect_response(lambda answer: "九点到" in typed(answer)):  # saved at the first key, and after a pause
        zhou.locator("#reply-text").press_sequentially("仓库说明早九点到")
    expect(zhou.locator("#draft_answer")).to_contain_text("草稿已保存")
    ye.reload()
    expect(ye.locator("#desk_now")).to_contain_text("周一帆正在写答复")
    assert faults(ye, "zh-CN") == []

    zhou.reload()  # as in another browser: what was typed is there
    reply(zhou)
    expect(zhou.locator("#reply-text")).to_have_value("仓库说明早九点到")
    acts.send(zhou, "/answers", ".btn-primary")
    expect(zhou.locator("[data-countdown]")).to_be_visible()
    assert faults(zhou, "zh-CN") == []
    partner.goto(THEIRS)
    expect(partner.locator(".talk")).not_to_contain_text("仓库说明早九点到")
    zhou.locator(UNDO).click()
    expect(zhou.locator("#reply-text")).to_have_value("仓库说明早九点到")
    expect(zhou.locator("#reply-text")).to_be_focused()  # and can be typed on at once

    reply(ye)
    ye.locator("#reply-text").fill("我来回答")
    partner.locator("form[action$='/answers'] textarea").fill("医院又来催了")
    acts.send(partner, "/answers")
    expect(ye.locator("#desk_now")).to_contain_text("1 条新消息", timeout=12_000)
    acts.send(ye, "/answers", ".btn-primary")
    expect(ye.locator(".thread")).to_contain_text("您开始写之后的新消息")
    expect(ye.locator(".dock [role=alert]")).to_be_focused()  # and no second Ctrl+Enter sends it unread
    expect(ye.locator("#reply-text")).to_have_value("我来回答")
    assert faults(ye, "zh-CN") == []
    acts.send(ye, "/answers", ".btn-primary")
    expect(ye.locator(".thread")).to_contain_text("尚未发出")
    expect(ye.locator("#desk_now")).to_contain_text("您的答复已经发出", timeout=20_000)
    expect(ye.locator(".thread")).not_to_contain_text("尚未发出")  # both cannot be true
    partner.reload()
    expect(partner.locator(".talk")).to_contain_text("我来回答")
    status_409 = "the server responded with a status of 409"
    assert [line for one in watched for line in one.lines if status_409 not in line] == []


def test_a_colleague_is_called_in_a_note_by_keys_and_by_finger(held: Visitors) -> None:
    desk, phone = held.come_in("service@demo.example"), held.come_in("service@demo.example", PHONE)
    watched = [held.watch(page) for page in (desk, phone)]
    desk.goto(DESK)
    note = desk.locator("#note-text")
    note.fill("")
    note.press_sequentially("请 ＠")
    expect(desk.locator("#note-calls [role=option]").first).to_be_visible()
    note.press_sequentially("shenq")
    expect(desk.locator("#note-calls [role=option]")).to_have_count(1)
    assert faults(desk, "zh-CN") == []
    note.press("Enter")
    expect(note).to_have_value("请 ＠沈清禾 ")
    expect(desk.locator("#note-calls")).to_be_hidden()
    note.press_sequentially("核对 @zyf")
    expect(desk.locator("#note-calls [aria-selected=true]")).to_contain_text("周一帆")
    note.press("Escape")
    acts.send(desk, "/notes", ".btn-note")
    expect(desk.locator("#notices")).to_contain_text("已在收件箱告知：沈清禾")
    expect(desk.locator(".thread .called").last).to_have_text("＠沈清禾")

    phone.goto(DESK)
    phone.locator("label[for=mode-note]").tap()
    phone.locator("#note-text").press_sequentially("@陈")
    phone.locator("#note-calls [role=option]").first.tap()
    expect(phone.locator("#note-text")).to_have_value("@陈立衡 ")
    assert faults(phone, "zh-CN") == []
    phone.locator("#note-text").fill("")
    assert [line for one in watched for line in one.lines] == []


def test_a_kept_view_is_a_link_for_a_colleague_and_a_merging_is_told_to_who_writes(held: Visitors) -> None:
    """Two at once: one keeps a view and sends its address, the other writes while the first merges."""
    chen, ye, zhou = (held.come_in(f"{name}@demo.example") for name in ("director", "service", "business"))
    chen.goto("/staff/requests/views/new?query=category%3Ddelivery_query%26view%3Dall")
    chen.locator("[name=name]").fill("发货都在这")
    chen.locator("[name=shelf]").select_option("company")
    acts.send(chen, "/requests/views/")
    zhou.goto(chen.url)
    numbers = [page.locator("#request_list a[href*='/staff/requests/SR-']").all_inner_texts() for page in (chen, zhou)]
    assert numbers[0] == numbers[1] and numbers[0]
    expect(zhou.locator("main")).to_contain_text("发货都在这")

    zhou.goto("/staff/requests/SR-202611-0004")
    reply(zhou)
    zhou.locator("#reply-text").fill("写到一半的答复")
    ye.goto(f"/staff/requests/SR-202611-0004/merging?into={NUMBER}")
    acts.send(ye, "/merging")
    acts.send(zhou, "/answers", ".btn-primary")
    expect(zhou.locator("main")).to_contain_text("SR-202611-0004 已并入本请求")
    expect(zhou.locator("#reply-text")).to_have_value("写到一半的答复")
    ye.goto(f"/staff/requests/{NUMBER}")
    acts.send(ye, "/SR-202611-0004/parting")


def reply(page: Page) -> None:
    page.locator("label[for=mode-reply]").click()


def typed(answer: Response) -> str:
    """The text of a draft that was sent to be kept."""
    sent = answer.request.post_data_buffer if answer.url.endswith("/drafts") else None
    return unquote_plus((sent or b"").decode("utf-8", "replace"))
