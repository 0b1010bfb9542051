"""Signing in by the company's own account: whom a provider's word lets in, and everything that must not (AU1, AU2, AU3,
AU7, AU8, BR2, SE1, SE2)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import time_machine
from flask import Flask

from portal.domain.people.models import Login, WebSession
from portal.identity import throttle
from portal.identity.providers import dingtalk, oidc, wecom
from portal.identity.providers.choosing import providers_of
from portal.identity.providers.vouching import Unvouched
from tests.cast import PASSWORD
from tests.identity.vouchers import CLIENT, SECRET, OpenId, Voucher
from tests.people import People, Person

SERVICE, ADMIN, BUSINESS = "service@demo.example", "admin@demo.example", "business@demo.example"
OWNER = "owner@minchuan.example"
Change = Callable[..., None]


@pytest.fixture
def change(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Change:
    """Other settings for this test."""

    def change(**settings: object) -> None:
        monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], **settings))

    return change


@pytest.fixture
def provider(change: Change) -> Iterator[OpenId]:
    provider = OpenId()
    change(sso_issuer=provider.url, sso_client_id=CLIENT, sso_client_secret=SECRET, sso_name="砚禾账号")
    yield provider
    provider.stop()


def go(visitor: Person, by: str = "sso", **asked: str) -> str:
    """Where the browser is sent."""
    answer = visitor.get(f"/login/with/{by}", query_string=asked)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def come_back(visitor: Person, brought: dict[str, str], by: str = "sso") -> Any:
    return visitor.get(f"/login/with/{by}/back", query_string=brought)


def sign_in(people: People, provider: OpenId, **asked: str) -> tuple[Person, Any]:
    visitor = people.anonymous()
    return visitor, come_back(visitor, provider.consent(go(visitor, **asked)))


def sessions(people: People) -> int:
    with people.backstage() as uow:
        return uow.session.query(WebSession).count()


def kinds(people: People) -> list[str]:
    return [event.kind for event in people.events()]


def test_a_verified_address_lets_in_and_binds_the_account_for_good(people: People, provider: OpenId) -> None:
    visitor, answer = sign_in(people, provider, next="/staff/requests/")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/staff/requests/")
    assert visitor.get("/staff/").status_code == 200 and "砚禾账号" in visitor.get("/me/").text
    assert kinds(people)[-2:] == ["login.bound", "login.signed_in"]
    bound, came = people.events()[-2:]
    assert (bound.facts, came.facts) == ({"provider": "sso", "why": "email"}, {"way": "sso"})
    cookie = visitor.client.get_cookie("portal")
    assert cookie is not None and cookie.value != visitor.visit_id, "a new id at sign-in"
    assert visitor.client.get_cookie("elsewhere") is None
    assert SECRET not in str(people.events()) and [path for path, *_ in provider.asked].count("/keys") == 1

    provider.claims = {"email": "new.name@demo.example"}  # from now on the subject counts, whatever the address says
    assert sign_in(people, provider)[1].headers["Location"] == "/staff/"
    assert kinds(people).count("login.bound") == 1
    provider.claims = {"sub": "u-2"}  # the address was given to somebody else
    before = sessions(people)
    visitor, answer = sign_in(people, provider)
    assert answer.headers["Location"].startswith("/login?") and sessions(people) == before
    assert "没有我们的同事" in visitor.get(answer.headers["Location"]).text

    provider.rotate()
    provider.claims = {}
    newest_keys_are_old(people.app)
    visitor, answer = sign_in(people, provider)
    assert answer.headers["Location"] == "/staff/", "keys change, and nobody has to be told"
    kept = Person(people.app, visitor.client.get_cookie("portal").value)  # type: ignore[union-attr]
    assert visitor.post("/logout").status_code == 303 and kept.get("/staff/").status_code == 303


def newest_keys_are_old(app: Flask) -> None:
    """As if a minute had passed since the keys were last asked for."""
    providers_of(app.extensions["settings"])["sso"]._keys_at -= oidc.KEYS_AT_MOST_EVERY  # type: ignore[attr-defined]


NOBODY: dict[str, dict[str, Any]] = {
    "unknown": {"email": "nobody@demo.example"}, "no address": {"email": None}, "a partner": {"email": OWNER},
    "not verified": {"email_verified": False}, "verified by word": {"email_verified": "yes"},
    "left": {"email": BUSINESS},
}  # fmt: skip


def test_whoever_is_not_one_of_us_gets_one_answer_and_nothing_is_made(people: People, provider: OpenId) -> None:
    with people.backstage() as uow:
        uow.session.query(Login).filter_by(email=BUSINESS).one().deactivate(by=uow.actor, at=uow.now)
        before = uow.session.query(Login).count()
    told, provider.told = set(), {"sub": "u-1"}
    for name, claims in NOBODY.items():
        provider.claims = claims
        visitor, answer = sign_in(people, provider)
        assert answer.status_code == 303 and answer.headers["Location"].startswith("/login?"), name
        told.add(visitor.get(answer.headers["Location"]).text.count("没有我们的同事"))
        assert visitor.get("/staff/").status_code == 303, name
    assert told == {1} and sessions(people) == 0 and "login.bound" not in kinds(people)
    with people.backstage() as uow:
        assert uow.session.query(Login).count() == before


UNTRUE: dict[str, dict[str, Any]] = {
    "another issuer": {"claims": {"iss": "https://evil.example"}}, "for another client": {"claims": {"aud": "other"}},
    "for several without azp": {"claims": {"aud": [CLIENT, "other"]}}, "run out": {"claims": {"exp": 1_700_000_000}},
    "from the future": {"claims": {"iat": 4_000_000_000}}, "another nonce": {"claims": {"nonce": "x"}},
    "no nonce": {"claims": {"nonce": None}}, "nobody": {"claims": {"sub": None}}, "no number": {"claims": {"sub": 7}},
    "another access token": {"claims": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}}, "unsigned": {"algorithm": "none"},
    "signed with the public key as a secret": {"algorithm": "HS256"}, "another algorithm": {"algorithm": "RS384"},
    "an unknown key": {"header": {"kid": "unknown"}}, "nonsense": {"spoiled": "a.b.c"}, "empty": {"spoiled": ""},
    "keys that are none": {"published": {"keys": [{"kty": "?"}]}}, "no keys": {"published": {"keys": None}},
    "another description": {"described": {"issuer": "https://evil.example"}},
    "addresses in the clear": {"described": {"token_endpoint": "http://evil.example/token"}},
    "no addresses": {"described": {"jwks_uri": None}},
}  # fmt: skip


def test_nothing_that_does_not_hold_lets_anybody_in(
    people: People, provider: OpenId, change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(throttle.LIMITS, "elsewhere", throttle.Limit(1000, 15, 15))
    usual = {name: getattr(provider, name) for made in UNTRUE.values() for name in made}
    for at, (name, made) in enumerate(UNTRUE.items()):
        change(sso_name=f"账号{at}")  # a provider of which nothing is known yet
        vars(provider).update({**usual, **made})
        visitor = people.anonymous()
        answer = visitor.get("/login/with/sso")
        if answer.headers["Location"].startswith(provider.url):
            answer = come_back(visitor, provider.consent(answer.headers["Location"]))
        assert answer.status_code == 303 and answer.headers["Location"].startswith("/login?"), name
        assert "请再试一次" in visitor.get(answer.headers["Location"]).text, name
    assert sessions(people) == 0 and kinds(people) == []


def test_only_the_browser_that_began_can_end_it_and_only_once(people: People, provider: OpenId, change: Change) -> None:
    visitor, other = people.anonymous(), people.anonymous()
    brought = provider.consent(go(visitor))
    for browser, changed in (
        (other, {}), (visitor, {"state": "x" * 43}), (visitor, {"state": ""}), (visitor, {"code": ""}),
        (visitor, {"iss": "https://evil.example"}), (visitor, {"error": "access_denied"}),
    ):  # fmt: skip
        go(browser) if browser is other else None
        kept = visitor.client.get_cookie("elsewhere")
        assert come_back(browser, {**brought, **changed}).headers["Location"].startswith("/login?"), changed
        if kept:
            visitor.client.set_cookie("elsewhere", kept.value)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=11), tick=False):
        assert come_back(visitor, brought).headers["Location"].startswith("/login?"), "ten minutes are over"
        assert visitor.client.get_cookie("elsewhere") is None
    assert sessions(people) == 0
    brought = provider.consent(go(visitor))
    kept = visitor.client.get_cookie("elsewhere")
    assert come_back(visitor, brought).headers["Location"] == "/staff/"
    copied = people.anonymous()
    copied.client.set_cookie("elsewhere", kept.value if kept else "")
    assert come_back(copied, brought).headers["Location"].startswith("/login?"), "the provider takes a code once"
    assert sessions(people) == 1
    for path in ("/login/with/wecom", "/login/with/sso_x/back", "/me/ways/dingtalk"):
        assert visitor.get(path).status_code == 404, path
    for wanted in ("//evil.example", "https://evil.example/", "/staff\\evil", "/requests/new"):
        assert sign_in(people, provider, next=wanted)[1].headers["Location"] == "/staff/", wanted
    provider.stop()
    change(sso_name="换个名字")
    down = people.anonymous()
    answer = down.get("/login/with/sso")
    assert "没有应答" in down.get(answer.headers["Location"]).text


def test_many_that_are_not_vouched_for_make_an_address_wait(people: People, provider: OpenId) -> None:
    provider.claims = {"email": "nobody@demo.example"}
    for _ in range(throttle.LIMITS["elsewhere"].tries):
        assert sign_in(people, provider)[1].status_code == 303
    provider.claims = {}
    assert sign_in(people, provider)[1].status_code == 429 and sessions(people) == 0


@pytest.mark.parametrize(
    ("believed", "amr", "lands"),
    [((), ["pwd", "mfa"], "/login/code"), (("mfa",), ["pwd"], "/login/code"), (("mfa",), None, "/login/code"),
     (("mfa",), "mfa", "/login?next=/staff/"), (("mfa", "hwk"), ["pwd", "mfa"], "/staff/")],
)  # fmt: skip
def test_managers_owe_the_second_factor_unless_the_provider_asked_for_one(
    people: People, provider: OpenId, change: Change, believed: tuple[str, ...], amr: Any, lands: str
) -> None:
    change(sso_factor=believed)
    provider.claims = {"email": BUSINESS, "amr": amr}
    visitor, answer = sign_in(people, provider)
    assert answer.headers["Location"].startswith(lands)
    assert (visitor.get("/staff/").status_code == 200) == (lands == "/staff/")


def test_an_address_that_the_id_token_leaves_out_is_asked_for(people: People, provider: OpenId) -> None:
    provider.claims = {"email": None, "email_verified": None}
    provider.told = {"sub": "somebody else", "email": SERVICE, "email_verified": True}
    assert sign_in(people, provider)[1].headers["Location"].startswith("/login?")
    provider.told = {"sub": "u-1", "email": "Service@demo.example", "email_verified": True}
    assert sign_in(people, provider)[1].headers["Location"] == "/staff/"


def test_passwords_of_staff_can_be_closed_but_for_an_emergency(
    people: People, provider: OpenId, change: Change
) -> None:
    page = people.anonymous().get("/login?next=/staff/").text
    assert "用砚禾账号登录" in page and "/login/with/sso?next=/staff/" in page
    assert "砚禾账号" not in people.anonymous().get("/login").text, "partners are not bothered with it"
    change(staff_passwords=(ADMIN,))
    assert "紧急情况" in people.anonymous().get("/login?next=/staff/").text

    def by_password(login: str, password: str = PASSWORD) -> Any:
        return people.anonymous().post("/login", {"login": login, "password": password})

    closed, wrong = by_password(SERVICE), by_password("nobody@demo.example")
    assert (closed.status_code, wrong.status_code) == (422, 422) and "账号或密码不对" in closed.text
    assert [event.kind for event in people.events()] == ["login.failed", "login.failed"]
    assert by_password(OWNER).headers["Location"] == "/"
    assert by_password(ADMIN).headers["Location"].startswith("/login/code")
    people.anonymous().post("/password/forgot", {"login": SERVICE})
    assert "login.reset_asked" not in kinds(people) and "login.reset_refused" in kinds(people)
    change(env="demo")
    assert people.anonymous().get("/login/with/sso").status_code == 404
    assert "砚禾账号" not in people.anonymous().get("/login?next=/staff/").text


class Company(Voucher):
    """WeCom and DingTalk at once; `member` is who signs in."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__()
        self.member: dict[str, Any] = {"userid": "tianye"}
        self.card: dict[str, Any] = {"status": 1, "biz_mail": SERVICE}
        self.grant: dict[str, Any] = {"accessToken": "user", "corpId": "ding1"}
        self.me: dict[str, Any] = {"unionId": "union-1", "email": ADMIN}
        self.tokens = 0
        monkeypatch.setattr(wecom, "API", f"{self.url}/cgi-bin")
        monkeypatch.setattr(dingtalk, "API", f"{self.url}/v1.0")
        self.paths = {
            "/cgi-bin/gettoken": self.token,
            "/cgi-bin/auth/getuserinfo": lambda sent, _: self.if_valid(sent, self.member),
            "/cgi-bin/user/get": lambda sent, _: self.if_valid(sent, self.card),
            "/v1.0/oauth2/userAccessToken": lambda sent, _: (200, self.grant) if sent["code"] == "c" else (400, {}),
            "/v1.0/oauth2/accessToken": lambda *_: (200, {"accessToken": "app"}),
            "/v1.0/contact/users/me": lambda _, headers: (200, self.me)
            if headers["x-acs-dingtalk-access-token"] == "user" else (403, {}),
        }  # fmt: skip

    def token(self, sent: dict[str, str], _: dict[str, str]) -> tuple[int, Any]:
        if sent != {"corpid": "ww1", "corpsecret": "s3cret"}:
            return 200, {"errcode": 40001, "errmsg": "invalid credential s3cret"}
        self.tokens += 1
        return 200, {"errcode": 0, "access_token": f"app-{self.tokens}", "expires_in": 7200}

    def if_valid(self, sent: dict[str, str], told: dict[str, Any]) -> tuple[int, Any]:
        if sent["access_token"] != f"app-{self.tokens}":
            return 200, {"errcode": 42001, "errmsg": "access_token expired"}
        return 200, {"errcode": 0, **told}


