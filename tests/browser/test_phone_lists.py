"""Lists on the phone: choices of one row share its line, and a file in a row is a button of its own."""

from playwright.sync_api import expect

from tests.browser import acts
from tests.browser.people import PHONE, Visitors

OWNER = "owner@yueqiao.example"
LINES_OF_SHORT_ONES = """all => all.filter(e => e.textContent.length < 7).map(
  e => Math.round(e.offsetHeight / parseFloat(getComputedStyle(e).lineHeight)))"""


def test_what_one_is_told_is_chosen_in_short_rows(visitors: Visitors) -> None:
    page = visitors.come_in(OWNER, PHONE)
    page.goto("/me/notices")
    rows = page.locator("main tbody tr")
    assert rows.count() > 5
    for row in rows.all():
        mail, sms = row.locator("select"), row.locator("input[type=checkbox]")
        boxes = [box for box in (mail.bounding_box(), sms.bounding_box()) if box]
        middles = [box["y"] + box["height"] / 2 for box in boxes]
        assert len(boxes) == 2 and abs(middles[0] - middles[1]) < 12, "beside each other"
    expect(page.locator("main")).to_contain_text("所有通知都会在门户里显示")


def test_a_file_that_was_sent_is_opened_by_itself_alone(visitors: Visitors) -> None:
    page = visitors.come_in(OWNER, PHONE)
    page.goto("/documents/new?type=poa")
    page.locator("[name=files]").set_input_files(acts.photo())
    page.locator("[name=long_term]").check()
    acts.send(page, "/documents/")
    file = page.locator("#poa a.file").first
    over = file.evaluate("e => { const {x, y} = e.closest('tr').getBoundingClientRect();"
                         "return document.elementFromPoint(x + 30, y + 20).closest('a') }")  # fmt: skip
    assert over is None, "the name of the paper opens no photo"
    [icon, name] = [file.locator(part).bounding_box() for part in ("svg", ".clip")]
    assert icon and name and name["x"] - icon["x"] - icon["width"] >= 4, "the sign keeps away from the name"


def test_nothing_is_wider_than_a_small_phone_and_short_words_stay_whole(visitors: Visitors) -> None:
    small = {**PHONE, "viewport": {"width": 360, "height": 780}}
    english = visitors.come_in("care@demo.example", small, "en")
    english.goto("/staff/opportunities/")
    expect(english.locator(".page-head")).to_contain_text("may bring")
    assert english.evaluate("document.documentElement.scrollWidth") == 360
    page = visitors.come_in("service@demo.example", small)
    page.goto("/staff/canned-replies/new")
    words = page.locator(".radio-cards-many .radio-card span")
    lines = words.evaluate_all(LINES_OF_SHORT_ONES)
    assert len(lines) > 10 and set(lines) == {1}, "six signs stand in one line"
