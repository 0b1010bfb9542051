"""Chinese is complete: every message of the code and the templates has its words, and the compiled file is fresh."""

import ast
import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask_babel import force_locale, gettext
from jinja2 import Environment

from tests.house.sources import calls_of

ROOT = Path(__file__).parents[2]
CHINESE = ROOT / "portal/translations/zh/LC_MESSAGES/messages.po"
KEYWORDS = {
    "_": (None, 0), "gettext": (None, 0), "ngettext": (None, 0), "pgettext": (0, 1), "_l": (None, 0),
    "lazy_gettext": (None, 0), "lazy_ngettext": (None, 0), "lazy_pgettext": (0, 1),
}  # fmt: skip
"""Where a call of that name has its context and its message."""
PLACEHOLDER = re.compile(r"%\((\w+)\)s")

pytestmark = pytest.mark.engineless


@cache
def chinese() -> Catalog:
    with CHINESE.open("rb") as file:
        return read_po(file, locale="zh")


@cache
def used() -> list[tuple[str, str | None]]:
    """Message and context of every call in the code and in the templates."""
    return sorted({*in_code(), *in_templates()}, key=str)


def in_code() -> Iterator[tuple[str, str | None]]:
    for name, (context, message) in KEYWORDS.items():
        for _, call in calls_of(name):
            given = [part.value if isinstance(part, ast.Constant) else None for part in call.args]
            if message < len(given) and isinstance(given[message], str):
                yield str(given[message]), None if context is None else str(given[context])


def in_templates() -> Iterator[tuple[str, str | None]]:
    reader = Environment(extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True)
    for path in (each for each in (ROOT / "templates").rglob("*") if each.suffix in (".html", ".txt")):
        for _, name, given in reader.extract_translations(path.read_text("utf-8"), tuple(KEYWORDS)):
            context, message = KEYWORDS[name]
            words = given if isinstance(given, tuple) else (given,)
            if isinstance(words[message], str):
                yield str(words[message]), None if context is None else str(words[context])


def test_every_message_has_chinese_words() -> None:
    missing = [key for key in used() if not _string(chinese(), *key)]
    assert not missing


def test_chinese_words_keep_the_placeholders() -> None:
    wrong = [
        message.id
        for message in chinese()
        if message.id
        and not set(PLACEHOLDER.findall(_text(message.string))) <= set(PLACEHOLDER.findall(str(message.id)))
    ]
    assert not wrong


def test_the_compiled_catalogue_is_fresh() -> None:
    compiled = io.BytesIO()
    write_mo(compiled, chinese())
    assert compiled.getvalue() == CHINESE.with_suffix(".mo").read_bytes(), "run `make words`"


def test_the_catalogue_is_found_by_the_running_program(app: Flask) -> None:
    with app.test_request_context(), force_locale("zh"):
        assert gettext("Password") == "密码"


def _string(catalogue: Catalog, message_id: str, context: str | None) -> str:
    message = catalogue.get(message_id, context)
    return _text(message.string) if message else ""


def _text(string: object) -> str:
    return string[0] if isinstance(string, list | tuple) and string else str(string or "")
