"""DingTalk (钉钉): its own web sign-in, which is OAuth in shape and no OpenID Connect.

https://open.dingtalk.com/document/orgapp/tutorial-obtaining-user-personal-information
"""

from collections.abc import Mapping
from urllib.parse import urlencode

from portal.identity.providers.calling import ask
from portal.identity.providers.vouching import Person, Try, Unvouched
from portal.settings import Settings

PAGE = "https://login.dingtalk.com/oauth2/auth"
API = "https://api.dingtalk.com/v1.0"


class DingTalk:
    code = "dingtalk"

    def __init__(self, settings: Settings) -> None:
        self.client_id, self.secret = settings.dingtalk_client_id, settings.dingtalk_client_secret
        self.corp_id = settings.dingtalk_corp_id

    def address(self, tried: Try, back: str) -> str:
        asked = {
            "redirect_uri": back, "response_type": "code", "client_id": self.client_id, "scope": "openid corpid",
            "state": tried.state, "prompt": "consent", "corpId": self.corp_id, "exclusiveLogin": "true",
            "exclusiveCorpId": self.corp_id,
        }  # fmt: skip
        return f"{PAGE}?{urlencode(asked)}"

    def person(self, tried: Try, back: str, args: Mapping[str, str]) -> Person:
        """No address: the one in a profile is the member's own word. Everybody connects their account by hand once."""
        code = args.get("authCode") or args.get("code")
        if not code:
            raise Unvouched("refused", "no code came back")
        asked = {"clientId": self.client_id, "clientSecret": self.secret, "code": code,
                 "grantType": "authorization_code"}  # fmt: skip
        token = ask("POST", f"{API}/oauth2/userAccessToken", body=asked)
        if token.get("corpId") != self.corp_id:
            raise Unvouched("stranger", "signed in with another company")
        if not isinstance(token.get("accessToken"), str):
            raise Unvouched("untrue", "no access token came back")
        me = ask("GET", f"{API}/contact/users/me", headers={"x-acs-dingtalk-access-token": token["accessToken"]})
        subject = me.get("unionId")
        if not isinstance(subject, str) or not subject:
            raise Unvouched("untrue", "nobody is named")
        return Person(self.code, self.corp_id, subject[:255])

    def check(self) -> None:
        told = ask("POST", f"{API}/oauth2/accessToken", body={"appKey": self.client_id, "appSecret": self.secret})
        if not isinstance(told.get("accessToken"), str):
            raise Unvouched("refused", "our own secret")
