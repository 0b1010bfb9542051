"""Charts in light, in the dark and on paper: what can be told apart, and the table that says the same."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import Visitors

DIRECTOR = "director@demo.example"
PAGES = ("/staff/insight/", "/staff/insight/radar", "/staff/insight/reports/MR-202611-0001")
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"media": "screen", "color_scheme": "light"},
    "dark": {"media": "screen", "color_scheme": "dark"},
    "print": {"media": "print", "color_scheme": "light"},
}
MARK, WORD = 3.0, 4.5
"""WCAG 2.2, 1.4.11 and 1.4.3: the least contrast of what carries meaning, and of words."""

# A mark is told from its ground by what fills it or by what is drawn around it. What stands behind it is only the card:
# drawings have no ground of their own, and the well of a bar carries no meaning.
FAINT = """([mark, word]) => {
  const pen = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
  const seen = (colour, below) => {
    pen.clearRect(0, 0, 1, 1);
    for (const one of [below, colour]) { pen.fillStyle = one; pen.fillRect(0, 0, 1, 1); }
    return pen.getImageData(0, 0, 1, 1).data;
  };
  const light = colour => [...colour].slice(0, 3).map(part => part / 255)
    .map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
    .reduce((sum, part, place) => sum + part * [.2126, .7152, .0722][place], 0);
  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + .05) / (dark + .05);
  };
  const ground = e => e === null ? "white" : (colour => /, 0\\)$|^transparent$/.test(colour) ? ground(e.parentElement)
    : colour)(matchMedia("print").matches ? "rgba(0, 0, 0, 0)" : getComputedStyle(e).backgroundColor);
  const faint = [];
  let looked = 0;
  for (const e of document.querySelectorAll("main svg:is(.chart, .leak svg) :is(rect, circle, polyline, text)")) {
    if (e.matches(".well") || !e.checkVisibility()) continue;
    const {fill, stroke} = getComputedStyle(e), words = e.matches("text");
    const card = ground(e.closest("svg").parentElement);
    const below = e.matches(".in-disc:not([data-out])") ? getComputedStyle(e.previousElementSibling).fill : card;
    const own = words ? [fill] : [fill, stroke].filter(colour => colour !== "none");
    const best = Math.max(...own.map(colour => contrast(seen(colour, card), seen(below, card))));
    looked += 1;
    if (best < (words ? word : mark)) faint.push(`${e.tagName}.${e.getAttribute("class")}: ${best.toFixed(2)}`);
  }
  return {looked, faint: [...new Set(faint)]};
}"""

# Each drawing has a name, or is hidden beside words that say it; whoever reads has a table in the same card, or the
# line of words and numbers below a bar of parts.
ALONE = """() => [...document.querySelectorAll("main svg:is(.chart, .leak svg)")].filter(svg => {
  const named = svg.getAttribute("role") === "img" && svg.getAttribute("aria-label").length > 3;
  const beside = svg.ariaHidden === "true" && svg.parentElement.innerText.trim();
  const table = svg.closest("section").querySelector("table") || svg.matches(".chart-parts:has(+ .chart-key)");
  return !(named || beside) || !table;
}).map(svg => svg.getAttribute("aria-label") || svg.parentElement.innerText)"""


@pytest.fixture
def director(visitors: Visitors) -> Page:
    """At figures that the worker has prepared."""
    page = visitors.come_in(DIRECTOR)
    page.goto(PAGES[0])
    for _ in range(60):
        if page.locator("main svg.chart").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    return page


@pytest.mark.parametrize("look", LOOKS)
def test_what_is_drawn_can_be_told_from_its_ground(director: Page, look: str) -> None:
    for address in PAGES:
        director.goto(address)
        director.emulate_media(**LOOKS[look])
        found = director.evaluate(FAINT, [MARK, WORD])
        assert found["looked"] > 10 and found["faint"] == [], address


def test_whoever_reads_has_the_table(director: Page) -> None:
    for address in PAGES:
        director.goto(address)
        assert director.evaluate(ALONE) == [], address
        closed = director.locator("main section:has(svg.chart) details.chart-table:not([open])")
        director.emulate_media(media="print")
        for place in range(closed.count()):
            expect(closed.nth(place).locator("tbody tr").first).to_be_visible()
        director.emulate_media(media="screen")


def test_the_report_of_a_month_is_made_by_the_worker_while_one_looks_on(director: Page) -> None:
    director.goto("/staff/insight/reports/")
    director.locator("main [name=month]").select_option("2026-10")
    director.locator("main form:has([name=month]) button").click()
    expect(director).to_have_url(re.compile("/staff/insight/reports/MR-"))
    expect(director.locator("main svg.chart").first).to_be_visible(timeout=60_000)
    expect(director.locator("main progress, main [hx-trigger^=every]")).to_have_count(0)
    expect(director.locator("h1")).to_contain_text("2026-10")
