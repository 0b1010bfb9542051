"""Where a visitor may be sent: only to our own pages, built from parsed parts."""

import re
from urllib.parse import quote, unquote, urlsplit

from flask import current_app, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from portal.identity.access import may
from portal.identity.hats import STAFF

UNWANTED = re.compile(r"[\x00-\x20\x7f-\xa0\\\ud800-\udfff]")
"""Blanks, control characters, backslashes and half characters: browsers drop or turn them after we have looked."""


def safe_address(wanted: str | None) -> str | None:
    """`wanted` rebuilt from its parsed path and query if it stays on this host, else None."""
    if not wanted or len(wanted) > 500 or UNWANTED.search(wanted):
        return None
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not _is_plain_path(parts.path):
        return None
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~?")
    return f"{path}?{query}" if query else path


def _is_plain_path(path: str) -> bool:
    """Absolute, without empty or dotted steps, which browsers resolve, written out or percent-coded."""
    plain = unquote(path)
    return path.startswith("/") and "//" not in plain and "\\" not in plain and not re.search(r"/\.{1,2}(/|$)", plain)


def landing(wanted: str | None, hats: frozenset[str]) -> str:
    """Where somebody lands after signing in: the page they wanted if it is theirs to open, else their home."""
    address = safe_address(wanted)
    if address is not None and _may_open(address, hats):
        return address
    return home_of(hats)


def home_of(hats: frozenset[str]) -> str:
    """The first page of a face; who works in care alone begins with whom to contact."""
    roles = hats & STAFF
    if roles == {"staff.care"}:
        return url_for("staff.list_care")
    return url_for("staff.today" if roles else "partner.home")


def _may_open(address: str, hats: frozenset[str]) -> bool:
    try:
        endpoint, _ = current_app.url_map.bind("").match(unquote(urlsplit(address).path), "GET")
    except (HTTPException, RequestRedirect):
        return False
    return may(hats, str(endpoint))
