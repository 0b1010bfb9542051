"""What is posted outside: signed as each service wants it, only where we may, and its answer read (IN7, RE2)."""

import hmac
import json
import socket
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from portal.notify.outgoing import is_public, post_json
from portal.notify.services import SERVICES, Paused
from portal.notify.smtp import Undelivered, Unreachable
from portal.notify.web_address import is_web_address
from portal.web.channel_words import why
from tests.notify.peers import Peer

pytestmark = pytest.mark.engineless
AT = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
LOOPBACK = ("127.0.0.1",)


@pytest.fixture(scope="module")
def peer() -> Iterator[Peer]:
    peer = Peer()
    yield peer
    peer.stop()


def test_each_service_is_asked_as_its_manual_says() -> None:
    for name, url in (
        ("wecom", "https://a/?key=k"),
        ("dingtalk", "https://a/?access_token=t"),
        ("feishu", "https://a/h"),
    ):
        address, raw = SERVICES[name].request(url, "SEC密", "新的请求", AT)
        body = json.loads(raw)
        if name == "wecom":
            assert (address, body) == (url, {"msgtype": "text", "text": {"content": "新的请求"}})
        if name == "dingtalk":
            sent = parse_qs(urlsplit(address).query)
            sign = hmac.digest("SEC密".encode(), b"1795867200000\nSEC" + "密".encode(), "sha256")
            assert sent == {"access_token": ["t"], "timestamp": ["1795867200000"], "sign": [b64encode(sign).decode()]}
            assert body == {"msgtype": "text", "text": {"content": "新的请求"}}
        if name == "feishu":
            sign = hmac.digest(b"1795867200\nSEC" + "密".encode(), b"", "sha256")
            assert address == url and body["timestamp"] == "1795867200" and body["sign"] == b64encode(sign).decode()
            assert (body["msg_type"], body["content"]) == ("text", {"text": "新的请求"})
    assert SERVICES["dingtalk"].request("https://a/b", None, "x", AT)[0] == "https://a/b"
    assert b"sign" not in SERVICES["feishu"].request("https://a/b", None, "x", AT)[1]


ANSWERS: list[tuple[str, dict[str, Any], str]] = [
    ("wecom", {"errcode": 0, "errmsg": "ok"}, "taken"),
    ("wecom", {"errcode": 93000, "errmsg": "invalid webhook url"}, "never"),
    ("wecom", {"errcode": 45009, "errmsg": "api freq out of limit"}, "pause 60"),
    ("wecom", {"errcode": -1, "errmsg": "system busy"}, "later"),
    ("dingtalk", {"errcode": 310000, "errmsg": "sign not match"}, "never"),
    ("dingtalk", {"errcode": 130101, "errmsg": "send too fast, exceed 20 times per minute"}, "pause 600"),
    ("dingtalk", {"errcode": 7, "errmsg": "nobody knows"}, "later"),
    ("feishu", {"code": 0, "msg": "success", "data": {}}, "taken"),
    ("feishu", {"StatusCode": 0, "StatusMessage": "success"}, "taken"),
    ("feishu", {"code": 19021, "msg": "sign match fail"}, "never"),
    ("feishu", {"code": 9499, "msg": "Bad Request"}, "never"),
    ("feishu", {"code": 9499, "msg": "too many request"}, "pause 60"),
    ("feishu", {"code": 11232, "msg": "frequency limited"}, "pause 60"),
    ("feishu", {}, "later"),
    ("wecom", {"errcode": "0"}, "later"),
]


@pytest.mark.parametrize(("service", "answer", "verdict"), ANSWERS)
def test_the_code_in_the_body_counts(service: str, answer: dict[str, Any], verdict: str) -> None:
    try:
        SERVICES[service].read(answer)
        found = "taken"
    except Paused as reason:
        found = f"pause {reason.pause.total_seconds():.0f}"
    except Undelivered as reason:
        found = "never" if reason.for_good else "later"
        assert not answer or why(str(reason))
    assert found == verdict


