"""Every requirement that must hold already is named by a test module, and the handbook's table says which."""

import re

import pytest

from tests.house.rows import PAGE, TESTS, TITLES, modules_by_row, rows_named

MISSING: set[str] = set()
"""Rows that no test names yet; the page says so."""
LINE = re.compile(r"\| ([A-Z]{2}\d+) \| [^|]+ \| ([^|]+) \|")

pytestmark = pytest.mark.engineless


def test_every_row_is_named_by_a_test_or_listed_as_missing() -> None:
    named = {path: rows_named(path) for path in TESTS.rglob("test_*.py")}
    assert len(named) > 50
    assert {row for row in TITLES if not any(row in rows for rows in named.values())} == MISSING


def test_the_handbook_names_tests_that_name_the_row() -> None:
    lines = dict(LINE.findall(PAGE.read_text("utf-8")))
    actual = modules_by_row()
    assert lines.keys() == TITLES.keys()
    for row, said in lines.items():
        listed = set(re.findall(r"`([^`]+)`", said))
        assert listed <= set(actual[row]), f"{row}: run python -m tests.house.rows"
        assert listed or row in MISSING, f"{row}: run python -m tests.house.rows"
