"""WeCom (企业微信): its own web sign-in, which is OAuth in shape and no OpenID Connect.

https://developer.work.weixin.qq.com/document/path/98152 (page), 91023 (who), 90196 (member).
"""

from collections.abc import Mapping
from time import monotonic
from typing import Any
from urllib.parse import urlencode

from portal.identity.providers.calling import ask
from portal.identity.providers.vouching import Person, Try, Unvouched
from portal.settings import Settings

PAGE = "https://login.work.weixin.qq.com/wwlogin/sso/login"
API = "https://qyapi.weixin.qq.com/cgi-bin"
TOKEN_GONE = frozenset({40014, 42001})
"""Our access token is not valid any more: a new one is asked for, once."""
NOT_ALLOWED = frozenset({48002, 60011})
"""The application may not read members: then there is no address, and people connect by hand."""
AT_WORK = 1
"""`status` of a member: 2 is disabled, 4 not activated, 5 has left."""


class WeCom:
    code = "wecom"

    def __init__(self, settings: Settings) -> None:
        self.corp_id, self.agent_id = settings.wecom_corp_id, settings.wecom_agent_id
        self.secret = settings.wecom_secret
        self._token, self._until = "", 0.0

    def address(self, tried: Try, back: str) -> str:
        asked = {"login_type": "CorpApp", "appid": self.corp_id, "agentid": self.agent_id, "redirect_uri": back,
                 "state": tried.state}  # fmt: skip
        return f"{PAGE}?{urlencode(asked)}"

    def person(self, tried: Try, back: str, args: Mapping[str, str]) -> Person:
        if not args.get("code"):
            raise Unvouched("refused", "no code came back")
        told = self._called("auth/getuserinfo", code=args["code"])
        member = told.get("userid") or told.get("UserId")
        if not isinstance(member, str) or not member:  # somebody outside the company has an openid only
            raise Unvouched("stranger")
        return Person(self.code, self.corp_id, member[:255], self._email(member))

    def check(self) -> None:
        self._until = 0.0
        self._access_token()

    def _email(self, member: str) -> str:
        """The mailbox that the company gave the member; what members type in themselves proves nothing."""
        try:
            told = self._called("user/get", userid=member)
        except Unvouched as reason:
            if reason.code == "not_allowed":
                return ""
            raise
        if told.get("status", AT_WORK) != AT_WORK:
            raise Unvouched("stranger", "the member is disabled or has left")
        return str(told.get("biz_mail") or "").strip().lower()[:254]

    def _called(self, what: str, **asked: str) -> dict[str, Any]:
        """HTTP is 200 whatever happens: the code in the body says it."""
        for is_last in (False, True):
            told = ask("GET", f"{API}/{what}?{urlencode({'access_token': self._access_token(), **asked})}")
            mistake = told.get("errcode", 0)
            if mistake in TOKEN_GONE and not is_last:
                self._until = 0.0
                continue
            if mistake in NOT_ALLOWED:
                raise Unvouched("not_allowed", f"errcode {mistake}")
            if mistake:
                raise Unvouched("refused", f"errcode {mistake}")
            return told
        raise AssertionError("the second turn answers")

    def _access_token(self) -> str:
        if monotonic() >= self._until:
            told = ask("GET", f"{API}/gettoken?{urlencode({'corpid': self.corp_id, 'corpsecret': self.secret})}")
            if told.get("errcode", 0) or not isinstance(told.get("access_token"), str):
                raise Unvouched("refused", f"errcode {told.get('errcode')} for our own secret")
            self._token = told["access_token"]
            self._until = monotonic() + max(int(told.get("expires_in", 7200)) - 300, 60)
        return self._token