def test_only_the_open_internet_is_public() -> None:
    private = [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:10.0.0.1",
        "::ffff:127.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
        "ff02::1",
    ]
    assert [address for address in private if is_public(address)] == []
    assert is_public("203.119.26.1") and is_public("2408:4000:1::1")


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1", True),
        ("https://qyapi.weixin.qq.com:443/x", True),
        ("http://qyapi.weixin.qq.com/x", False),
        ("https://qyapi.weixin.qq.com:8443/x", False),
        ("https://qyapi.weixin.qq.com.evil.example/x", False),
        ("https://qyapi.weixin.qq.com@evil.example/x", False),
        ("https://evil.example/qyapi.weixin.qq.com", False),
        ("https://[::1]/x", False),
        ("https://[broken/x", False),
        ("https://qyapi.weixin.qq.com/x\r\nHost: evil", False),
        ("http://127.0.0.1:8080/x", True),
        ("http://127.0.0.2:8080/x", False),
        ("http://10.1.7.7/x", True),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_hosts_of_the_service_by_https_and_what_the_operator_lists(url: str, good: bool) -> None:
    allowed = ("127.0.0.1", "10.1.0.0/16", "not a network")
    assert is_web_address(url, SERVICES["wecom"].hosts, allowed) is good


def send(url: str, allowed: tuple[str, ...] = LOOPBACK, timeout: float = 0.2) -> dict[str, Any]:
    body = {"msgtype": "text", "text": {"content": "x"}}
    return post_json(url, json.dumps(body).encode(), headers={"X-Delivery-Id": "d"}, timeout=timeout, allowed=allowed)


def test_a_name_that_leads_home_is_not_followed(peer: Peer, monkeypatch: pytest.MonkeyPatch) -> None:
    real, asked = socket.getaddrinfo, peer.asked

    def rebound(host: str, *rest: Any, **more: Any) -> Any:
        """A public address and a private one: whoever checks only the first, or looks again later, is fooled."""
        private = real("127.0.0.1", *rest, **more)
        return [(*private[0][:4], ("203.119.26.1", 80)), *private] if host == "hook.example" else private

    monkeypatch.setattr(socket, "getaddrinfo", rebound)
    with pytest.raises(Undelivered, match="private address") as refused:
        send(f"http://hook.example:{peer.port}/wecom", allowed=())
    assert refused.value.for_good and peer.asked == asked
    with pytest.raises(Undelivered, match="private address"):
        send(peer.url("wecom"), allowed=("10.0.0.0/8",))
    assert send(f"http://gateway.example:{peer.port}/wecom", allowed=("gateway.example",))["errcode"] == 0


@pytest.mark.parametrize(
    ("mood", "error", "for_good"),
    [
        ("http 302 ", Undelivered, True),
        ("http 404 ", Undelivered, True),
        ("http 429 ", Undelivered, False),
        ("http 403 ", Unreachable, None),
        ("http 200 <html>", Undelivered, False),
        ("http 200 [0]", Undelivered, False),
        ("http 200 " + "x" * 70_000, Undelivered, False),
        ("500", Undelivered, False),
        ("reset", Undelivered, False),
        ("hang", Unreachable, None),
    ],
)
def test_whatever_a_server_does_is_an_outcome(
    peer: Peer, mood: str, error: type[Exception], for_good: bool | None
) -> None:
    peer.mood, asked = (lambda _name: mood), peer.asked
    with pytest.raises(error) as refused:
        send(peer.url("wecom"))
    assert getattr(refused.value, "for_good", None) is for_good
    assert peer.asked == asked + 1, "no redirect is followed, nothing is asked twice"
    assert "geheim" not in str(refused.value)
    peer.mood = lambda _name: None


def test_a_server_that_drips_is_left_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            connection, _ = server.accept()
            with connection:
                try:
                    for letter in "HTTP/1.1 200 OK\r\nX: " + "y" * 400:
                        connection.sendall(letter.encode())
                        time.sleep(0.02)
                except OSError:
                    return

        threading.Thread(target=drip, daemon=True).start()
        with pytest.raises(Unreachable):
            send(f"http://127.0.0.1:{server.getsockname()[1]}/", timeout=0.1)
