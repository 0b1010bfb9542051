"""How templates write values out: escaped as always, without wrapping each piece of text in an object of its own.

A list of fifty rows writes out more than a thousand values; the wrapping cost a tenth of the page.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask, has_request_context, request
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, _escape_inner, escape


def escaped(value: Any) -> str:
    """`value` as HTML text; what is Markup already stays as it is."""
    kind = type(value)
    if kind is str:
        return _escape_inner(value)
    return value if kind is Markup else escape(value)


class LeanGenerator(CodeGenerator):
    """Jinja's own code, with `escaped` where it writes a value into an autoescaped template."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        self.writeline(f"from {__name__} import escaped")
        super().visit_Template(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("escaped(")


def init_rendering(app: Flask) -> None:
    """Call before the first template is compiled."""
    app.jinja_env.code_generator_class = LeanGenerator
    app.jinja_env.globals["url_for"] = known_addresses(app)


def known_addresses(app: Flask) -> Callable[..., str]:
    """`url_for` that builds an address without values once: a shell names some thirty of them."""
    known: dict[tuple[str, str], str] = {}

    def url_for(endpoint: str, **values: Any) -> str:
        if values or not has_request_context():
            return app.url_for(endpoint, **values)
        full = f"{request.blueprint}{endpoint}" if endpoint.startswith(".") and request.blueprint else endpoint
        key = (request.root_path, full)
        if key not in known:
            known[key] = app.url_for(endpoint)
        return known[key]

    return url_for
