"""The three services with group bots: how each wants to be asked, and what its answers mean.

Sources: WeCom developer.work.weixin.qq.com/document/path/91770 (20 a minute, text up to 2048 bytes); DingTalk
open.dingtalk.com/document/robots/custom-robot-access (20 a minute, else shut out for ten minutes; HMAC in the query);
Feishu open.feishu.cn custom bot (100 a minute, 5 a second; HMAC whose key is what the others sign). All three answer
HTTP 200 with an error code in the body.
"""

import hmac
import json
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from portal.notify.smtp import Undelivered

WECOM, DINGTALK, FEISHU = "wecom", "dingtalk", "feishu"
Signed = tuple[str, dict[str, Any]]
"""Where it is posted, and the body."""


class Paused(Exception):
    """The service wants no more for `pause`; nothing is wrong with the message."""

    def __init__(self, reason: str, pause: timedelta) -> None:
        super().__init__(reason)
        self.pause = pause


@dataclass(frozen=True)
class Service:
    """`final` codes are worth no second try, `busy` ones say that too much came; all others pass by themselves."""

    hosts: frozenset[str]
    per_minute: int
    per_second: int
    most_bytes: int
    code: str
    final: frozenset[int]
    busy: frozenset[int]
    pause: timedelta
    sign: Callable[[str, str | None, str, datetime], Signed]

    def request(self, url: str, secret: str | None, text: str, now: datetime) -> tuple[str, bytes]:
        address, body = self.sign(url, secret, text, now)
        return address, json.dumps(body, ensure_ascii=False).encode()

    def read(self, answer: dict[str, Any]) -> None:
        """Return when the message was taken; else Paused or Undelivered with code and words of the service."""
        code = answer.get(self.code, answer.get("StatusCode"))
        if code == 0:
            return
        words = f"{self.code} {code} {answer.get('errmsg') or answer.get('msg') or ''}"[:200].strip()
        if not isinstance(code, int):
            raise Undelivered("the answer names no code", for_good=False)
        if code in self.busy or "too many" in words.lower():
            raise Paused(words, self.pause)
        raise Undelivered(words, for_good=code in self.final)


def _plainly(url: str, _secret: str | None, text: str, _now: datetime) -> Signed:
    return url, {"msgtype": "text", "text": {"content": text}}


def _dingtalk(url: str, secret: str | None, text: str, now: datetime) -> Signed:
    body = {"msgtype": "text", "text": {"content": text}}
    if not secret:
        return url, body
    stamp = str(int(now.timestamp() * 1000))
    sign = b64encode(hmac.digest(secret.encode(), f"{stamp}\n{secret}".encode(), "sha256")).decode()
    return f"{url}{'&' if '?' in url else '?'}timestamp={stamp}&sign={quote(sign, safe='')}", body


def _feishu(url: str, secret: str | None, text: str, now: datetime) -> Signed:
    body: dict[str, Any] = {"msg_type": "text", "content": {"text": text}}
    if secret:
        stamp = str(int(now.timestamp()))
        sign = b64encode(hmac.digest(f"{stamp}\n{secret}".encode(), b"", "sha256")).decode()
        body = {"timestamp": stamp, "sign": sign, **body}
    return url, body


MINUTE = timedelta(minutes=1)
SERVICES: dict[str, Service] = {
    WECOM: Service(
        hosts=frozenset({"qyapi.weixin.qq.com"}), per_minute=20, per_second=20, most_bytes=2048, code="errcode",
        final=frozenset({40008, 40058, 44004, 45002, 93000, 93004, 93008}), busy=frozenset({45009, 45033}),
        pause=MINUTE, sign=_plainly,
    ),
    DINGTALK: Service(
        hosts=frozenset({"oapi.dingtalk.com"}), per_minute=20, per_second=20, most_bytes=18_000, code="errcode",
        final=frozenset({40035, 300001, 300005, 310000, 400013, 400101, 400102, 400105, 400106, 430101, 430102,
                         430103, 430104}),
        busy=frozenset({130101, 410100, 90018, 90030}), pause=10 * MINUTE, sign=_dingtalk,
    ),
    FEISHU: Service(
        hosts=frozenset({"open.feishu.cn", "open.larksuite.com"}), per_minute=100, per_second=5, most_bytes=18_000,
        code="code", final=frozenset({9499, 19001, 19007, 19021, 19022, 19024}), busy=frozenset({11232}),
        pause=MINUTE, sign=_feishu,
    ),
}  # fmt: skip
"""Feishu's 9499 is a bad request; with the words “too many request” it is its older way of saying: too much."""
