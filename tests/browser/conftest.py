"""A running program, a real Chromium and people in front of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser.people import Visitors, launch
from tests.browser.program import Program, demonstration


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield _launched(playwright)


def _launched(playwright: Playwright) -> Browser:
    browser = launch(playwright)
    if browser is None:
        pytest.skip("NO CHROMIUM: install chromium and fonts-noto-cjk, or run `playwright install chromium`")
    return browser


@pytest.fixture(scope="session")
def program(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """Web and worker over the demonstration company; whatever they log as a traceback fails the run."""
    program = demonstration(tmp_path_factory.mktemp("program"), tmp_path_factory.getbasetemp())
    yield program
    program.stop()
    log = program.log.read_text("utf-8")
    assert "Traceback" not in log, log[-4000:]


@pytest.fixture(scope="session")
def all_visitors(chromium: Browser, program: Program) -> Visitors:
    return Visitors(chromium, program)


@pytest.fixture
def visitors(all_visitors: Visitors) -> Iterator[Visitors]:
    """Opens tabs; all are closed after the test."""
    yield all_visitors
    all_visitors.leave()
