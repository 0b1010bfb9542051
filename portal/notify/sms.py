"""Text messages: short texts a provider knows beforehand, and the two providers there are."""

import hmac
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from portal.notify.groups import group_of
from portal.notify.smtp import Undelivered
from portal.settings import Settings

log = logging.getLogger("portal.worker")

SECURITY, SEVERAL = "security", "several"
TEMPLATES: dict[str, tuple[str, str]] = {
    "requests": ("您的服务请求{number}有新进展，请登录门户查看。", "News about request {number}: see the portal."),
    "feedback": ("您的反馈{number}有新进展，请登录门户查看。", "News about feedback {number}: see the portal."),
    "promises": ("我们的承诺{number}有更新，请登录门户查看。", "News about promise {number}: see the portal."),
    "contracts": ("合同事项{number}有新进展，请登录门户查看。", "News about contract {number}: see the portal."),
    "breaches": ("履约事项{number}有新进展，请登录门户查看。", "News about {number}: see the portal."),
    SECURITY: ("您的登录资料已更改。如非本人操作，请立即联系我们。",
               "Your sign-in was changed. If it was not you, call us at once."),
    SEVERAL: ("您有{count}条新通知，请登录门户查看。", "You have {count} new notices: see the portal."),
}  # fmt: skip
"""What a provider is asked to approve, in Chinese and English. No links, no names, no words of anybody."""
TAKEN, WRONG, WRONG_ENDS = 0, 1000, 2000
"""Codes of the `http-json` protocol: 0 taken; from 1000 up to 1999 never; all others: later."""


@dataclass(frozen=True)
class Sms:
    """`id` is the delivery id, the same at every try: a provider sends what bears it once."""

    id: str
    phone: str
    template: str
    locale: str
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        chinese, english = TEMPLATES[self.template]
        return (chinese if self.locale == "zh" else english).format(**self.parameters)


class Provider(Protocol):
    """Whoever brings text messages to phones."""

    def send(self, sms: Sms, now: datetime) -> None:
        """Return once it was taken; raises Undelivered or Unreachable."""


class LogProvider:
    """Writes a line to the log instead of sending anything: what there is until a provider is set."""

    def send(self, sms: Sms, now: datetime) -> None:
        told = {"delivery": sms.id, "phone": masked(sms.phone), "template": sms.template}
        log.info("a text message was written to the log only", extra=told)


class HttpJsonProvider:
    """Posts `{id, phone, template, locale, parameters, timestamp}`; header `X-Signature: sha256=…` is the HMAC-SHA-256
    of `timestamp + "." + body` under the shared secret, in hexadecimal. The answer is `{"code": 0}`."""

    def __init__(self, settings: Settings) -> None:
        self._url, self._secret = settings.sms_url, settings.sms_secret
        self._timeout, self._allowed = settings.send_timeout, settings.webhook_allow

    def send(self, sms: Sms, now: datetime) -> None:
        from portal.notify.outgoing import post_json  # its client is loaded where something is sent

        stamp = str(int(now.timestamp()))
        body = {
            "id": sms.id, "phone": sms.phone, "template": sms.template, "locale": sms.locale,
            "parameters": dict(sms.parameters), "timestamp": stamp,
        }  # fmt: skip
        raw = json.dumps(body, ensure_ascii=False).encode()
        sign = hmac.digest(self._secret.encode(), f"{stamp}.".encode() + raw, "sha256").hex()
        headers = {"X-Signature": f"sha256={sign}", "X-Delivery-Id": sms.id}
        _read(post_json(self._url, raw, headers=headers, timeout=self._timeout, allowed=self._allowed))


def provider_of(settings: Settings) -> Provider:
    return HttpJsonProvider(settings) if settings.sms_url else LogProvider()


def template_of(kind: str) -> str:
    """The template for events of this kind."""
    return group_of(kind) or SECURITY


def masked(phone: str) -> str:
    """138****0000: enough to recognise one's own."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) > 7 else "****"


def _read(answer: dict[str, Any]) -> None:
    code = answer.get("code")
    if code == TAKEN and not isinstance(code, bool):
        return
    if not isinstance(code, int):
        raise Undelivered("the answer names no code", for_good=False)
    raise Undelivered(f"code {code} {str(answer.get('msg', ''))[:150]}".strip(), for_good=WRONG <= code < WRONG_ENDS)
