"""How templates write values out: escaped as always, without wrapping each piece of text in an object of its own.

A list of fifty rows writes out more than a thousand values; the wrapping cost a tenth of the page.
"""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from flask import Flask, has_request_context, request
from jinja2 import FileSystemBytecodeCache, nodes
from jinja2.bccache import Bucket
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

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:
        """A block hands its text up in one piece: handing up each part through every block around it cost a twentieth
        of a page."""
        if frame.buffer is not None or node.scoped or node.required or (frame.toplevel and self.extends_so_far):
            super().visit_Block(node, frame)
        else:
            self.writeline(f"yield concat(context.blocks[{node.name!r}][0]({self.get_context_ref()}))", node)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("escaped(")


class CompiledFolder(FileSystemBytecodeCache):
    """What was compiled before, if it can be read, and kept if it can be written: a page needs neither."""

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except Exception:  # half a file, after the power went: pickle raises whatever it meets
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):  # the disk is full, or only read from
            super().dump_bytecode(bucket)


def init_rendering(app: Flask, folder: Path) -> None:
    """Call before the first template is compiled; `folder` keeps what was compiled, for this process and later ones."""
    app.jinja_env.code_generator_class = LeanGenerator
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    app.jinja_env.bytecode_cache = CompiledFolder(str(folder), f"%s.{_generator()}")
    app.jinja_env.globals["url_for"] = known_addresses(app)


def load_compiled(app: Flask) -> None:
    """Load every template that was compiled before; the others wait until somebody opens them."""
    for name in app.jinja_env.list_templates():
        _, file, _ = app.jinja_env.loader.get_source(app.jinja_env, name)
        cache = app.jinja_env.bytecode_cache
        if Path(cache.directory, cache.pattern % (cache.get_cache_key(name, file),)).exists():
            app.jinja_env.get_template(name)


def _generator() -> str:
    """Code another generator wrote is not used: a short name for how this one writes."""
    return hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:8]


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
