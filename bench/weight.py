"""Bytes on the wire: a first visit, the next page, a fragment, an unchanged poll (rows 12 and 13).

Pages leave the portal plain and are squeezed by the proxy in front; gzip at level 5 stands for it here. Static files
are counted as they are sent to a browser that takes brotli.
"""

import gzip
import re

from bench import causes
from bench.browser import Browser
from bench.budgets import Budget
from bench.clients import Clients
from bench.stage import PASSWORD, Stage

STAFF_PAGES = ("/staff/", "/staff/requests/", "/staff/accounts/", "/staff/contracts/", "/staff/feedback/",
               "/staff/products/", "/staff/notifications/", "/staff/accounts/D-000101")  # fmt: skip
PARTNER_PAGES = ("/", "/requests/", "/contracts/", "/documents/", "/feedback/", "/team/", "/requests/new")
ASSET = re.compile(rb'(?:href|src)="(/static/[^"#]+)')
FRAGMENT = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": "div#request_list"}


def weight(stage: Stage, clients: Clients) -> list[Budget]:
    """Bytes of pages, fragments and static files."""
    partner = Browser(stage.web.port).sign_in("owner@minchuan.example", PASSWORD)
    pages = {path: _page(stage.staff, path) for path in STAFF_PAGES}
    pages |= {path: _page(partner, path) for path in PARTNER_PAGES}
    pages["/login"] = _page(Browser(stage.web.port), "/login")
    assets = {url: _asset(stage.staff, url) for _, urls in pages.values() for url in urls}
    first = {path: size + sum(assets[url] for url in urls) for path, (size, urls) in pages.items()}
    worst, next_page = max(first, key=lambda path: first[path]), max(pages, key=lambda path: pages[path][0])
    _, fragment = stage.staff.open("/staff/requests/?view=resolved", **FRAGMENT)
    piece = len(gzip.compress(fragment, 5)) / 1000
    return [
        Budget("12", f"first visit with all assets, worst of {len(pages)} pages", worst, first[worst] / 1000, 45, 80,
               unit="KB"),
        Budget("13", "next page, worst", next_page, pages[next_page][0] / 1000, 8, 12, unit="KB"),
        Budget("13", "… assets asked again", f"{len(assets)} immutable", _asked_again(stage.staff, assets), 0, 0,
               unit=""),
        Budget("13", "fragment: 50 rows of the queue", "request_list", piece, 3, 5, unit="KB", cause=causes.FRAGMENT),
        Budget("13", "unchanged poll", "n/a: only a running import polls, and it changes"),
    ]  # fmt: skip


def _page(browser: Browser, path: str) -> tuple[int, set[str]]:
    status, body = browser.open(path)
    if status != 200:
        raise RuntimeError(f"{path} answered {status}")
    return len(gzip.compress(body, 5)), {found.decode() for found in ASSET.findall(body)}


def _asset(browser: Browser, url: str) -> int:
    _, body = browser.open(url, **{"Accept-Encoding": "br, gzip"})
    return len(body)


def _asked_again(browser: Browser, assets: dict[str, int]) -> int:
    again = 0
    for url in assets:
        browser.open(url)
        again += "immutable" not in browser.headers.get("Cache-Control", "")
    return again
