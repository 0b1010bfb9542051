"""What every answer carries besides its text: hosts, links, headers, caching, cookies, and nothing from elsewhere.

BR4, BR5, BR6, BR7, SE4, AU5, FI3.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from flask import Flask
from werkzeug.test import Client, TestResponse

from portal.app import create_app
from portal.identity.access import may
from portal.notify.deliver import deliver_due
from tests.databases import Stage
from tests.house.estate import Estate, variants
from tests.house.reading import Reader
from tests.house.test_access import HATS
from tests.house.walking import pages_seen
from tests.notify.acts import dispatch_all
from tests.notify.mail_sink import MailSink, html_text, plain_text
from tests.people import HTMX, People

REQUIRED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": re.compile("same-origin|no-referrer"),
    "Permissions-Policy": re.compile("camera=\\(\\)"),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": re.compile("default-src 'none'"),
}
POLICY = ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'")
SOURCES = (
    "src",
    "href",
    "action",
    "formaction",
    "data",
    "poster",
    "srcset",
    "hx-get",
    "hx-post",
    "background",
    "cite",
    "ping",
    "manifest",
)
ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?//|\s*[\\/]{2}", re.I)


def missing(answer: TestResponse) -> list[str]:
    """Headers that are not as they must be."""
    wrong = []
    for name, wanted in REQUIRED.items():
        found = answer.headers.get_all(name)
        fits = len(found) == 1 and (found[0] == wanted if isinstance(wanted, str) else wanted.search(found[0]))
        wrong += [] if fits else [name]
    policy = answer.headers.get("Content-Security-Policy", "")
    if "unsafe" in policy or ("sandbox" not in policy and not all(part in policy for part in POLICY)):
        wrong.append("policy")
    if answer.mimetype.startswith("text/") and not re.search('charset="?utf-8', answer.content_type):
        wrong.append("charset")
    if {*answer.headers.keys()} & {"Server", "X-Powered-By"}:
        wrong.append("banner")
    return wrong


def answers(people: People, estate: Estate) -> Iterator[tuple[int, TestResponse]]:
    """One answer of every kind, with the status it is meant to have."""
    person, admin = people.sign_in("owner@minchuan.example"), people.sign_in("admin@demo.example")
    file = estate.things.attachment
    large = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n' + b"x" * 21_000_000
    yield 200, person.get("/")
    yield 200, person.piece("/requests/", "request_list")
    yield 200, people.anonymous().get("/login")
    yield 200, people.anonymous().get("/healthz")
    fingerprinted = people.anonymous().get("/static/css/app.css")
    yield 302, fingerprinted
    yield 200, people.anonymous().get(fingerprinted.headers["Location"])
    yield 200, person.get(f"/attachments/{file}")
    yield 200, person.get(f"/attachments/{file}/picture")
    yield 303, people.anonymous().get("/")
    yield 204, people.anonymous().get("/", headers=HTMX)
    yield 303, person.post(f"/requests/{estate.resolved}/confirmation")
    yield 400, person.client.post("/requests/", data={"text": "kein Token"})
    yield 400, person.get("/", headers={"Host": "evil.example"})
    yield 404, person.get("/nowhere")
    yield 404, person.get("/static/nowhere.css")
    yield 404, person.get("/requests/SR-209901-0001", headers=HTMX)
    yield 404, person.get("/staff/")
    yield 405, person.client.put("/requests/")
    yield 409, admin.post(f"/staff/requests/{estate.resolved}/state", {"verb": "close"})
    yield 413, person.client.post("/requests/", data=large, content_type="multipart/form-data; boundary=x")
    yield 422, person.post("/requests/", {"category": "training"})


def test_headers_of_every_kind_of_answer(people: People, estate: Estate) -> None:
    for wanted, answer in answers(people, estate):
        with answer:
            assert answer.status_code == wanted, (wanted, answer.request.path, answer.status_code)
            assert missing(answer) == [], (wanted, answer.request.path)


def test_a_file_is_handed_over_and_never_run(people: People, estate: Estate) -> None:
    """By one route, to whom it belongs, as something to keep; a picture to look at is made anew."""
    person, place = people.sign_in("owner@minchuan.example"), f"/attachments/{estate.things.attachment}"
    with person.get(place) as file, person.get(f"{place}/picture") as picture:
        assert file.content_type == "application/octet-stream"
        assert file.headers["Content-Disposition"].startswith("attachment; ")
        assert picture.content_type == "image/webp" and picture.data != file.data
        for answer in (file, picture):
            assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
            assert (
                answer.headers["X-Content-Type-Options"] == "nosniff" and answer.headers["Cache-Control"] == "no-store"
            )
    for name in ("owner@yueqiao.example", "15400000201"):
        assert people.sign_in(name).get(place).status_code == 404
        assert people.sign_in(name).get(f"{place}/picture").status_code == 404
    assert people.anonymous().get(place).headers["Location"].startswith("/login")


def test_headers_of_an_answer_that_went_wrong(app: Flask, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble() -> None:
        raise RuntimeError("MARK-INNER")

    person = people.sign_in("owner@minchuan.example")
    monkeypatch.setitem(app.view_functions, "partner.list_documents", stumble)
    for headers in ({}, HTMX):
        answer = person.get("/documents/", headers=headers)
        assert answer.status_code == 500 and missing(answer) == []
        assert "MARK-INNER" not in answer.text and "Traceback" not in answer.text


@pytest.fixture
def over_tls(stage: Stage, app: Flask) -> Iterator[Client]:
    settings = replace(app.extensions["settings"], base_url="https://portal.yanhe.example", env="production")
    secure = create_app(settings)
    yield secure.test_client()
    stage.release(secure)


def test_over_tls(over_tls: Client) -> None:
    answer = over_tls.get("/login", base_url="https://portal.yanhe.example")
    assert answer.status_code == 200 and missing(answer) == []
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    stylesheet = over_tls.get("/static/css/app.css", base_url="https://portal.yanhe.example").headers["Location"]
    with over_tls.get(stylesheet, base_url="https://portal.yanhe.example") as static:
        assert static.status_code == 200 and "Strict-Transport-Security" in static.headers
    [cookie] = answer.headers.get_all("Set-Cookie")
    parts = {part.strip() for part in cookie.split(";")}
    assert cookie.startswith("__Host-portal=") and {"HttpOnly", "SameSite=Lax", "Path=/", "Secure"} <= parts
    assert not any(part.startswith("Domain") for part in parts)


def test_cookies_hold_a_random_id_and_scripts_cannot_read_them(people: People) -> None:
    answer = people.app.test_client().get("/login")
    [cookie] = answer.headers.get_all("Set-Cookie")
    value = cookie.partition("=")[2].partition(";")[0]
    assert re.fullmatch(r"[A-Za-z0-9_-]{40,64}", value)
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie and "Secure" not in cookie


# ---- hosts and links


@pytest.mark.engineless  # refused before any database is asked
@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "evil.example:8000", "[::ffff:1]", "a b", "127.0.0.1@evil.example", ""],
)
def test_a_host_that_is_not_ours_is_answered_400(people: People, host: str) -> None:
    stylesheet = people.anonymous().get("/static/css/app.css").headers["Location"]
    for address in ("/login", "/healthz", stylesheet, "/nowhere"):
        answer = people.app.test_client().open(address, environ_overrides={"HTTP_HOST": host})
        assert answer.status_code == 400, address
        assert "evil" not in answer.text and "evil" not in answer.headers.get("Location", "")


@pytest.mark.parametrize(
    "name",
    [
        "X-Forwarded-Host",
        "X-Forwarded-For",
        "Forwarded",
        "X-Real-Ip",
        "X-Original-Url",
        "X-Rewrite-Url",
        "X-Remote-User",
    ],
)
def test_no_header_moves_a_link_or_makes_somebody_else(people: People, name: str) -> None:
    person, value = people.sign_in("owner@minchuan.example"), "evil.example"
    for address in ("/", "/requests/"):
        plain = person.get(address, headers={name: value})
        assert plain.status_code == 200 and "evil.example" not in plain.text
    anonymous = people.anonymous().get("/", headers={name: value})
    assert anonymous.status_code == 303 and anonymous.headers["Location"].startswith("/login")
    people.anonymous().post("/password/forgot", {"name": "owner@minchuan.example"}, headers={name: value})
    assert all(event.address != "evil.example" for event in people.events())


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "/\t/evil.example",
        "\\\\evil.example",
        "http:evil.example",
        "/%09/evil",
    ],
)
def test_no_question_leads_elsewhere(people: People, wanted: str) -> None:
    person = people.anonymous()
    from tests.cast import PASSWORD

    answer = person.post("/login", {"login": "owner@minchuan.example", "password": PASSWORD, "next": wanted})
    leads_to = answer.headers["Location"]
    assert (
        leads_to.startswith("/") and not ELSEWHERE.match(leads_to) and "evil.example" not in urlsplit(leads_to).netloc
    )


# ---- every page


@pytest.mark.engineless
def test_no_page_asks_anything_of_somebody_else_and_none_is_kept(people: People, estate: Estate) -> None:
    """Also without an attribute that runs: the policy would stop it, but it should not be there."""
    looked_at = 0
    for name in ("owner@minchuan.example", "admin@demo.example", "anonymous"):
        hats = frozenset({HATS[name]})
        open_to = [
            route.address for route in estate.routes(people.app) if route.method == "GET" and may(hats, route.endpoint)
        ]
        asked = [each for each in variants(estate) if each.startswith("/staff") == name.startswith("admin")]
        for address, seen in pages_seen(people, estate, name, [*open_to, *(asked if name != "anonymous" else ())]):
            assert seen.headers["Cache-Control"] == "no-store", address
            assert {"HX-Request", "HX-Target", "Cookie"} <= {
                *re.split(", *", ", ".join(seen.headers.get_all("Vary")))
            }, address
            if seen.mimetype == "text/html":
                looked_at += 1
                assert from_elsewhere(seen.text) == [], address
    assert looked_at > 150


def from_elsewhere(html: str) -> list[tuple[str, str, str]]:
    found = []
    for element in Reader(html).elements:
        for name, value in element.attrs.items():
            if name in SOURCES and ELSEWHERE.match(value) and "www.w3.org" not in value:
                found.append((element.tag, name, value))
            if name.startswith(("on", "hx-on")) or name == "style" or "javascript:" in value.lower():
                found.append((element.tag, name, value))
        if (
            element.tag in ("script", "style")
            and element.text.strip()
            and element.attrs.get("type") != "application/json"
        ):
            found.append((element.tag, "text", element.text[:80]))
        if element.tag in ("iframe", "object", "embed", "base", "applet") or "http-equiv" in element.attrs:
            found.append((element.tag, "", ""))
    return found


def test_after_signing_out_nothing_is_left(people: People) -> None:
    person = people.sign_in("owner@minchuan.example")
    assert "岷川" in person.get("/").text
    copied = person.visit_id
    answer = person.post("/logout")
    assert answer.status_code == 303
    person.client.set_cookie("portal", copied)
    assert person.get("/").headers["Location"].startswith("/login")


def test_links_in_mails_use_the_configured_address(app: Flask, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    sink, base = MailSink(), "https://portal.yanhe.example"
    changed = replace(app.extensions["settings"], smtp_url=sink.url, mail_from="noreply@yanhe.example", base_url=base)
    people.anonymous().post("/password/forgot", {"login": "owner@minchuan.example"}, headers={"Host": "localhost:8000"})
    monkeypatch.setitem(app.extensions, "settings", changed)
    dispatch_all(app)
    with app.app_context():
        deliver_due("tests")
    sink.stop()
    [mail] = sink.mails
    links = re.findall(r"https?://[^\s\"<>]+", plain_text(mail) + html_text(mail))
    assert links and all(link.startswith(f"{base}/") for link in links)
