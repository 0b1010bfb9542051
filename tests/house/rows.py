"""The rows of the security requirements and the tests that name them; `python -m tests.house.rows` writes the table."""

import ast
import re
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parents[1]
PAGE = TESTS.parent / "docs/handbook/security.md"
RANGE = re.compile(r"\b([A-Z]{2})(\d+)(?:\s*[-–]\s*(?:\1)?(\d+))?\b")
TITLES = {
    "AZ1": "every address declared, everything else closed",
    "AZ2": "objects are found through the scope only",
    "AZ3": "outside the scope is not found",
    "AZ4": "who is refused changes nothing",
    "AZ5": "keys in forms are checked against the scope",
    "AZ6": "roles of one account see different fields",
    "AZ7": "changes of rights hold on the next request",
    "AZ8": "internal words never reach a partner",
    "AZ9": "forms take named fields only",
    "AZ10": "nobody raises the own role",
    "AZ11": "states cannot be skipped; four eyes",
    "AZ12": "uploads and files belong to one person and purpose",
    "AU1": "passwords: length, common ones, hashing",
    "AU2": "second factor",
    "AU3": "known and unknown names look alike",
    "AU4": "limits on guessing",
    "AU5": "the client's address",
    "AU6": "tokens in links",
    "AU7": "invitations",
    "AU8": "changes of credentials ask for the password",
    "AU9": "no default accounts",
    "SE1": "sessions are rows",
    "SE2": "ended sessions end at once",
    "SE3": "idle and absolute limits",
    "SE4": "cookies",
    "BR1": "forgery of requests",
    "BR2": "reading changes nothing",
    "BR3": "redirects stay here",
    "BR4": "foreign hosts",
    "BR5": "headers",
    "BR6": "nothing personal is cached",
    "BR7": "nothing from elsewhere",
    "IN1": "output is escaped",
    "IN2": "no input gives a failure of ours",
    "IN3": "search text is data",
    "IN4": "patterns run in linear time",
    "IN5": "mail goes where it should",
    "IN6": "exports hold no formulas",
    "IN7": "outgoing calls",
    "IN8": "money and days",
    "FI1": "types and sizes of files",
    "FI2": "names of files",
    "FI3": "how files are served",
    "FI4": "limits before parsing",
    "FI5": "row and file are one",
    "BI1": "one transaction for one request",
    "BI2": "a form makes one thing",
    "BI3": "one decision wins",
    "BI4": "edits carry a version",
    "BI5": "numbers are unique and ascending",
    "AL1": "every change is one event",
    "AL2": "the log is sealed",
    "AL3": "log lines hold no secrets",
    "AL4": "personal and secret columns",
    "AL5": "how long logs are kept; export and erasure",
    "AL6": "error pages",
    "RE1": "what was acknowledged survives",
    "RE2": "outbox",
    "RE3": "peers that are down",
    "RE4": "full or read-only disk",
    "RE5": "clocks that jump",
    "RE6": "imports can be interrupted",
    "RE7": "restarts lose nothing",
    "RE8": "backup and restore",
    "RE9": "migrations up and down",
    "RE10": "checks at the start",
    "OP1": "pinned packages",
    "OP2": "secrets and their rotation",
    "OP3": "documented settings and commands",
    "OP4": "proxy, socket, permissions",
}
HEAD = """# Which test keeps which security requirement

The requirements are those of OWASP ASVS 5.0 level 2 and what the house adds; each row has an id, which the tests that
keep it name in their first lines. `python -m tests.house.rows` writes this page from them, and a test fails when the
page names a test that does not name the row, or leaves a row out. **A row without a test is not shown to hold**: it is
listed as such.

| row | what it asks | tests |
| --- | --- | --- |
"""


@cache
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


def modules_by_row() -> dict[str, list[str]]:
    """Paths below `tests/`, in order, of the modules that name each row."""
    found: dict[str, list[str]] = {row: [] for row in TITLES}
    for path in sorted(TESTS.rglob("test_*.py")):
        for row in rows_named(path):
            found.get(row, []).append(path.relative_to(TESTS).as_posix())
    return found


def table() -> str:
    lines = [
        f"| {row} | {TITLES[row]} | {', '.join(f'`{path}`' for path in paths) or '**none yet**'} |"
        for row, paths in modules_by_row().items()
    ]
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(table(), "utf-8")
