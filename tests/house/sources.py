"""What stands in the product's modules, each parsed and walked once for all tests that ask."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import portal

CODE = Path(portal.__file__).parent
MODULES = sorted(CODE.rglob("*.py"))


@dataclass(frozen=True)
class Source:
    """`calls` are those that pass something and whose name is known, by that name; `functions` their lengths."""

    path: Path
    text: str
    docstring: str
    functions: list[int]
    calls: dict[str, list[ast.Call]]


ASKED = frozenset({
    "Refused", "Conflict", "record", "settle", "_settle", "_speak", "_end", "carry", "url_for", "see_other",
    "_", "gettext", "ngettext", "pgettext", "_l", "lazy_gettext", "lazy_ngettext", "lazy_pgettext",
})  # fmt: skip
"""Names of calls that some test asks for: keeping all of them would keep the whole trees."""


@cache
def source_of(path: Path) -> Source:
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    functions: list[int] = []
    calls: dict[str, list[ast.Call]] = {}
    for node in every_node(tree):
        if isinstance(node, ast.FunctionDef):
            functions.append((node.end_lineno or 0) - node.lineno + 1)
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
            if name in ASKED:
                calls.setdefault(name, []).append(node)
    return Source(path, text, (ast.get_docstring(tree) or "").strip(), functions, calls)


def every_node(tree: ast.AST) -> Iterator[ast.AST]:
    """As `ast.walk`, in no order and without its generators in between: there are a million nodes."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        for value in node.__dict__.values():
            if type(value) is list:
                waiting += [each for each in value if isinstance(each, ast.AST)]
            elif isinstance(value, ast.AST):
                waiting.append(value)


def calls_of(*names: str, within: Path = CODE) -> Iterator[tuple[Path, ast.Call]]:
    """Every call of these names in the modules of a folder."""
    assert ASKED.issuperset(names)
    for path in MODULES:
        if path.is_relative_to(within):
            yield from ((path, call) for name in names for call in source_of(path).calls.get(name, ()))
