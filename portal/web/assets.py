"""Static files under names that carry their content: read once at start-up, one joined stylesheet, cached for ever."""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import brotli
from flask import Flask, Response, abort, request

HASH = re.compile(r"\.[0-9a-f]{12}(?=\.\w+$)")
IMPORT = re.compile(r'@import url\("([^"]+)"\);\n?')
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml; charset=utf-8",
    "": "text/plain; charset=utf-8",
}
NEVER_CHANGES = "public, max-age=31536000, immutable"
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


def init_assets(app: Flask) -> None:
    """Take over the app's static route; give templates `asset_url(name)` and `sprite`, the address of the icons."""
    assets = read_assets(Path(str(app.static_folder)))
    by_name = {asset.name: (asset, ASK_AGAIN) for asset in assets}
    by_hash = {asset.hashed: (asset, NEVER_CHANGES) for asset in assets}
    urls = {asset.name: f"{app.static_url_path}/{asset.hashed}" for asset in assets}

    def serve(filename: str) -> Response:
        # a page written just before an upgrade still asks for yesterday's name: today's file is better than none
        found = by_hash.get(filename) or by_name.get(HASH.sub("", filename))
        return answer(*found) if found else abort(404)

    app.view_functions["static"] = serve
    app.jinja_env.globals.update(asset_url=urls.__getitem__, sprite=urls["icons.svg"])


def read_assets(folder: Path) -> list[Asset]:
    """Every file below the folder. Stylesheets arrive with their imports already joined in."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix in TYPES]
    return [Asset(path.relative_to(folder).as_posix(), body_of(path), TYPES[path.suffix]) for path in files]


def body_of(path: Path) -> bytes:
    return joined(path).encode() if path.suffix == ".css" else path.read_bytes()


def joined(stylesheet: Path) -> str:
    """The stylesheet with each @import replaced by the file it names, in place, so that one answer holds it all."""
    return IMPORT.sub(lambda found: joined(stylesheet.parent / found[1]), stylesheet.read_text("utf-8"))


def answer(asset: Asset, cache_control: str) -> Response:
    coding = coding_for(asset)
    response = Response(squeezed(asset.body, coding), content_type=asset.media_type)
    response.headers["Cache-Control"] = cache_control
    response.vary.add("Accept-Encoding")
    if coding:
        response.content_encoding = coding
    response.set_etag(f"{asset.digest}-{coding or 'plain'}")
    response.make_conditional(request)
    return response


def coding_for(asset: Asset) -> str:
    """The tightest coding the browser accepts; pictures are tight already."""
    wanted = () if asset.media_type == TYPES[".png"] else ("br", "gzip")
    return next((coding for coding in wanted if request.accept_encodings.quality(coding) > 0), "")


@cache
def squeezed(body: bytes, coding: str) -> bytes:
    """Compressed at the highest setting on first use and kept: a file is squeezed once in the life of a worker."""
    if coding == "br":
        return bytes(brotli.compress(body, mode=brotli.MODE_TEXT))
    return gzip.compress(body, 9, mtime=0) if coding == "gzip" else body
