"""Asking a provider: few seconds for everything, no redirects, no proxy of the environment, small answers only.

The addresses come from the settings, or from the provider those name; nobody who visits the portal chooses them.
Whoever signs in holds a web worker meanwhile, so a provider that keeps one waiting is left alone for a while.
"""

import json
from collections.abc import Mapping
from time import monotonic
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpcore

from portal.identity.providers.line import Line, tls
from portal.identity.providers.vouching import Unvouched
from portal.identity.providers.waiting import visit_ends
from portal.sign_in_settings import LOOPBACK

SECONDS = 3.0
"""For one call, from the look-up of the name to the last byte, however slowly the other side drips."""
LEFT_ALONE = 20.0
"""Seconds for which this process does not ask again whoever kept it waiting: the others are to be served meanwhile."""
MOST_BYTES = 256 * 1024
_silent_at: dict[str, float] = {}
"""Host and port → when it last kept us waiting (monotonic clock)."""


def ask(
    method: str, url: str, *, headers: Mapping[str, str] | None = None, data: Mapping[str, str] | None = None,
    body: Any = None,
) -> dict[str, Any]:  # fmt: skip
    """The JSON object that the address answers with status 2xx; `data` is sent as a form, `body` as JSON. Raises
    Unvouched: unreachable for silence and 5xx, refused for 4xx, untrue for anything else."""
    if not is_private(url):
        raise Unvouched("untrue", "an address of the provider is not encrypted")
    place = urlsplit(url).netloc
    if monotonic() - _silent_at.get(place, float("-inf")) < LEFT_ALONE:
        raise Unvouched("unreachable", "it kept us waiting a moment ago")
    kind, content = _content(data, body)
    try:
        return _object(*_answer(method, url, {"Accept": "application/json", **kind, **(headers or {})}, content))
    except httpcore.TimeoutException as silence:
        _silent_at[place] = monotonic()
        raise Unvouched("unreachable", type(silence).__name__) from None
    except (
        httpcore.NetworkError,
        httpcore.ProtocolError,
        httpcore.UnsupportedProtocol,
        OSError,
        ValueError,
    ) as silence:
        raise Unvouched("unreachable", type(silence).__name__) from None


def is_private(url: str) -> bool:
    """Whether nobody between can read along: https, or a provider on this machine."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return (parts.scheme == "https" and bool(parts.hostname)) or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def _content(data: Mapping[str, str] | None, body: Any) -> tuple[dict[str, str], bytes | None]:
    if data is not None:
        return {"Content-Type": "application/x-www-form-urlencoded"}, urlencode(data).encode()
    if body is not None:
        return {"Content-Type": "application/json"}, json.dumps(body).encode()
    return {}, None


def _answer(method: str, url: str, headers: dict[str, str], content: bytes | None) -> tuple[int, bytes]:
    line = Line(min(monotonic() + SECONDS, visit_ends()))
    with (
        httpcore.ConnectionPool(ssl_context=tls(), network_backend=line, retries=0) as pool,
        pool.stream(method, url, headers=list(headers.items()), content=content) as answer,
    ):
        return answer.status, _read(answer)


def _read(answer: httpcore.Response) -> bytes:
    raw = b""
    for piece in answer.iter_stream():
        raw += piece
        if len(raw) > MOST_BYTES:
            raise Unvouched("untrue", "the answer is too large")
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
