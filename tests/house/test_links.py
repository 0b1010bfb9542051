"""Every endpoint that a template or a view links to exists, on the face that links to it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.house.sources import CODE, calls_of

pytestmark = pytest.mark.engineless
ROOT = Path(__file__).parents[2]
ENDPOINT = r"(?:partner|staff|identity|web)?\.[a-z_]+"
NAMED = re.compile(r"""["']((?:partner|staff|identity|web)\.[a-z_]+)["']""")
OF_THIS_FACE = re.compile(r"""url_for\(\s*["'](\.[a-z_]+)["']""")
LINKS = {"url_for", "see_other"}


def in_templates(folder: Path, *faces: str) -> Iterator[str]:
    """Endpoints named anywhere in these templates: tables of places count, whether shown or not."""
    for template in folder.rglob("*.html"):
        text = template.read_text("utf-8")
        yield from NAMED.findall(text)
        yield from (f"{face}{name}" for name in OF_THIS_FACE.findall(text) for face in faces)


def in_views(room: str) -> Iterator[str]:
    """Endpoints that a room's modules build addresses of."""
    for _, call in calls_of(*LINKS, within=CODE / room):
        if isinstance(call.func, ast.Name):
            yield from (f"{room}{name}" if name[0] == "." else name for name in endpoints(call.args[0]))


def endpoints(argument: ast.expr) -> Iterator[str]:
    """Those written out in the argument; `one if here else another` has two."""
    texts = (node.value for node in ast.walk(argument) if isinstance(node, ast.Constant))
    return (text for text in texts if isinstance(text, str) and re.fullmatch(ENDPOINT, text))


@pytest.mark.parametrize("room", ["partner", "staff", "identity"])
def test_links_of_a_room_lead_somewhere(session_app: Flask, room: str) -> None:
    linked = {*in_templates(ROOT / "templates" / room, room), *in_views(room)}
    assert linked
    assert linked <= set(session_app.view_functions)


def test_links_of_the_shells_lead_somewhere_on_both_faces(session_app: Flask) -> None:
    linked = set(in_templates(ROOT / "templates" / "shell", "partner", "staff"))
    assert linked
    assert linked <= set(session_app.view_functions)


def test_a_link_to_nothing_is_an_error(session_app: Flask) -> None:
    assert session_app.url_build_error_handlers == []
