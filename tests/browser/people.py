"""People at real browsers: a tab that remembers whatever should not have happened in it."""

import shutil
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pyotp
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request

from tests.browser.program import Program

PASSWORD = "portal-demo-2026"
DESKTOP: dict[str, Any] = {"viewport": {"width": 1366, "height": 768}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    "--in-process-gpu",  # a picture for nobody need not be handed to a process of its own
    # a page is looked at for a second: what is gained by translating its scripts better is never won back
    "--js-flags=--no-opt --no-maglev --always-sparkplug",
)  # fmt: skip
OUTWARD = ("http", "https", "ws", "wss")
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome")
"""The first one found: a browser without a face takes little more than half the work of one that draws its own."""


def launch(playwright: Playwright) -> Browser | None:
    """An installed Chromium, or Playwright's own; None without either."""
    found = next(filter(None, map(shutil.which, NAMES)), playwright.chromium.executable_path)
    if not shutil.which(found):
        return None
    return playwright.chromium.launch(executable_path=found, args=list(QUIET))


@dataclass
class Complaints:
    """What the browser complains about, and requests that leave the house."""

    address: str
    lines: list[str] = field(default_factory=list)

    def heed(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda mistake: self.lines.append(f"script: {mistake}"))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.lines.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).scheme in OUTWARD and not request.url.startswith(f"{self.address}/"):
            self.lines.append(f"left the house: {request.url}")


class Visitors:
    """Opens tabs for people; each signs in once through the form and is recognised by the cookie later on."""

    def __init__(self, browser: Browser, program: Program) -> None:
        self.browser, self.program = browser, program
        self.cookies: dict[str, list[Any]] = {}
        self.contexts: list[BrowserContext] = []

    def anonymous(self, kind: dict[str, Any] = DESKTOP, locale: str = "zh", **more: Any) -> Page:
        context = self.browser.new_context(base_url=self.program.address, **{**kind, **more})
        context.set_default_timeout(15_000)
        context.add_cookies([{"name": "locale", "value": locale, "url": self.program.address}])
        self.contexts.append(context)
        return context.new_page()

    def come_in(self, name: str, kind: dict[str, Any] = DESKTOP, locale: str = "zh", **more: Any) -> Page:
        """Somebody at their first page, signed in; the same session in every window."""
        page = self.anonymous(kind, locale, **more)
        if name not in self.cookies:
            sign_in(page, name)
            self.cookies[name] = [one for one in page.context.cookies() if one["name"] == "portal"]
        else:
            page.context.add_cookies(self.cookies[name])
            page.goto("/staff/" if name.endswith("demo.example") else "/")
        return page

    def leave(self) -> None:
        for context in self.contexts:
            context.close()
        self.contexts.clear()

    def watch(self, page: Page) -> Complaints:
        """What the browser complains about in this tab from now on."""
        complaints = Complaints(self.program.address)
        complaints.heed(page)
        return complaints


def sign_in(page: Page, name: str) -> None:
    page.goto("/login")
    sign_in_here(page, name)
    if "second-factor" in page.url:
        _set_up_second_step(page)


def sign_in_here(page: Page, name: str) -> None:
    """Fill in the form that is open; the next page is there afterwards."""
    page.locator("[name=login]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("form:has([name=password]) button[type=submit]").click()


def _set_up_second_step(page: Page) -> None:
    secret = page.locator("[translate=no]").inner_text().replace(" ", "")
    page.locator("[name=code]").fill(pyotp.TOTP(secret).now())
    page.locator("form:has([name=code]) button[type=submit]").click()
    page.locator("main a.btn-primary, main a.btn").first.click()
