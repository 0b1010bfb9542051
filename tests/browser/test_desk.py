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
    expect(zhou.locator("#reply-text")).to_be_visible()

    reply(ye)
    ye.locator("#reply-text").fill("我来回答")
    partner.locator("form[action$='/answers'] textarea").fill("医院又来催了")
    acts.send(partner, "/answers")
    expect(ye.locator("#desk_now")).to_contain_text("1 条新消息", timeout=12_000)
    acts.send(ye, "/answers", ".btn-primary")
    expect(ye.locator(".thread")).to_contain_text("您开始写之后的新消息")
    expect(ye.locator("#reply-text")).to_have_value("我来回答")
    assert faults(ye, "zh-CN") == []
    acts.send(ye, "/answers", ".btn-primary")
    expect(ye.locator("#desk_now")).to_contain_text("您的答复已经发出", timeout=20_000)
    partner.reload()
    expect(partner.locator(".talk")).to_contain_text("我来回答")
    status_409 = "the server responded with a status of 409"
    assert [line for one in watched for line in one.lines if status_409 not in line] == []


def reply(page: Page) -> None:
    page.locator("label[for=mode-reply]").click()


def typed(answer: Response) -> str:
    """The text of a draft that was sent to be kept."""
    sent = answer.request.post_data_buffer if answer.url.endswith("/drafts") else None
    return unquote_plus((sent or b"").decode("utf-8", "replace"))