@pytest.fixture
def company(change: Change, monkeypatch: pytest.MonkeyPatch) -> Iterator[Company]:
    company = Company(monkeypatch)
    change(wecom_corp_id="ww1", wecom_agent_id="1000002", wecom_secret="s3cret", dingtalk_client_id="ding-app",
           dingtalk_client_secret="ding-secret", dingtalk_corp_id="ding1")  # fmt: skip
    yield company
    company.stop()


def state_of(address: str) -> str:
    return dict(parse_qsl(urlsplit(address).query))["state"]


def test_wecom_lets_members_in_by_the_mailbox_their_company_gave_them(people: People, company: Company) -> None:
    def by_wecom() -> str:
        visitor = people.anonymous()
        address = go(visitor, "wecom")
        assert address.startswith("https://login.work.weixin.qq.com/wwlogin/sso/login?login_type=CorpApp&appid=ww1&")
        answer = come_back(visitor, {"code": "c", "state": state_of(address)}, "wecom")
        return str(answer.headers["Location"])

    assert by_wecom() == "/staff/" and company.tokens == 1
    company.tokens = 2  # ours has run out meanwhile
    assert by_wecom() == "/staff/" and company.tokens == 3
    refused: list[dict[str, Any]] = [
        {"member": {"openid": "stranger"}}, {"member": {"errcode": 40029, "errmsg": "invalid code"}},
        {"member": {"userid": ""}}, {"card": {"status": 5, "biz_mail": SERVICE}},
        {"member": {"userid": "new"}, "card": {"errcode": 60011}},
        {"member": {"userid": "new"}, "card": {"email": SERVICE}}, {"member": {"userid": "new"}, "card": {}},
    ]  # fmt: skip
    usual = {"member": company.member, "card": company.card}
    for made in refused:
        vars(company).update({**usual, **made})
        assert by_wecom().startswith("/login?"), made
    assert kinds(people).count("login.signed_in") == 2


