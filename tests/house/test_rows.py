"""Every requirement that must hold already is named by a test module: the table of who covers what is this search."""

import ast
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
MOST = {"AZ": 10, "SE": 4, "BR": 7, "IN": 3, "FI": 5, "BI": 5, "AU": 9}
ROWS = [f"{chapter}{number}" for chapter, most in MOST.items() for number in range(1, most + 1)]
RANGE = re.compile(r"\b([A-Z]{2})(\d+)(?:\s*[-–]\s*(?:\1)?(\d+))?\b")

pytestmark = pytest.mark.engineless


def rows_named(path: Path) -> set[str]:
    """The rows in a module's docstring and in those of its tests: IN1, or AU1-AU4."""
    tree = ast.parse(path.read_text("utf-8"))
    if not any(isinstance(node, ast.FunctionDef) and node.name.startswith("test_") for node in ast.walk(tree)):
        return set()
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.FunctionDef)]
    said = " ".join(ast.get_docstring(node) or "" for node in nodes)
    return {
        f"{chapter}{number}"
        for chapter, first, last in RANGE.findall(said)
        for number in range(int(first), int(last or first) + 1)
    }


def test_every_row_is_named_by_a_test() -> None:
    named = {path: rows_named(path) for path in TESTS.rglob("test_*.py")}
    assert len(named) > 50
    missing = [row for row in ROWS if not any(row in rows for rows in named.values())]
    assert missing == []
