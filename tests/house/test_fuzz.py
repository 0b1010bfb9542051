"""No input of any kind makes the portal stumble: every address, question, form field and header, as several people.

IN2, IN3: `PORTAL_FUZZ=20000` sends that many instead of nearly a thousand. Each engine meets inputs of its own.
"""

import os
import random
import string
import time
from collections.abc import Iterator
from urllib.parse import quote_from_bytes

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from tests.databases import Scenes, Stage
from tests.house.estate import Estate, make_estate
from tests.house.nasty import NASTY
from tests.house.walking import Target, targets_among
from tests.people import HTMX, People, Person

SLOW = 2.0
"""Seconds of work an answer may take."""
TRIES = os.environ.get("PORTAL_FUZZ", "")
ACTORS = (
    "owner@minchuan.example",
    "admin@demo.example",
    "service@demo.example",
    "viewer@minchuan.example",
    "anonymous",
)
QUESTIONS = (
    "after", "before", "q", "kind", "show", "state", "status", "category", "contract", "account", "type", "article",
    "on",
    "tab", "chapter", "next", "remember", "sent", "term", "side", "clause", "request", "subject", "view", "priority",
    "assignee",
    "tier", "stage", "province", "manager", "sort", "page", "form_id",
)  # fmt: skip
HEADERS = (
    "HX-Request", "HX-Request-Type", "HX-Target", "HX-Current-URL", "HX-Trigger", "X-Poll", "Accept-Language", "Accept",
    "User-Agent",
    "Referer", "Origin", "Cookie", "If-None-Match", "If-Modified-Since", "Range", "Content-Type", "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-HTTP-Method-Override", "Sec-Fetch-Site", "Content-Encoding", "Transfer-Encoding", "Authorization", "Forwarded",
)  # fmt: skip


@pytest.fixture(scope="module")
def people(session_app: Flask, stage: Stage) -> People:
    """One database for the whole module: what is sent changes it, and the next input meets it changed."""
    stage.reset(session_app)
    return People(session_app)


@pytest.fixture(scope="module")
def estate(people: People, scenes: Scenes) -> Estate:
    made: Estate = scenes.show(people.app, "estate", lambda: make_estate(people))
    return made


@pytest.fixture(scope="module")
def targets(people: People, estate: Estate) -> list[Target]:
    return targets_among(people, estate, ACTORS)


def encoded(values: dict[str, list[bytes]]) -> bytes:
    pairs = (f"{quote_from_bytes(name.encode())}={quote_from_bytes(each)}" for name in values for each in values[name])
    return "&".join(pairs).encode()


def seed() -> str:
    return os.environ.get("PORTAL_TEST_ENGINE", "sqlite")


def tries() -> int:
    return int(TRIES or ("840" if seed() == "sqlite" else "720"))


class Sender:
    """Sends, and remembers every answer that no input may get."""

    def __init__(self) -> None:
        self.sent, self.stumbles = 0, []

    def take(self, answer: TestResponse, began: float, what: object) -> None:
        self.sent += 1
        took = time.thread_time() - began
        with answer:
            if answer.status_code >= 500 or b"Traceback" in answer.data[:20_000] or took > SLOW:
                self.stumbles.append((answer.status_code, f"{took:.1f} s", what))

    def ask(self, person: Person, address: str, question: bytes = b"", **options: object) -> None:
        began = time.thread_time()
        answer = person.client.get(address, query_string=question.decode("ascii"), **options)  # type: ignore[arg-type]
        self.take(answer, began, (address, question[:300], str(options)[:200]))

    def post(self, person: Person, action: str, values: dict[str, list[bytes]], **options: object) -> None:
        body = encoded({"csrf_token": [person.csrf_token.encode()], **values})
        began = time.thread_time()
        kind = {"content_type": "application/x-www-form-urlencoded", **options}
        answer = person.client.post(action, data=body, **kind)  # type: ignore[arg-type]
        changed = {name: [each[:80] for each in value] for name, value in values.items()}
        self.take(answer, began, (action, changed))


@pytest.fixture
def sender() -> Iterator[Sender]:
    """Fails the test when it stumbled, or when hardly anything was sent."""
    sender = Sender()
    yield sender
    assert sender.sent > 100 and not sender.stumbles, (len(sender.stumbles), sender.stumbles[:12])


