"""One account at a glance: every fact of its head on the first screen of a desk, the essential ones on a phone's."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.people import DESKTOP, PHONE, Visitors

FACTS = (
    "h1", "[data-fact=tier]", "[data-fact=stage]", "[data-fact=health]", "[data-fact=next]", "[data-fact=touch]",
    "[data-fact=fresh]",
    "[data-fact=completeness]", "[data-figure=contracts]", "[data-figure=requests]", "[data-figure=overdue]",
    "[data-figure=feedback]", "[data-figure=promises]", "[data-figure=gaps]", "[data-figure=stale]", ".next-act",
    ".glance .blocks", "#g-contracts ~ .stats .stat", ".levels tbody tr:nth-child(1)", ".levels tbody tr:nth-child(2)",
    ".levels tbody tr:nth-child(3)", "#tabs",
)  # fmt: skip
ESSENTIAL = ("h1", "[data-fact=tier]", "[data-fact=stage]", ".next-act", ".glance .blocks",
             "#g-contracts ~ .stats .stat", "[data-figure=requests]")  # fmt: skip
BOXES = """selectors => Object.fromEntries(selectors.map(selector => {
  const e = document.querySelector(selector), box = e && e.getBoundingClientRect();
  return [selector, e && e.checkVisibility() && box.width && [box.left, box.top, box.right, box.bottom]];
}))"""


def outside(page: Page, selectors: tuple[str, ...], bottom: int) -> dict[str, Any]:
    """Facts that are not there, or not whole within the window down to `bottom` px."""
    width = (page.viewport_size or {})["width"]
    boxes = page.evaluate(BOXES, list(selectors))
    return {name: box for name, box in boxes.items()
            if not box or box[0] < 0 or box[1] < 0 or box[2] > width or box[3] > bottom}  # fmt: skip


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_all_facts_are_on_the_first_screen(visitors: Visitors, locale: str) -> None:
    page = visitors.come_in("business@demo.example", DESKTOP, locale)
    for number in ("D-000101", "N-000206"):
        page.goto(f"/staff/accounts/{number}")
        facts = FACTS if number == "D-000101" else tuple(name for name in FACTS if "stats .stat" not in name)
        assert outside(page, facts, 768) == {}, number
        assert page.evaluate("scrollY") == 0
        assert page.locator(".timeline, #tabs ~ section").first.bounding_box()["y"] < 768  # type: ignore[index]


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_a_phone_shows_the_same_in_one_column(visitors: Visitors, locale: str) -> None:
    page = visitors.come_in("business@demo.example", PHONE, locale)
    page.goto("/staff/accounts/D-000101")
    assert outside(page, FACTS, 10_000) == {}
    bar = page.locator(".tabbar").bounding_box()
    assert bar and outside(page, ESSENTIAL, int(bar["y"])) == {}
    lefts = page.evaluate("[...document.querySelectorAll('.glance > .card')].map(e => e.getBoundingClientRect().left)")
    assert len(set(lefts)) == 1
    page.goto("/staff/accounts/quality?whose=all")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    fold = page.locator(".gap-fill summary").first
    fold.click()
    assert page.locator(".gap-form").first.is_visible()
