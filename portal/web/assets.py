"""Static files under names that carry their content: published at start-up, one joined stylesheet, kept for ever."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

import brotli
from flask import Flask, Response, abort, make_response, redirect
from werkzeug.sansio.utils import host_is_trusted
from whitenoise import WhiteNoise

from portal.web.headers import headers_of

HASH = re.compile(r"\.[0-9a-f]{12}(?=\.\w+$)")
IMPORT = re.compile(r'@import url\("([^"]+)"\);\n?')
COMMENT = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|/\*.*?\*/[ \t]*\n?""", re.DOTALL)
"""A comment of a stylesheet, or a text in quotes, in which none can begin."""
TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml; charset=utf-8",
    "": "text/plain",
}
ALREADY_TIGHT = frozenset({"image/png"})
ASK_AGAIN = "no-cache"


@dataclass(frozen=True)
class Asset:
    """One file as it is sent. `hashed` is its name with the content in it: css/app.1f2e3d4c5b6a.css."""

    name: str
    body: bytes
    media_type: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.body).hexdigest()[:12]

    @property
    def hashed(self) -> str:
        path = Path(self.name)
        return path.with_name(f"{path.stem}.{self.digest}{path.suffix}").as_posix()


class Shelf(WhiteNoise):  # type: ignore[misc]
    """WhiteNoise for the hosts that are ours; who asks for another one is left to the application to refuse."""

    hosts: list[str] | None = None

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        if not host_is_trusted(environ.get("HTTP_HOST"), self.hosts):
            return self.application(environ, start_response)
        return super().__call__(environ, start_response)


def init_assets(app: Flask, folder: Path, *, uses_tls: bool = False) -> None:
    """Publish the static files below `folder` and let WhiteNoise serve them; give templates `asset_url(name)` and
    `sprite`, the address of the icons."""
    assets = read_assets(Path(str(app.static_folder)))
    for asset in assets:
        publish(asset, folder)
    urls = {asset.name: f"{app.static_url_path}/{asset.hashed}" for asset in assets}

    def lead_to_todays_name(filename: str) -> Response:
        # a page written just before an upgrade still asks for yesterday's name: today's file is better than none
        name = HASH.sub("", filename)
        if name not in urls:
            abort(404)
        response = redirect(urls[name], 302)
        response.headers["Cache-Control"] = ASK_AGAIN
        return make_response(response)

    app.view_functions["static"] = lead_to_todays_name
    app.jinja_env.globals.update(asset_url=urls.__getitem__, sprite=urls["icons.svg"])
    every = headers_of(uses_tls=uses_tls)

    def add_headers(headers: Headers, _path: str, _url: str) -> None:
        for name, value in every.items():
            headers[name] = value

    app.wsgi_app = Shelf(  # type: ignore[method-assign]
        app.wsgi_app, root=str(folder), prefix=app.static_url_path, mimetypes=TYPES, allow_all_origins=False,
        immutable_file_test=lambda _path, _url: True, add_headers_function=add_headers,
    )  # fmt: skip
    app.wsgi_app.hosts = app.config.get("TRUSTED_HOSTS")


def publish(asset: Asset, folder: Path) -> None:
    """Write the file under its hashed name, plain and squeezed; what is there already is the same and stays."""
    path = folder / asset.hashed
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if asset.media_type not in ALREADY_TIGHT:
        put(path.with_name(f"{path.name}.br"), brotli.compress(asset.body, mode=brotli.MODE_TEXT))
        put(path.with_name(f"{path.name}.gz"), gzip.compress(asset.body, 9, mtime=0))
    put(path, asset.body)


def put(path: Path, body: bytes) -> None:
    """Whole or not at all: another worker may be publishing the same file."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    unfinished.write_bytes(body)
    unfinished.rename(path)


def read_assets(folder: Path) -> list[Asset]:
    """Every file below the folder. Stylesheets arrive with their imports already joined in, and without comments."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix in TYPES]
    return [Asset(path.relative_to(folder).as_posix(), body_of(path), TYPES[path.suffix]) for path in files]


def body_of(path: Path) -> bytes:
    return without_comments(joined(path)).encode() if path.suffix == ".css" else path.read_bytes()


def joined(stylesheet: Path) -> str:
    """The stylesheet with each @import replaced by the file it names, in place, so that one answer holds it all."""
    return IMPORT.sub(lambda found: joined(stylesheet.parent / found[1]), stylesheet.read_text("utf-8"))


def without_comments(stylesheet: str) -> str:
    """What is written for those who work on it is not sent to those who look at a page."""
    return COMMENT.sub(lambda found: found[1] or "", stylesheet)
