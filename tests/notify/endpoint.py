"""Somebody's endpoint on the loopback, which answers as it is told and remembers what it got."""

import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import sleep
from typing import NamedTuple


class Got(NamedTuple):
    path: str
    headers: dict[str, str]
    body: bytes


class Endpoint:
    """`ways`: how the next calls are answered, one after the other, the last one for good: a status, `hang`, `drip`,
    `reset`, `large` or `elsewhere` (a redirect)."""

    def __init__(self, *ways: int | str, tls: ssl.SSLContext | None = None) -> None:
        self.ways, self.got = list(ways) or [200], list[Got]()
        peer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                peer.take(self)

            def log_message(self, *args: object) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        if tls is not None:
            self.server.socket = tls.wrap_socket(self.server.socket, server_side=True)
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.server.server_port}/hooks"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def take(self, call: BaseHTTPRequestHandler) -> None:
        body = call.rfile.read(int(call.headers.get("Content-Length", 0)))
        self.got.append(Got(call.path, dict(call.headers), body))
        way = self.ways.pop(0) if len(self.ways) > 1 else self.ways[0]
        if way == "reset":
            call.connection.close()
        elif way == "hang":
            sleep(1.5)
        elif way == "drip":
            self._drip(call)
        elif way == "elsewhere":
            self._answer(call, 302, {"Location": self.url})
        else:
            self._answer(call, 200 if way == "large" else int(way), {}, b"x" * (10**7 if way == "large" else 2))

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def _drip(self, call: BaseHTTPRequestHandler) -> None:
        for letter in b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 40:
            try:
                call.wfile.write(bytes([letter]))
            except OSError:
                return
            sleep(0.02)

    def _answer(self, call: BaseHTTPRequestHandler, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        try:
            call.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                call.send_header(name, value)
            call.end_headers()
            call.wfile.write(body)
        except OSError:
            return
