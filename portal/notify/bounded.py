"""Connections that end with their deadline: whether the other side hangs, drips, or has a name nobody looks up."""

import socket
import ssl
import threading
from contextlib import suppress
from time import monotonic
from typing import Any

import httpcore


class BoundedStream(httpcore.NetworkStream):
    """A connection that ends with its deadline, however slowly the other side drips."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, left(self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(self, ssl_context: ssl.SSLContext, server_hostname: str | None = None,
                  timeout: float | None = None) -> httpcore.NetworkStream:  # fmt: skip
        stream = self._stream.start_tls(ssl_context, server_hostname, left(self._deadline))
        return BoundedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def left(deadline: float) -> float:
    """Seconds until then (monotonic clock); ReadTimeout when there are none."""
    seconds = deadline - monotonic()
    if seconds <= 0:
        raise httpcore.ReadTimeout
    return seconds


def looked_up(host: str, port: int, seconds: float, resolve: Any = socket.getaddrinfo) -> list[Any]:
    """What the resolver says within that time; it has no limit of its own, so it is asked aside."""
    found: list[Any] = []

    def ask() -> None:
        with suppress(OSError, UnicodeError):
            found.extend(resolve(host, port, type=socket.SOCK_STREAM))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    return list(found)
