"""Posting JSON to somebody else's server: to public addresses only, without redirects, within time and size."""

import ipaddress
import json
import socket
import ssl
from collections.abc import Iterable, Mapping, Sequence
from time import monotonic
from typing import Any

import httpcore

from portal.notify.smtp import Undelivered, Unreachable
from portal.notify.tls import trusted
from portal.notify.web_address import is_allowed

MOST_BYTES = 64_000
LONGEST = 3
"""All of an answer may take so many times what one silence may."""
AWAY = (httpcore.ConnectError, httpcore.TimeoutException, OSError, UnicodeError)
BROKEN = (httpcore.NetworkError, httpcore.ProtocolError)
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Forbidden(Exception):
    """The address is one we do not talk to."""


def post_json(
    url: str, body: bytes, *, headers: Mapping[str, str], timeout: float, allowed: Sequence[str]
) -> dict[str, Any]:
    """What the server answered to `body`, a JSON object.

    `timeout`: seconds of silence; `allowed`: hosts and networks that may be private and without TLS (the operator's
    list). Raises Unreachable when nobody answers, so that others need not try, and Undelivered when it is broken off
    or the answer is no yes of any kind.
    """
    network = Guarded(allowed, monotonic() + LONGEST * timeout)
    waits = {"connect": timeout, "read": timeout, "write": timeout, "pool": timeout}
    told = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "portal", **headers}
    try:
        with (
            httpcore.ConnectionPool(ssl_context=trusted(), network_backend=network) as pool,
            pool.stream("POST", url, headers=told, content=body, extensions={"timeout": waits}) as answer,
        ):
            return _read(answer.status, _within(answer.iter_stream()))
    except Forbidden as refusal:
        raise Undelivered(str(refusal), for_good=True) from refusal
    except AWAY as failure:
        raise Unreachable(_reason(failure)) from failure
    except BROKEN as failure:
        raise Undelivered(_reason(failure), for_good=False) from failure


def _read(status: int, content: bytes) -> dict[str, Any]:
    if status == 429 or status >= 500:
        raise Undelivered(f"HTTP {status}", for_good=False)
    if status in (401, 403):  # we are not welcome, whatever we bring
        raise Unreachable(f"HTTP {status}")
    if not 200 <= status < 300:
        raise Undelivered(f"HTTP {status}", for_good=True)
    try:
        found = json.loads(content)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise Undelivered("the answer is no JSON object", for_good=False)
    return found


def _reason(failure: Exception) -> str:
    return f"{type(failure).__name__} {failure}"[:200].strip()


def _within(chunks: Iterable[bytes]) -> bytes:
    found = b""
    for chunk in chunks:
        found += chunk
        if len(found) > MOST_BYTES:
            raise Undelivered("the answer is too long", for_good=False)
    return found


class Guarded(httpcore.NetworkBackend):
    """Connects to the very address it has checked, and lets nobody drip for ever."""

    def __init__(self, allowed: Sequence[str], deadline: float) -> None:
        self._allowed, self._deadline, self._plain = allowed, deadline, httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
        for address in found:  # one private address among them is enough: the host is not to be trusted
            if not (is_public(address) or any(is_allowed(name, self._allowed) for name in (host, address))):
                raise Forbidden(f"{host} leads to a private address")
        chosen = min(found, key=lambda address: (":" in address, address))
        return Timed(self._plain.connect_tcp(chosen, port, timeout), self._deadline)


class Timed(httpcore.NetworkStream):
    """A connection whose answers must all have come by `deadline` (monotonic)."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left = self._deadline - monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the answer drips")
        return self._stream.read(max_bytes, min(left, timeout or left))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return Timed(self._stream.start_tls(ssl_context, server_hostname, timeout), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def is_public(text: str) -> bool:
    """Whether an address is one of the open internet: not ours, not a neighbour's, not one in disguise."""
    address: Address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        hidden = address.ipv4_mapped or address.sixtofour or address.teredo
        return address.is_global and not hidden and address in ipaddress.ip_network("2000::/3")
    return address.is_global and not address.is_multicast
