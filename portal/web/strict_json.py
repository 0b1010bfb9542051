"""Reading a JSON body as strictly as the standard allows: what is doubtful is refused, nothing is guessed."""

import json
import math
from typing import Any, NoReturn

from flask import Request, current_app
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import RequestEntityTooLarge

from portal.web.problems import Problem

MOST_BYTES = 256 * 1024
MOST_BYTES_WITH_FILES = 12_000_000
"""Bytes of a body that may hold files, in base64 some 9 MB of them: read, taken apart and stored it needs about five
times as much memory for a moment (security.md FI4)."""
WITH_FILES: set[str] = set()
"""Endpoints whose body may hold files."""
DEEPEST = 8
"""So many objects and lists within each other; a request needs three."""


def read_json(request: Request) -> Any:
    """The body's value. Problem 413 when it is too large, 415 when it is no JSON by its type, 400 when it cannot be
    read: not UTF-8, no JSON, a name given twice, NaN, a number beyond floats, nested too deeply."""
    if request.mimetype != "application/json":
        raise Problem(415)
    request.max_content_length = most_bytes(request)
    try:
        raw = request.get_data(cache=False)
    except RequestEntityTooLarge:
        raise Problem(413) from None
    try:
        value = json.loads(
            raw.decode("utf-8"), parse_constant=_refuse, parse_float=_finite, object_pairs_hook=_named_once
        )
    except (ValueError, RecursionError):
        raise Problem(400, words=_l("The body is no JSON as RFC 8259 has it, or names something twice.")) from None
    if _depth_exceeds(value, DEEPEST):
        raise Problem(400, words=_l("The body is nested too deeply."))
    return value


def most_bytes(request: Request) -> int:
    """How large the body may be."""
    if request.endpoint not in WITH_FILES:
        return MOST_BYTES
    return min(MOST_BYTES_WITH_FILES, current_app.config["MAX_CONTENT_LENGTH"])


def _refuse(text: str) -> NoReturn:
    raise ValueError(text)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    named = dict(pairs)
    if len(named) != len(pairs):
        raise ValueError("a name is given twice")
    return named


def _depth_exceeds(value: Any, most: int) -> bool:
    level = [value]
    for _ in range(most):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return True


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
