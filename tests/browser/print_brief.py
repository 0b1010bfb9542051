"""The call brief of the account with twenty planted facts in a real browser: how many pages of A4 it is when Chromium
prints it, and how many screens of a phone. `python -m tests.browser.print_brief [FILE.pdf]`"""

import re
import sys
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from portal.app import create_app
from tests.browser.people import PHONE, launch
from tests.conftest import make_settings
from tests.databases import make_stage
from tests.people import People
from tests.staff.planted_brief import CARE, NUMBER, plant

HEIGHT = "document.querySelector('article').getBoundingClientRect().height"
FACTS = "document.querySelectorAll('article [data-fact]').length"


def main(kept: str = "") -> int:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        stage = make_stage("sqlite", Path(folder))
        app = create_app(make_settings(stage, Path(folder, "data")))
        stage.fill(app)
        people = People(app)
        plant(people)
        browser, server = launch(playwright), make_server("127.0.0.1", 0, app, threaded=True)
        if browser is None:
            raise SystemExit("Install chromium and fonts-noto-cjk first.")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        home, visit = f"http://127.0.0.1:{server.port}", people.sign_in(CARE).visit_id
        context = browser.new_context(**PHONE, locale="zh-CN")
        context.add_cookies([{"name": "portal", "value": visit, "url": home}])
        page = context.new_page()
        page.goto(f"{home}/staff/accounts/{NUMBER}/brief")
        screens, facts = page.evaluate(HEIGHT) / PHONE["viewport"]["height"], page.evaluate(FACTS)
        paper = page.pdf(prefer_css_page_size=True)
        pages = len(re.findall(rb"/Type\s*/Page\b", paper))
        if kept:
            Path(kept).write_bytes(paper)
        server.shutdown()
        stage.release(app)
    print(f"{facts} facts; {pages} page of A4; {screens:.2f} screens of a phone of 390 x 844")
    return 0 if (facts, pages) == (20, 1) and screens <= 2 else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
