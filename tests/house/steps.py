"""Which steps of a migration the release before does not survive: it still runs while the tables are changed.

A migration that takes something away, renames it or makes it stricter is the second of two: a release in which nothing
uses it any more comes first. Such a one says `step = "contract"` (docs/decisions/0006).
"""

import ast
from collections.abc import Iterator

TAKES_AWAY = frozenset({"drop_table", "drop_column", "rename_table", "drop_constraint"})
MAKES_STRICTER = frozenset({"create_unique_constraint", "create_check_constraint", "create_foreign_key"})


def harsh_steps(source: str) -> list[str]:
    """What `upgrade` (and what it calls within the file) does that an earlier program trips over."""
    tree = ast.parse(source)
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    return sorted({step for node in _reached(functions, "upgrade") for step in _harsh(node)})


def is_contract(source: str) -> bool:
    """Whether it says that it is the second step."""
    return any(
        isinstance(node, ast.Assign)
        and [getattr(target, "id", "") for target in node.targets] == ["step"]
        and isinstance(node.value, ast.Constant)
        and node.value.value == "contract"
        for node in ast.parse(source).body
    )


def _reached(functions: dict[str, ast.FunctionDef], name: str, seen: frozenset[str] = frozenset()) -> Iterator[ast.AST]:
    if name not in functions or name in seen:
        return
    yield functions[name]
    for node in ast.walk(functions[name]):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield from _reached(functions, node.func.id, seen | {name})


def _harsh(function: ast.AST) -> Iterator[str]:
    made = {_first_text(call) for call in _calls(function, "create_table")} | set(_new_columns(function))
    for call in _calls(function):
        name = call.func.attr  # type: ignore[attr-defined]
        told = {keyword.arg: keyword.value for keyword in call.keywords}
        if name in TAKES_AWAY or (name in MAKES_STRICTER and not made & set(_texts(call))):
            yield name
        elif name == "create_index" and _is(told.get("unique"), True) and not made & set(_texts(call)):
            yield "create_index unique"
        elif name == "alter_column" and (set(told) & {"new_column_name", "type_"} or _is(told.get("nullable"), False)):
            yield "alter_column"
        elif name == "add_column" and any(_must_be_given(argument) for argument in call.args):
            yield "add_column without a default"


def _calls(function: ast.AST, name: str = "") -> Iterator[ast.Call]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and name in ("", node.func.attr):
            yield node


def _new_columns(function: ast.AST) -> Iterator[str]:
    """Nobody knows them yet, so they may be as strict as they like."""
    for call in _calls(function, "add_column"):
        yield from (_first_text(argument) for argument in call.args if isinstance(argument, ast.Call))


def _texts(call: ast.Call) -> Iterator[str]:
    for argument in call.args:
        yield from map(_text, argument.elts if isinstance(argument, ast.List) else [argument])


def _must_be_given(argument: ast.AST) -> bool:
    if not isinstance(argument, ast.Call):
        return False
    told = {keyword.arg: keyword.value for keyword in argument.keywords}
    return _is(told.get("nullable"), False) and "server_default" not in told


def _is(node: ast.AST | None, value: bool) -> bool:
    return isinstance(node, ast.Constant) and node.value is value


def _first_text(call: ast.Call) -> str:
    return _text(call.args[0]) if call.args else ""


def _text(node: ast.AST) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ""
