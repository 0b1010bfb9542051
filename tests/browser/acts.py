"""What people do with pages, found by the addresses forms go to and by names of fields, alike in every language."""

import io
import re
import time
from collections.abc import Callable
from typing import Any

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.people import PASSWORD
from tests.browser.program import Program
from tests.intake.books import Cells, xlsx
from tests.notify.mail_sink import plain_text


def form(page: Page, ending: str) -> Locator:
    """The form that posts to an address with this ending, whatever list it remembers."""
    return page.locator(f"form[method=post][action$='{ending}'], form[method=post][action*='{ending}?']")


def send(page: Page, ending: str, button: str = "button:not([type=button])") -> None:
    """Press the button of that form and wait for the next page."""
    with page.expect_navigation():
        form(page, ending).locator(button).first.click()


def last_part(page: Page) -> str:
    return page.url.split("#")[0].split("?")[0].rstrip("/").rsplit("/", 1)[1]


def photo() -> dict[str, Any]:
    """A picture as a phone takes it, small."""
    target = io.BytesIO()
    Image.new("RGB", (64, 48), (30, 120, 90)).save(target, "JPEG")
    return {"name": "外包装.jpg", "mimeType": "image/jpeg", "buffer": target.getvalue()}


def paper(name: str) -> dict[str, Any]:
    return {"name": name, "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n%%EOF\n"}


def send_workbook(page: Page, rows: Cells, name: str = "客户名单.xlsx") -> str:
    """Send a workbook and watch until it is read; its number."""
    page.goto("/staff/accounts/import")
    book = {"name": name, "mimeType": "application/octet-stream", "buffer": xlsx(客户=rows)}
    page.locator("input[name=files]").set_input_files([book])
    send(page, "/import")
    expect(form(page, "/runs")).to_be_visible(timeout=20_000)  # the worker reads it
    return last_part(page)


def send_contracts(page: Page, content: bytes) -> str:
    """Send a workbook of contracts and watch until it is read; its number."""
    page.goto("/staff/contracts/import")
    book = {"name": "合同台账.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    page.locator("input[name=files]").set_input_files([book])
    send(page, "/import")
    expect(form(page, "/runs")).to_be_visible(timeout=20_000)  # the worker reads it
    return last_part(page)


def record_contract(page: Page, account: str, number: str) -> None:
    """Staff write down a contract from paper: first day, twelve months, one product, one province."""
    page.goto("/staff/contracts/new")
    for name, value in {
        "account": account, "number": number, "title": "洛施坦缓释片代理", "starts_on": "2026-01-01", "months": "12",
    }.items():  # fmt: skip
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=cooperation_mode]").select_option("buyout")
    page.locator("[name=products][value=PR01]").check()
    page.locator("[name=provinces][value='530000']").check()
    page.locator("[name=level]").select_option("non_exclusive")  # an exclusive right can be given once only
    send(page, "/staff/contracts/")


def draft_calendar_day(page: Page, day: str) -> str:
    """A day off that is looked at before it counts; its name in addresses."""
    page.goto("/staff/admin/calendar/")
    page.locator("[name=day]").fill(day)
    send(page, "/staff/admin/calendar/days")
    return page.url.rsplit("/", 1)[1]


def record_clause(page: Page, number: str, article: str) -> None:
    """A clause about delivery, in the usual wording."""
    page.goto(f"/staff/contracts/{number}/clauses/new?type=delivery")
    page.locator("[name=article]").fill(article)
    page.locator("[name=page]").fill("4")
    page.locator("[name=binds]").select_option("us")
    send(page, "/clauses/")


def sign_contract(page: Page, number: str, day: str) -> None:
    page.goto(f"/staff/contracts/{number}")
    page.locator("[name=us_on]").fill(day)
    page.locator("[name=partner_on]").fill(day)
    send(page, "/signatures")


def mailed(program: Program, address: str, word: str, seconds: float = 20) -> str:
    """The text of the newest mail to this address that holds the word; waits until it comes."""
    return awaited(
        lambda: next((plain_text(mail) for mail in reversed(program.mail.to(address)) if word in plain_text(mail)), ""),
        f"no mail to {address} with {word}", seconds,
    )  # fmt: skip


def awaited(look: Callable[[], str], complaint: str, seconds: float) -> str:
    until = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < until, complaint
        time.sleep(0.1)
    return found


def link_in(text: str) -> str:
    found = re.search(r"http://\S+", text)
    assert found, text
    return found[0]


def unread(page: Page, seconds: float = 20) -> str:
    """Look at this page until the bell shows a number; the number."""

    def look() -> str:
        page.reload()
        count = page.locator(".bell .rail-count")
        return count.inner_text() if count.count() else ""

    return awaited(look, "nothing unread", seconds)


def add_bot(page: Page) -> None:
    """A group that hears of new requests."""
    page.goto("/staff/admin/channels/new")
    page.locator("[name=name]").fill("服务群")
    page.locator("[name=url]").fill("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=in-a-test")
    page.locator("[name=hears]").first.check()
    send(page, "/admin/channels/")


def add_integration(page: Page) -> str:
    """A program that reads accounts; its name in addresses."""
    page.goto("/staff/admin/integrations/new")
    page.locator("[name=name]").fill("ERP")
    page.locator("[name=scopes]").first.check()
    page.locator("[name=current_password]").fill(PASSWORD)
    form(page, "/admin/integrations/").locator("button:not([type=button])").first.click()
    page.wait_for_load_state()
    page.goto("/staff/admin/integrations/")
    link = page.locator("main a[href*='/integrations/']:not([href$='/new'])").first
    return (link.get_attribute("href") or "").rsplit("/", 1)[1]