def test_every_question_to_every_address(targets: list[Target], sender: Sender) -> None:
    dice = random.Random(f"{seed()} 11")
    for _ in range(tries() // 3):
        someone = dice.choice(targets)
        names = dice.sample(QUESTIONS, dice.choice((1, 1, 1, 2, 3)))
        question = encoded(
            {name: [dice.choice(NASTY)[:6000] for _ in range(dice.choice((1, 1, 1, 2)))] for name in names}
        )
        headers = {**HTMX, "HX-Target": "div#main"} if dice.random() < 0.2 else {}
        sender.ask(someone.person, dice.choice(someone.addresses), question, headers=headers)


def test_every_field_of_every_form(targets: list[Target], sender: Sender) -> None:
    dice = random.Random(f"{seed()} 12")
    with_forms = [each for each in targets if each.forms]
    for _ in range(tries() // 3):
        someone = dice.choice(with_forms)
        form = dice.choice(someone.forms)
        names = [each.name for each in form.fields if each.kind != "file" and each.name != "csrf_token"] or ["x"]
        values = {name: [each.encode() for each in sent] for name, sent in form.sent().items()}
        values["form_id"] = [str(dice.random()).encode()]
        for name in dice.sample(names, min(len(names), dice.choice((1, 1, 2, 4)))):
            values[name] = [dice.choice(NASTY) for _ in range(dice.choice((1, 1, 1, 2)))]
        sender.post(someone.person, form.action, values)


def test_every_name_in_an_address(people: People, targets: list[Target], estate: Estate, sender: Sender) -> None:
    dice = random.Random(f"{seed()} 13")
    routes = [route for route in estate.routes(people.app) if route.names_a_thing or "x" * 43 in route.address]
    for _ in range(tries() // 6):
        route, someone = dice.choice(routes), dice.choice(targets)
        parts = route.address.split("/")
        place = dice.choice(
            [at for at, part in enumerate(parts) if part and (any(c in string.digits for c in part) or len(part) > 15)]
            or [len(parts) - 1]  # of single sign-on: a word names the provider
        )
        parts[place] = quote_from_bytes(dice.choice(NASTY)[:2000])
        address = "/".join(parts)
        if route.method == "GET":
            sender.ask(someone.person, address)
        else:
            sender.post(someone.person, address, {"text": [b"x"]})


def test_every_header(targets: list[Target], sender: Sender) -> None:
    dice = random.Random(f"{seed()} 14")
    for _ in range(tries() // 6):
        someone = dice.choice(targets)
        text = dice.choice(NASTY)[:4000].decode("latin-1").replace("\r", "").replace("\n", "")
        headers = {dice.choice(HEADERS): text}
        if "Content-Type" in headers or "Transfer-Encoding" in headers:
            continue
        sender.ask(someone.person, dice.choice(someone.addresses), headers=headers)


BODIES = (
    ("multipart/form-data", b"--x"), ("multipart/form-data; boundary=", b"--\r\n"),
    ("multipart/form-data; boundary=x", b"--x\r\n\r\n"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n\xff\xfe\r\n--x--'),
    ("multipart/form-data; boundary=x",
    b'--x\r\nContent-Disposition: form-data; name="files"; filename="\x00.pdf"\r\n\r\n%PDF-1.7\r\n--x--\r\n'),
    ("multipart/form-data; boundary=x",
    b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.zip"\r\n\r\nPK\x03\x04\xff\r\n--x--\r\n'),
    ("multipart/form-data; boundary=x",
    b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.png"\r\n\r\n\x89PNG\r\n\x1a\n\x00\r\n--x--\r\n'),
    ("multipart/form-data; boundary=x",
    b'--x\r\nContent-Disposition: form-data; name="' + b"n" * 9000 + b'"\r\n\r\n\r\n--x--'),
    ("multipart/form-data; boundary=" + "y" * 300, b"--" + b"y" * 300), ("application/json", b'{"text": 1'),
    ("application/json", b"[" * 5000),
    ("text/plain", b"\xff" * 100), ("application/x-www-form-urlencoded; charset=utf-7", b"+ADw-"), ("", b"text=1"),
    ("\xff", b"a"),
    ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(3000))),
    ("application/x-www-form-urlencoded", b"=&&==&%&%zz=%"),
    ("application/x-www-form-urlencoded", b"text=" + b"a" * 600_000),
    ("multipart/form-data; boundary=x",
    b"".join(b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' for _ in range(1200)) + b"--x--"),
)  # fmt: skip


@pytest.mark.engineless
def test_bodies_that_are_no_form(targets: list[Target], sender: Sender) -> None:
    for someone in targets[:2]:
        token = {"X-CSRFToken": someone.person.csrf_token}
        actions = [*dict.fromkeys(form.action for form in someone.forms), "/login"]
        for at, action in enumerate(actions):
            for kind, body in BODIES[at % 9 :: 9]:
                began = time.thread_time()
                answer = someone.person.client.post(action, data=body, content_type=kind, headers=token)
                sender.take(answer, began, (action, kind, body[:80]))


@given(
    at=st.integers(0, 10_000),
    question=st.dictionaries(st.sampled_from(QUESTIONS), st.one_of(st.text(max_size=40), st.binary(max_size=40)),
    max_size=3),
    typed=st.lists(st.one_of(st.text(max_size=60), st.binary(max_size=60), st.integers().map(str)), min_size=1,
    max_size=4),
)  # fmt: skip
@settings(
    max_examples=max(60, int(TRIES or 0) // 14), deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
def test_whatever_comes(
    targets: list[Target], at: int, question: dict[str, str | bytes], typed: list[str | bytes]
) -> None:
    sender, someone = Sender(), targets[at % len(targets)]
    asked = encoded({name: [as_bytes(value)] for name, value in question.items()})
    sender.ask(someone.person, someone.addresses[at % len(someone.addresses)], asked)
    if someone.forms:
        form = someone.forms[at % len(someone.forms)]
        names = [each.name for each in form.fields if each.kind != "file" and each.name != "csrf_token"] or ["x"]
        values = {name: [each.encode() for each in sent] for name, sent in form.sent().items()}
        changed = {names[(at + n) % len(names)]: [as_bytes(text)] for n, text in enumerate(typed)}
        sender.post(someone.person, form.action, {**values, **changed})
    assert not sender.stumbles


def as_bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")


FINDS = {"药": True, "岷川": True, "minchuan": True, "-岷川": True, "minchuan:": True}
FINDS |= dict.fromkeys(
    ("%", "_", '"', "*", "min*an", "NEAR(岷川 药)", "岷川 AND", "(", "\\", "'", "岷川 OR 泸州", "{岷川}:x"), False
)


@pytest.mark.parametrize(("q", "is_found"), FINDS.items())
def test_search_text_is_data(people: People, estate: Estate, q: str, is_found: bool) -> None:
    """One and two Chinese characters find; query syntax and wildcards are letters like any other."""
    body = people.sign_in("service@demo.example").get("/staff/accounts/", query_string={"q": q}).text
    assert ("/staff/accounts/D-000101" in body) == is_found
