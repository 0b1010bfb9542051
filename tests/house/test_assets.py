"""Static files: named by content, compressed, kept for ever by the browser, all from this house (BR7, OP1)."""

import gzip
import re
import shutil
from pathlib import Path

import brotli
import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

from portal.web.assets import init_assets, without_comments

STATIC = Path(__file__).parents[2] / "static"
RAW_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|oklch|color-mix)\(")


pytestmark = pytest.mark.engineless


def app_over(folder: Path, published: Path) -> Flask:
    app = Flask(__name__, static_folder=str(folder), static_url_path="/static")
    init_assets(app, published)
    return app


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    return app_over(STATIC, tmp_path_factory.mktemp("published"))


class Buffered(FlaskClient):
    """Reads each answer to its end and closes the file behind it."""

    def open(self, *args, **kwargs):
        return super().open(*args, buffered=True, **kwargs)


@pytest.fixture
def browser(app):
    app.test_client_class = Buffered
    return app.test_client()


def url_of(app: Flask, name: str) -> str:
    return app.jinja_env.globals["asset_url"](name)


def test_a_name_changes_when_the_content_does(tmp_path):
    folder = tmp_path / "static"
    shutil.copytree(STATIC, folder)
    before = {name: url_of(app_over(folder, tmp_path / "published"), name) for name in ("css/app.css", "js/app.js")}
    with (folder / "css/components/badge.css").open("a") as stylesheet:
        stylesheet.write(".badge { order: 1 }")
    after = {name: url_of(app_over(folder, tmp_path / "published"), name) for name in before}
    assert after["css/app.css"] != before["css/app.css"]
    assert after["js/app.js"] == before["js/app.js"]
    assert re.fullmatch(r"/static/css/app\.[0-9a-f]{12}\.css", after["css/app.css"])


def test_a_hashed_name_is_kept_for_a_year_and_a_plain_one_is_asked_again(app, browser):
    hashed = browser.get(url_of(app, "css/app.css"))
    with app.test_request_context():
        plain = browser.get(url_for("static", filename="css/app.css"))
    assert "immutable" in hashed.headers["Cache-Control"] and "max-age=315360000" in hashed.headers["Cache-Control"]
    assert hashed.headers["X-Content-Type-Options"] == "nosniff"
    assert (plain.headers["Cache-Control"], plain.headers["Location"]) == ("no-cache", url_of(app, "css/app.css"))


@pytest.mark.parametrize(
    "accepts, coding, undo",
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("identity", None, bytes),
        ("", None, bytes),
    ],
)
@pytest.mark.parametrize("name", ["css/app.css", "js/app.js", "icons.svg", "vendor/htmx-4.0.1/htmx.min.js"])
def test_the_tightest_coding_the_browser_takes_is_sent(app, browser, name, accepts, coding, undo):
    answer = browser.get(url_of(app, name), headers={"Accept-Encoding": accepts})
    assert answer.headers.get("Content-Encoding") == coding
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert undo(answer.data) == browser.get(url_of(app, name), headers={"Accept-Encoding": "identity"}).data


def test_an_unchanged_file_is_not_sent_again(app, browser):
    first = browser.get(url_of(app, "js/app.js"))
    again = browser.get(url_of(app, "js/app.js"), headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304 and again.data == b""


@pytest.mark.parametrize(
    "name, media_type",
    [
        ("css/app.css", "text/css; charset=utf-8"),
        ("js/app.js", "text/javascript; charset=utf-8"),
        ("icons.svg", "image/svg+xml; charset=utf-8"),
        ("img/mark.svg", "image/svg+xml; charset=utf-8"),
    ],
)
def test_a_file_says_what_it_is(app, browser, name, media_type):
    assert browser.get(url_of(app, name)).headers["Content-Type"].replace('"', "") == media_type


@pytest.mark.parametrize("path", ["nothing.css", "../wsgi.py", "%2e%2e/wsgi.py", "css/", "css/app.0.css", "img/x"])
def test_only_files_of_the_folder_are_served(browser, path):
    assert browser.get(f"/static/{path}").status_code == 404


def test_yesterdays_name_still_gives_todays_file_but_is_not_kept(browser):
    answer = browser.get("/static/css/app.0123456789ab.css")
    assert answer.headers["Location"].startswith("/static/css/app.") and answer.headers["Cache-Control"] == "no-cache"


APART = {"app.css", "chart.css"}
"""Charts have a sheet of their own: only pages of figures ask for it."""


def test_one_stylesheet_holds_every_component(app, browser):
    sheet = browser.get(url_of(app, "css/app.css")).text
    assert "@import" not in sheet and "/*" not in sheet
    for path in STATIC.glob("css/**/*.css"):
        if path.name not in APART:
            assert without_comments(path.read_text("utf-8")).strip() in sheet, path.name


def test_comments_go_and_texts_that_look_like_some_stay():
    written = """a { content: "/* no */"; } /* one
    of two lines: don't */
b::before { content: '\\'/*'; }/**/"""
    assert without_comments(written) == """a { content: "/* no */"; } b::before { content: '\\'/*'; }"""


def test_first_visit_stays_small_on_the_wire(app, browser):
    names = ["css/app.css", "js/app.js", "icons.svg", "img/mark.svg", "vendor/htmx-4.0.1/htmx.min.js"]
    answers = [browser.get(url_of(app, name), headers={"Accept-Encoding": "br"}) for name in names]
    assert sum(len(answer.data) for answer in answers) < 32_000


@pytest.mark.parametrize("path", sorted(STATIC.glob("css/**/*.css")), ids=lambda path: path.name)
def test_colours_come_from_the_tokens(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.S)
    values = " ".join(re.findall(r":[^;{}]+[;}]", text))
    assert path.name == "tokens.css" or RAW_COLOUR.findall(values) == []


def test_every_icon_a_template_names_is_in_the_sprite():
    drawn = set(re.findall(r'symbol id="i-([\w-]+)"', (STATIC / "icons.svg").read_text("utf-8")))
    pages = "".join(path.read_text("utf-8") for path in (STATIC.parent / "templates").rglob("*.html"))
    assert set(re.findall(r"(?:sprite }}#i-|icon\(\")([\w-]+)", pages)) <= drawn


def test_every_class_a_template_begins_with_is_styled_or_heard_by_a_script():
    known = " ".join(path.read_text("utf-8") for path in STATIC.glob("css/**/*.css"))
    styled = set(re.findall(r"\.([a-zA-Z][\w-]*)", known))
    bundle = STATIC.parent / "templates/staff/bundle"  # papers to take away carry their own style
    pages = (path.read_text("utf-8") for path in (STATIC.parent / "templates").rglob("*.html") if path.parent != bundle)
    whole = (re.sub(r"[\w-]+(?={{)", "", text) for text in pages)  # what is only begun here ends with a value
    named = {word for text in whole for each in re.findall(r'class="([\w -]*)', text) for word in each.split()}
    assert named - styled == set()


BLOCKS = (
    ':not([data-theme="light"]) {',
    '\n  :root[data-theme="dark"] {',
    ':not([data-theme="light"]) {\n      color-scheme: light;',
)
"""How the dark by the system, the dark by choice and the paper begin."""


def test_the_dark_is_written_twice_alike_and_paper_takes_none_of_it():
    text = (STATIC / "css/tokens.css").read_text("utf-8")
    asked, chosen, printed = (
        dict(re.findall(r"(--[\w-]+): ([^;]+);", text.split(begin, 1)[1].split("}", 1)[0])) for begin in BLOCKS
    )
    assert asked == chosen and set(asked) - set(printed) == {"--focus", "--scrim", "--shadow-float"}
