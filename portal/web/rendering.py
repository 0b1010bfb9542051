"""How templates write values out: escaped as always, without wrapping each piece of text in an object of its own.

A list of fifty rows writes out more than a thousand values; the wrapping cost a tenth of the page.
"""

from collections.abc import Callable, Iterable
from types import FunctionType, MethodType
from typing import Any

from flask import Flask, has_request_context, request
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from jinja2.utils import _PassArg
from markupsafe import Markup, _escape_inner, escape


def escaped(value: Any) -> str:
    """`value` as HTML text; what is Markup already stays as it is."""
    kind = type(value)
    if kind is str:
        return _escape_inner(value)
    return value if kind is Markup else escape(value)


class LeanGenerator(CodeGenerator):
    """Jinja's own code, with `escaped` where it writes a value into an autoescaped template, and each block gathered
    before it is handed up: piece by piece it would climb through every block and shell around it."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        self.writeline(f"from {__name__} import escaped")
        super().visit_Template(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("escaped(")

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        begins_block = frame.block_frame and frame.parent is None and frame.buffer is None
        if begins_block:
            self.buffer(frame)
        super().blockvisit(nodes, frame)
        if begins_block:
            self.writeline(f"yield concat({frame.buffer})")


class LeanContext(Context):
    """Jinja's own context, which asks every function it calls several times what of itself it wants to be given."""

    def call(__self, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        if type(__obj) in PLAIN:
            wants = getattr(__obj, "jinja_pass_arg", None)
            if wants is None or wants is _PassArg.eval_context:
                kwargs.pop("_block_vars", None)
                kwargs.pop("_loop_vars", None)
                return __obj(*args, **kwargs) if wants is None else __obj(__self.eval_ctx, *args, **kwargs)
        return super().call(__obj, *args, **kwargs)


PLAIN = frozenset({FunctionType, MethodType})


def init_rendering(app: Flask) -> None:
    """Call before the first template is compiled."""
    app.jinja_env.code_generator_class = LeanGenerator
    app.jinja_env.context_class = LeanContext
    app.jinja_env.globals["url_for"] = known_addresses(app)


def known_addresses(app: Flask) -> Callable[..., str]:
    """`url_for` that builds an address without values once: a shell names some thirty of them."""
    known: dict[tuple[str, str | None, str], str] = {}

    def url_for(endpoint: str, **values: Any) -> str:
        if values or not has_request_context():
            return app.url_for(endpoint, **values)
        here = request._get_current_object()  # type: ignore[attr-defined]
        key = (here.root_path, here.blueprint if endpoint[0] == "." else None, endpoint)
        if key not in known:
            known[key] = app.url_for(endpoint)
        return known[key]

    return url_for
