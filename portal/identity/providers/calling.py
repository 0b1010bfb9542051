"""Asking a provider: few seconds for everything, no redirects, no proxy of the environment, small answers only.

The addresses come from the settings, or from the provider those name; nobody who visits the portal chooses them.
"""

import json
import ssl
from collections.abc import Mapping
from functools import cache
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import httpx

from portal.identity.providers.vouching import Unvouched
from portal.sign_in_settings import LOOPBACK

CONNECT_SECONDS = 3.0
SECONDS = 8.0
"""For one call, however slowly the other side drips."""
MOST_BYTES = 256 * 1024


def ask(
    method: str, url: str, *, headers: Mapping[str, str] | None = None, data: Mapping[str, str] | None = None,
    body: Any = None,
) -> dict[str, Any]:  # fmt: skip
    """The JSON object that the address answers with status 2xx; `data` is sent as a form, `body` as JSON. Raises
    Unvouched: unreachable for silence and 5xx, refused for 4xx, untrue for anything else."""
    if not is_private(url):
        raise Unvouched("untrue", "an address of the provider is not encrypted")
    patience = httpx.Timeout(SECONDS, connect=CONNECT_SECONDS)
    try:
        with (
            httpx.Client(timeout=patience, verify=_trusted(), trust_env=False, follow_redirects=False) as client,
            client.stream(method, url, headers=dict(headers or {}), data=data, json=body) as answer,
        ):
            raw = _read(answer)
            return _object(answer.status_code, raw)
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as silence:
        raise Unvouched("unreachable", type(silence).__name__) from None


def is_private(url: str) -> bool:
    """Whether nobody between can read along: https, or a provider on this machine."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return (parts.scheme == "https" and bool(parts.hostname)) or (parts.scheme == "http" and parts.hostname in LOOPBACK)


@cache
def _trusted() -> ssl.SSLContext:
    """Made once by each process: reading all certificates takes longer than most answers."""
    return httpx.create_ssl_context(trust_env=False)


def _read(answer: httpx.Response) -> bytes:
    deadline, raw = monotonic() + SECONDS, b""
    for piece in answer.iter_bytes():
        raw += piece
        if len(raw) > MOST_BYTES:
            raise Unvouched("untrue", "the answer is too large")
        if monotonic() > deadline:
            raise Unvouched("unreachable", "the answer took too long")
    return raw


def _object(status: int, raw: bytes) -> dict[str, Any]:
    if status >= 500:
        raise Unvouched("unreachable", f"HTTP {status}")
    if status >= 400:
        raise Unvouched("refused", f"HTTP {status}")
    try:
        value = json.loads(raw) if status < 300 else None
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise Unvouched("untrue", f"HTTP {status} without a JSON object")
    return value
