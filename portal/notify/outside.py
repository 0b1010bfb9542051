"""Calling addresses that people typed in: only public ones, the very address that was checked, no further than that.

No redirect is followed, no proxy and no cookie is used, the answer is read up to a limit, all of it within a few
seconds. `PORTAL_WEBHOOK_ALLOW` names networks and hosts of our own that may be reached all the same, there also
without TLS and on any port.
"""

import socket
import ssl
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import httpcore
import httpx

from portal.notify.bounded import BoundedStream, left, looked_up
from portal.notify.reach import Address, Forbidden, check_url, is_public, networks

PORTS = frozenset({443, 8443})
"""Of public addresses; a port that somebody chose can be the door of something that speaks no HTTP."""
MOST_BYTES = 16_384
"""So much of an answer is read; the rest is left unread."""
SECONDS = 8.0
"""For everything."""
CONNECT_SECONDS = 3.0


class Unreached(Exception):
    """Nobody answered in time, or not as a web server does."""


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes


@cache
def _trusted() -> ssl.SSLContext:
    """Read once by each process: it takes longer than most calls."""
    return httpx.create_ssl_context()


class Outside:
    """A client for one call after another; `allow` are networks and hosts as in PORTAL_WEBHOOK_ALLOW."""

    def __init__(self, allow: Sequence[str] = (), *, resolve: Any = socket.getaddrinfo) -> None:
        self.allowed, self.allowed_hosts = networks(allow), frozenset(allow)
        self._resolve = resolve
        self._tls = _trusted()

    def post(self, url: str, body: bytes, headers: dict[str, str]) -> Answer:
        """Send `body`; raises Forbidden for what may not be called, Unreached for what does not answer."""
        check_url(url)
        deadline = monotonic() + SECONDS
        line = _Line(self, url, deadline)
        sent = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "portal", **headers}
        try:
            with (
                httpcore.ConnectionPool(ssl_context=self._tls, network_backend=line, retries=0) as pool,
                pool.stream("POST", url, headers=list(sent.items()), content=body, extensions=_TIMES) as answer,
            ):
                return Answer(answer.status, _first_bytes(answer.iter_stream()))
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, ssl.SSLError) as silence:
            raise Unreached(type(silence).__name__) from silence
        except (OSError, ValueError, httpcore.UnsupportedProtocol) as mistake:
            raise Unreached(type(mistake).__name__) from mistake

    def addresses(self, host: str, port: int, *, is_plain: bool) -> list[str]:
        """Where the name leads, in the resolver's order; Forbidden unless every one of them may be called."""
        found = self._looked_up(host, port)
        texts = [str(info[4][0]).partition("%")[0] for info in found]
        for text in texts if host not in self.allowed_hosts else ():
            self._check(ip_address(text), port, is_plain=is_plain)
        if not texts:
            raise Unreached("name not found")
        return texts

    def _looked_up(self, host: str, port: int) -> list[Any]:
        return looked_up(host, port, CONNECT_SECONDS, self._resolve)

    def _check(self, address: Address, port: int, *, is_plain: bool) -> None:
        if any(address in network for network in self.allowed if network.version == address.version):
            return
        if not is_public(address):
            raise Forbidden("the address is private; PORTAL_WEBHOOK_ALLOW opens networks")
        if is_plain:
            raise Forbidden("public addresses are called by https only")
        if port not in PORTS:
            raise Forbidden("public addresses are called on ports 443 and 8443 only")


def _first_bytes(pieces: Iterable[bytes]) -> bytes:
    body = b""
    for piece in pieces:
        body += piece
        if len(body) >= MOST_BYTES:
            break
    return body[:MOST_BYTES]


_TIMES = {"timeout": {"connect": CONNECT_SECONDS, "read": SECONDS, "write": SECONDS, "pool": CONNECT_SECONDS}}


class _Line(httpcore.NetworkBackend):
    """Connects to an address that was checked, and to no other; the name is looked up once."""

    def __init__(self, outside: Outside, url: str, deadline: float) -> None:
        self._outside, self._deadline = outside, deadline
        self._is_plain = urlsplit(url).scheme == "http"
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        addresses = self._outside.addresses(host, port, is_plain=self._is_plain)
        silence: Exception = httpcore.ConnectTimeout()
        for address in addresses[:2]:
            try:
                wait = min(CONNECT_SECONDS, left(self._deadline))
                return BoundedStream(self._backend.connect_tcp(address, port, wait), self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as mistake:
                silence = mistake
        raise silence

    def connect_unix_socket(self, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        raise Forbidden("no file is called")
