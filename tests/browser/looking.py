"""What is wrong with a page that is open: accessibility, width, heading, language, dead links, squeezed words."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()
RULES = {
    "resultTypes": ["violations"],
    "preload": False,
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
}

# Squeezed: three or more characters that stand below each other, one per line.
# Foreign: three small English words in a row on a Chinese page; names and codes are no such words.
LOOK = """() => {
  const shown = [...document.querySelectorAll("main *, nav *, header *")].filter(e =>
    e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim().length > 2));
  const own = e => [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data.trim()).join(" ").trim();
  const squeezed = e => {
    if (e.closest(".sr, svg, textarea, select, option")) return false;
    const range = document.createRange();
    range.selectNodeContents(e);
    const boxes = [...range.getClientRects()].filter(r => r.width > 1);
    const size = parseFloat(getComputedStyle(e).fontSize);
    return boxes.length > 2 && boxes.every(r => r.width < 1.6 * size) && own(e).length === e.textContent.trim().length;
  };
  const zh = document.documentElement.lang.startsWith("zh");
  const english = "[lang=en], [translate=no], textarea";
  const foreign = e => zh && !e.closest(english) && /\\b[A-Za-z]?[a-z]+( [a-z]+){2,}/.test(own(e));
  return {
    headings: document.querySelectorAll("h1").length,
    language: document.documentElement.lang,
    dead: [...document.querySelectorAll('a[href="#"], a[href=""], form[action="#"]')].map(e => e.outerHTML),
    squeezed: shown.filter(squeezed).map(e => own(e).slice(0, 40)),
    foreign: shown.filter(foreign).map(e => own(e).slice(0, 60)),
    title: document.title,
  };
}"""


def faults(page: Page, language: str = "zh-CN") -> list[str]:
    """Every fault found on the page, one sentence each."""
    seen: dict[str, Any] = page.evaluate(LOOK)
    found = [f"{name}: {seen[name]}" for name in ("dead", "squeezed", "foreign") if seen[name]]
    if seen["headings"] != 1:
        found.append(f"{seen['headings']} h1")
    if seen["language"] != language:
        found.append(f"lang is {seen['language']}")
    if not seen["title"] or seen["title"].startswith(" –"):
        found.append("no title")
    return found + sideways(page) + violations(page)


def sideways(page: Page) -> list[str]:
    """Whether the page is wider than the glass: as it stands, and a phone's also on wider phones."""
    size = page.viewport_size
    assert size
    widths = [size["width"], 390, 430] if size["width"] < 390 else [size["width"]]
    found = {}
    for width in widths:
        page.set_viewport_size({"width": width, "height": size["height"]})
        found[width] = page.evaluate("document.documentElement.scrollWidth") - width
    page.set_viewport_size(size)
    return [f"scrolls sideways by {more} px at {width}" for width, more in found.items() if more > 0]


def violations(page: Page) -> list[str]:
    """What axe finds, with the first place of each."""
    answer = AXE.run(page, options=RULES).response
    return [f"{one['id']} ×{len(one['nodes'])}: {one['nodes'][0]['html'][:160]}" for one in answer["violations"]]
