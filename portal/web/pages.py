"""A view returns a page; htmx asks for a piece of it by name."""

from typing import Any

from flask import Response, current_app, flash, make_response, redirect, render_template, request, url_for
from jinja2 import Template

Answer = Response | tuple[Response, int]
"""What a view gives back: a page, or a page and its status."""


def page(template: str, **context: Any) -> Response:
    """The whole page, or only the block that htmx names in HX-Target, followed by the notices."""
    wanted = _wanted_block()
    if wanted:
        found = current_app.jinja_env.get_template(template)
        if wanted in found.blocks:
            return make_response(_block(found, wanted, context) + render_template("ui/_notices.html", swap=True))
    return make_response(render_template(template, **context))


def see_other(endpoint: str, notice: str | None = None, tone: str = "good", **values: Any) -> Response:
    """Post, redirect, get: a 303 to one of our own addresses, with a notice to show there."""
    if notice:
        flash(notice, tone)
    return make_response(redirect(url_for(endpoint, **values), 303))


def _wanted_block() -> str | None:
    if request.headers.get("HX-Request-Type") != "partial":
        return None
    _, _, name = request.headers.get("HX-Target", "").partition("#")
    return name if name.isidentifier() else None


def _block(template: Template, name: str, context: dict[str, Any]) -> str:
    values = dict(context)
    current_app.update_template_context(values)
    scope = template.new_context(values)
    return "".join(template.blocks[name](scope))
