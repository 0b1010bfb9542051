"""Chinese is complete: every message of the code and the templates has its words, and the compiled file is fresh."""

import io
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask_babel import force_locale, gettext

ROOT = Path(__file__).parents[2]
CHINESE = ROOT / "portal/translations/zh/LC_MESSAGES/messages.po"
KEYWORDS = {
    "_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "_l": None, "lazy_gettext": None,
    "lazy_ngettext": (1, 2), "lazy_pgettext": ((1, "c"), 2),
}  # fmt: skip
METHODS = [("portal/**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.txt", "jinja2")]
OPTIONS = {pattern: {"trim_blocks": "true", "lstrip_blocks": "true"} for pattern, _ in METHODS[1:]}
PLACEHOLDER = re.compile(r"%\((\w+)\)s")

pytestmark = pytest.mark.engineless


@cache
def chinese() -> Catalog:
    with CHINESE.open("rb") as file:
        return read_po(file, locale="zh")


@cache
def used() -> list[tuple[str, str | None]]:
    found = set()
    for folder in ("portal", "templates"):
        methods = [
            (pattern.removeprefix(f"{folder}/"), kind) for pattern, kind in METHODS if pattern.startswith(folder)
        ]
        options = {pattern.removeprefix(f"{folder}/"): value for pattern, value in OPTIONS.items()}
        for _, _, message, _, context in extract_from_dir(
            ROOT / folder, methods, options, keywords=KEYWORDS, comment_tags=()
        ):
            found.add((message[0] if isinstance(message, tuple) else message, context))
    return sorted(found, key=str)


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
