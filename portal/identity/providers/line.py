"""The line to a provider: from the look-up of its name to the last byte it ends with its deadline."""

import ssl
from functools import cache
from typing import Any

import httpcore
import httpx

from portal.notify.bounded import BoundedStream, left, looked_up

CONNECT_SECONDS = 1.5


@cache
def tls() -> ssl.SSLContext:
    """Made once: reading the certificates of the world takes some hundredths of a second."""
    return httpx.create_ssl_context(trust_env=False)


class Line(httpcore.NetworkBackend):
    def __init__(self, deadline: float) -> None:
        self._deadline, self._backend = deadline, httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        found = looked_up(host, port, self._wait())
        silence: Exception = httpcore.ConnectTimeout("its name is not found")
        for info in found[:2]:
            try:
                stream = self._backend.connect_tcp(str(info[4][0]), port, self._wait())
                return BoundedStream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as mistake:
                silence = mistake
        raise silence

    def connect_unix_socket(self, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        raise httpcore.UnsupportedProtocol("no file is asked")

    def _wait(self) -> float:
        return min(CONNECT_SECONDS, left(self._deadline))