def test_dingtalk_lets_in_whoever_connected_it_by_hand(people: People, company: Company) -> None:
    visitor = people.anonymous()
    address = go(visitor, "dingtalk")
    assert address.startswith("https://login.dingtalk.com/oauth2/auth?") and "corpId=ding1" in address
    brought = {"authCode": "c", "state": state_of(address)}
    assert come_back(visitor, brought, "dingtalk").headers["Location"].startswith("/login?"), (
        "no word of its own counts"
    )

    service = people.sign_in(SERVICE)
    assert "钉钉" in service.get("/me/").text and "钉钉" not in people.sign_in(OWNER).get("/me/").text
    assert service.post("/me/ways/dingtalk", {"current_password": "wrong"}).status_code == 422
    page = service.post("/me/ways/dingtalk", {"current_password": PASSWORD}).text
    address = unescape(re.findall('href="(https://login.dingtalk.com/[^"]+)"', page)[0])
    stolen = service.client.get_cookie("elsewhere")
    assert stolen is not None
    thief = people.sign_in(BUSINESS)
    thief.client.set_cookie("elsewhere", stolen.value)
    brought["state"] = state_of(address)
    assert come_back(thief, brought, "dingtalk").headers["Location"] == "/me/" and "login.bound" not in kinds(people)
    assert come_back(service, brought, "dingtalk").headers["Location"] == "/me/"
    assert people.events("login.bound")[0].facts == {"provider": "dingtalk", "why": "hand"}

    def by_dingtalk() -> tuple[Person, str]:
        visitor = people.anonymous()
        brought = {"authCode": "c", "state": state_of(go(visitor, "dingtalk"))}
        return visitor, str(come_back(visitor, brought, "dingtalk").headers["Location"])

    inside, landed = by_dingtalk()
    assert landed == "/staff/"
    company.grant = {"accessToken": "user", "corpId": "another"}
    assert by_dingtalk()[1].startswith("/login?")
    company.grant["corpId"] = "ding1"

    # one account elsewhere is one person; an administrator parts them, and whoever came in by it is out
    page = thief.post("/me/ways/dingtalk", {"current_password": PASSWORD}).text
    brought["state"] = state_of(unescape(re.findall('href="(https://login.dingtalk.com/[^"]+)"', page)[0]))
    answer = come_back(thief, brought, "dingtalk")
    assert "已经属于另一位同事" in thief.get(answer.headers["Location"]).text
    with people.backstage() as uow:
        ref = next(post.ref for post in uow.people.staff() if post.login.email == SERVICE)
    admin = people.sign_in(ADMIN)
    assert "钉钉" in admin.get(f"/staff/admin/people/{ref}").text
    assert admin.post(f"/staff/admin/people/{ref}/partings", {"provider": "dingtalk"}).status_code == 303
    assert inside.get("/staff/").status_code == 303 and by_dingtalk()[1].startswith("/login?")
    assert [event.facts for event in people.events("login.unbound")] == [{"provider": "dingtalk"}]


def test_the_settings_can_be_checked_without_anybody_signing_in(
    app: Flask, provider: OpenId, change: Change, company: Company
) -> None:
    change(sso_issuer=provider.url, sso_client_id=CLIENT)
    ways = providers_of(app.extensions["settings"])
    assert list(ways) == ["sso", "wecom", "dingtalk"]
    for way in ways.values():
        way.check()
    provider.described = {"id_token_signing_alg_values_supported": ["ES256"]}
    change(wecom_secret="another")
    company.paths["/v1.0/oauth2/accessToken"] = lambda *_: (400, {})
    for way in providers_of(app.extensions["settings"]).values():
        with pytest.raises(Unvouched) as why:
            way.check()
        assert "s3cret" not in str(why.value)
