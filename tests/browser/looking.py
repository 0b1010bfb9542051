"""What is wrong with a page that is open: accessibility, width, heading, language, dead links, squeezed words."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import CDPSession, Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
RULES = {
    "resultTypes": ["violations"],
    "preload": False,
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
}

# Contrast hangs on colours and sizes alone, and measuring it is what axe takes longest for: of elements whose text,
# grounds below it and size are the same, the largest is measured for all of them, and none where such ones were found
# sound before. What is laid over others may have anything below it: that is measured on every page.
LOOK_ONCE_AT_EACH_COLOUR = """sound => {
  if (!axe.looksOnce) axe.configure({rules: [{id: "color-contrast", selector: "[data-of-this-colour]"}]});
  axe.looksOnce = true;
  const known = new Set(sound), grounds = new Map([[null, ""]]);
  const ground = e => {
    if (!grounds.has(e)) {
      const {backgroundColor, backgroundImage, opacity, filter, position} = getComputedStyle(e);
      const own = [backgroundColor, backgroundImage, opacity, filter, position].join("|");
      const below = ground(e.parentElement);
      grounds.set(e, own === "rgba(0, 0, 0, 0)|none|1|none|static" ? below : `${own}/${below}`);
    }
    return grounds.get(e);
  };
  const kinds = new Map();
  for (const e of document.querySelectorAll("body *")) {
    e.removeAttribute("data-of-this-colour");
    const field = e.matches("input, select, textarea, button");
    if (!field && ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
    if (!e.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue;
    const box = e.getBoundingClientRect(), area = box.width * box.height;
    const {color, fontSize, fontWeight, textShadow} = getComputedStyle(e);
    const off = Boolean(e.closest(":disabled, [aria-disabled=true], [aria-hidden=true], .sr"));
    const kind = [field && e.tagName, off, color, fontSize, fontWeight, textShadow, ground(e)].join("|");
    if (!known.has(kind) && !(kinds.get(kind)?.area >= area)) kinds.set(kind, {e, area});
  }
  for (const {e} of kinds.values()) e.setAttribute("data-of-this-colour", "");
  return [...kinds.keys()].filter(kind => !/absolute|fixed|sticky/.test(kind));
}"""
SOUND: set[str] = set()
"""Kinds of text whose contrast was measured in this run, on whichever page, and is enough."""

# Only what is wrong comes back, with the first place of each: handing over all that was seen took as long as looking.
VIOLATIONS = """rules => axe.run(document, rules).then(seen => seen.violations.map(
  one => `${one.id} ×${one.nodes.length}: ${one.nodes[0].html.slice(0, 160)}`))"""

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


@dataclass(frozen=True)
class Glass:
    """What a page is looked at through, and widths of the same kind that must not make it scroll sideways either."""

    width: int
    height: int
    is_phone: bool = False
    wider: tuple[int, ...] = ()

    def put_before(self, page: CDPSession, width: int | None = None) -> None:
        """The tab of this session becomes as wide, with or without a finger that touches it."""
        size = {"width": width or self.width, "height": self.height, "deviceScaleFactor": 1, "mobile": self.is_phone}
        page.send("Emulation.setDeviceMetricsOverride", size)
        page.send("Emulation.setTouchEmulationEnabled", {"enabled": self.is_phone})


DESK = Glass(1366, 768)
NARROW = Glass(360, 780, True, (390, 430))


def faults_through(glasses: Iterable[Glass], page: Page, session: CDPSession, language: str) -> list[str]:
    """What is wrong with the open page behind each of these glasses, one after the other."""
    found = []
    for glass in glasses:
        glass.put_before(session)
        page.evaluate("scrollTo(0, 0)")  # where a page has scrolled to, something is always half under the bar
        assert page.evaluate("matchMedia('(pointer: coarse)').matches") == glass.is_phone
        wrong = faults(page, language, glass.width)
        for width in glass.wider:
            glass.put_before(session, width)
            wrong += sideways(page, width)
        found += [f"{fault} (at {glass.width})" for fault in wrong]
    return found


def faults(page: Page, language: str = "zh-CN", width: int = 0) -> list[str]:
    """Every fault found on the page as it stands, one sentence each."""
    seen: dict[str, Any] = page.evaluate(LOOK)
    found = [f"{name}: {seen[name]}" for name in ("dead", "squeezed", "foreign") if seen[name]]
    if seen["headings"] != 1:
        found.append(f"{seen['headings']} h1")
    if seen["language"] != language:
        found.append(f"lang is {seen['language']}")
    if not seen["title"] or seen["title"].startswith(" –"):
        found.append("no title")
    return found + sideways(page, width or (page.viewport_size or {})["width"]) + violations(page)


def sideways(page: Page, width: int) -> list[str]:
    """Whether the page is wider than the window, which is `width` px wide."""
    more = page.evaluate("document.documentElement.scrollWidth") - width
    return [f"scrolls sideways by {more} px at {width}"] if more > 0 else []


def bring_axe(page: Page) -> None:
    """To every page that is opened in this tab; where it is not there already, `violations` brings it itself."""
    page.add_init_script(AXE)


def violations(page: Page) -> list[str]:
    """What axe finds, with the first place of each."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE)
    measured: list[str] = page.evaluate(LOOK_ONCE_AT_EACH_COLOUR, list(SOUND))
    found: list[str] = page.evaluate(VIOLATIONS, RULES)
    if not any(fault.startswith("color-contrast") for fault in found):
        SOUND.update(measured)
    return found
