"""Servers on loopback that answer as the documented services do: three kinds of group bots and a text message provider.

`mood` decides for each request how it is met: None properly, or one of MOODS.
"""

import hmac
import json
import socket
import struct
import threading
import time
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

MOODS = ("hang", "500", "code", "reset", "lost")
"""`code` is HTTP 200 with an error that passes; `lost` takes the message and breaks off before saying so."""
SECRET, SMS_SECRET = "SECtests0123456789", "a secret for text messages"
HANGS = 1.5
"""Seconds a silent server takes before it hangs up."""
BUSY = {"wecom": {"errcode": -1, "errmsg": "system busy"}, "dingtalk": {"errcode": -1, "errmsg": "系统繁忙"},
        "feishu": {"code": 19003, "msg": "internal"}, "sms": {"code": 2001, "msg": "busy"}}  # fmt: skip


@dataclass(frozen=True)
class Taken:
    """What a service took: under which delivery id, and the words (of a text message its whole body)."""

    delivery: str
    text: str
    body: dict[str, Any]


class Peer:
    """One server for all: `/wecom`, `/dingtalk`, `/feishu` and `/sms`."""

    def __init__(self, mood: Callable[[str], str | None] = lambda _name: None) -> None:
        self.mood = mood
        self.taken: dict[str, list[Taken]] = {name: [] for name in BUSY}
        self.answers: dict[str, dict[str, Any]] = {}
        """By service: what is answered instead of yes, as long as it stands here."""
        self.asked = 0
        self._server = self._listen(0)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self.port}/{name}?access_token=geheim-{name}"

    def texts(self, name: str) -> list[str]:
        return [one.text for one in self.taken[name]]

    def be_away(self, seconds: float) -> None:
        """Nobody listens meanwhile: connections are refused."""
        port = self.port
        self.stop()
        time.sleep(seconds)
        self._server = self._listen(port)

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _listen(self, port: int) -> ThreadingHTTPServer:
        peer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                peer.asked += 1
                _meet(peer, self)

            def log_message(self, *_words: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads, allow_reuse_address, block_on_close = True, True, False
            request_queue_size = 50

            def handle_error(self, *_about: Any) -> None:
                pass  # whoever is killed breaks off

        server = Server(("127.0.0.1", port), Handler)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return server


def _meet(peer: Peer, request: BaseHTTPRequestHandler) -> None:
    name = urlsplit(request.path).path.strip("/")
    raw = request.rfile.read(int(request.headers["Content-Length"]))
    mood = peer.mood(name)
    if mood == "hang":
        time.sleep(HANGS)
    elif mood == "reset":
        _break_off(request)
    elif mood == "500":
        _answer(request, 500, b"<h1>oops</h1>")
    elif mood == "code":
        _answer(request, 200, json.dumps(BUSY[name]).encode())
    elif mood and mood.startswith("http"):  # bare bytes, whatever they are
        _answer(request, int(mood[5:8]), mood[9:].encode())
    else:
        refusal = peer.answers.get(name) or _refusal(name, request, raw)
        if refusal is None:
            peer.taken[name].append(_taken(request, raw))
        if mood == "lost":
            _break_off(request)
        else:
            _answer(request, 200, json.dumps(refusal or YES[name]).encode())


YES = {"wecom": {"errcode": 0, "errmsg": "ok"}, "dingtalk": {"errcode": 0, "errmsg": "ok"},
       "feishu": {"StatusCode": 0, "StatusMessage": "success", "code": 0, "data": {}, "msg": "success"},
       "sms": {"code": 0}}  # fmt: skip


def _refusal(name: str, request: BaseHTTPRequestHandler, raw: bytes) -> dict[str, Any] | None:
    """What the service finds wrong, in its own words."""
    body = json.loads(raw)
    if name == "dingtalk":
        sent = {key: values[0] for key, values in parse_qs(urlsplit(request.path).query).items()}
        good = hmac.digest(SECRET.encode(), f"{sent.get('timestamp')}\n{SECRET}".encode(), "sha256")
        fresh = abs(time.time() * 1000 - int(sent.get("timestamp", 0))) < 3_600_000
        if sent.get("sign") != b64encode(good).decode() or not fresh:
            return {"errcode": 310000, "errmsg": "sign not match"}
    if name == "feishu":
        good = hmac.digest(f"{body.get('timestamp')}\n{SECRET}".encode(), b"", "sha256")
        if body.get("sign") != b64encode(good).decode():
            return {"code": 19021, "msg": "sign match fail or timestamp is not within one hour from current time"}
    if name == "wecom" and len(body["text"]["content"].encode()) > 2048:
        return {"errcode": 45002, "errmsg": "content size out of limit"}
    if name == "sms":
        good = hmac.digest(SMS_SECRET.encode(), f"{body['timestamp']}.".encode() + raw, "sha256")
        if request.headers["X-Signature"] != f"sha256={good.hex()}":
            return {"code": 1401, "msg": "signature"}
    return None


def _taken(request: BaseHTTPRequestHandler, raw: bytes) -> Taken:
    body = json.loads(raw)
    text = (body.get("text") or body.get("content") or {}).get("content") or body.get("content", {}).get("text", "")
    return Taken(request.headers["X-Delivery-Id"], text, body)


def _answer(request: BaseHTTPRequestHandler, status: int, content: bytes) -> None:
    request.send_response(status)
    request.send_header("Content-Length", str(len(content)))
    if status == 302:
        request.send_header("Location", "/wecom")
    request.end_headers()
    request.wfile.write(content)


def _break_off(request: BaseHTTPRequestHandler) -> None:
    """A reset, not a farewell."""
    request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.close_connection = True
    request.connection.close()
