"""Pieces of pages that say the same to many: written once for each language and each set of values."""

from functools import lru_cache
from typing import Any

from flask import Flask, request
from markupsafe import Markup, escape

from portal.web.locale import current_locale

MOST = 512
"""So many pieces a process keeps; the one not asked for longest is written anew."""


def init_pieces(app: Flask) -> None:
    """Give templates `piece(template, **values)` and `section(path, depth)`."""

    @lru_cache(maxsize=MOST)
    def written(template: str, _language: str, _root: str, **values: Any) -> Markup:
        return escape(app.jinja_env.get_template(template).make_module(values))  # markup already: it stays as it is

    def piece(template: str, **values: Any) -> Markup:
        """The template with nothing but these values, which can be hashed: it must not ask who looks or what time it
        is, nor hold a token."""
        return written(template, current_locale(), request.root_path, **values)

    app.jinja_env.globals.update(piece=piece, section=section)


def section(path: str, depth: int) -> str:
    """The beginning of an address that names its list: /staff/requests/SR-1 lies in /staff/requests/ (depth 2)."""
    return "/".join(path.split("/")[: depth + 1]).rstrip("/") + "/"
