"""What a hostile visitor tried once and must never get: each test is a door that stood open.

Covers AL3, AL6, AU2, AU4, AZ7, AZ12, BI2, BR4, BR5, BR6, FI4.
"""

import io
import json
import logging
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask, template_rendered
from jinja2 import Template
from PIL import Image
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from portal.db.once import LONGEST, FormReceipt
from portal.domain.people.models import Staff
from portal.domain.people.roles import Reach
from portal.domain.scope import GuardedSession
from portal.identity.factor import new_secret, step_of
from portal.storage.images import BadImage, shrink
from portal.web.logs import JsonLine
from tests.house.routes import routes_of
from tests.house.things import Things
from tests.notify.acts import dispatch_all, file_request, messages
from tests.people import People, Person

OWNER, WRITTEN = "owner@minchuan.example", "what somebody wrote"


def stored(app: Flask) -> int:
    """How many files lie in storage, named or not."""
    root: Path = app.extensions["storage"].root
    return sum(path.is_file() for path in root.rglob("*"))


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost@evil.example", "[::2]"])
@pytest.mark.parametrize("address", ["/login", "/requests/", "/no/such/page"])
def test_another_host_is_answered_400_and_never_named(people: People, host: str, address: str) -> None:
    answer = people.anonymous().get(address, headers={"Host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.text and "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize("code", ["٣٣٣٣٣٣", "१२३४५६", "12345६", "²³⁴⁵⁶⁷", "½", "一二三四五六"])
def test_digits_of_other_scripts_are_a_wrong_code(app: Flask, code: str) -> None:
    with app.app_context():
        assert step_of(new_secret(), code, datetime.now(UTC)) is None


def test_who_is_not_signed_in_fills_no_disk(app: Flask, people: People) -> None:
    before = stored(app)
    for visitor, address in (
        (people.anonymous(), "/login"),
        (people.anonymous(), "/password/forgot"),
        (people.sign_in("admin@demo.example", factor_passed=False), "/login/code"),
    ):
        visitor.post(address, {"login": "x", "files": [(io.BytesIO(b"a great many bytes"), "a.txt")]})
    assert stored(app) == before


@pytest.mark.parametrize("form_id", ["\x00" * 20, "a" * 400, "a'b;--" * 4, "名" * 20])
def test_an_odd_form_id_is_as_none(people: People, form_id: str) -> None:
    owner = people.sign_in(OWNER)
    answer = owner.post("/me/language", {"locale": "en", "form_id": form_id})
    assert answer.status_code == 303
    with people.backstage() as uow:
        assert uow.session.query(FormReceipt).count() == 0


def test_an_answer_that_leads_to_a_long_address_is_given_all_the_same(people: People) -> None:
    address = "/requests/?q=" + "a" * LONGEST
    answer = people.sign_in(OWNER).post("/me/language", {"locale": "en", "form_id": "a" * 22, "next": address})
    assert (answer.status_code, answer.headers["Location"]) == (303, address)


def feedback_with(owner: Person, name: str, content: bytes) -> str:
    """The address of a file hung on new feedback."""
    form = {"kind": "praise", "subject": "一个文件", "text": "请看附件。", "files": [(io.BytesIO(content), name)]}
    page = owner.get(owner.post("/feedback/", form).headers["Location"]).text
    return "/attachments/" + page.partition("/attachments/")[2].partition('"')[0]


def test_no_cache_keeps_a_download(people: People) -> None:
    owner = people.sign_in(OWNER)
    answer = owner.get(feedback_with(owner, "a.txt", b"plain words"))
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")


def picture(size: tuple[int, int], kind: str, **how: object) -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", size, (9, 99, 199)).save(file, kind, **how)
    file.seek(0)
    return file


@pytest.mark.parametrize(("kind", "how"), [("PNG", {}), ("WEBP", {}), ("JPEG", {"progressive": True})])
def test_a_picture_that_unpacks_to_much_is_not_shown(kind: str, how: dict[str, object]) -> None:
    with pytest.raises(BadImage):
        shrink(picture((4400, 4400), kind, **how))


def test_a_photo_of_many_pixels_is_shown_small() -> None:
    shown = Image.open(io.BytesIO(shrink(picture((6000, 4000), "JPEG"))))
    assert max(shown.size) <= 1600


def test_a_photo_of_endless_scans_is_not_shown() -> None:
    plain = picture((64, 64), "JPEG", progressive=True).getvalue()
    head, scan = plain.split(b"\xff\xda", 1)[0], b"\xff\xda" + plain.rsplit(b"\xff\xda", 1)[1].removesuffix(b"\xff\xd9")
    with pytest.raises(BadImage):
        shrink(io.BytesIO(head + scan * 200 + b"\xff\xd9"))


def test_news_of_an_account_that_was_handed_over_is_read_no_more(app: Flask, people: People) -> None:
    number = file_request(app)
    dispatch_all(app)
    business = people.sign_in("business@demo.example")
    assert number in business.get("/staff/notifications/").text
    news = next(row.id for row in messages(app, channel="inbox") if row.recipient.email == "business@demo.example")
    with people.backstage() as uow:
        session, account = uow.session, uow.accounts.get("D-000101")
        post = session.scalars(select(Staff).where(Staff.title == "business")).one()
        post.reach, account.business_manager_id = Reach.OWN, None
        standing = uow.accounts.standing(account)
        standing.care_owner_id = standing.sponsor_id = None
    page = business.get("/staff/notifications/").text
    assert number not in page and "岷川" not in page and "data-unread" not in page
    assert business.post("/staff/notifications/readings", {"message": news}).status_code == 404


@pytest.mark.engineless
@pytest.mark.parametrize("name", ["owner@minchuan.example", "admin@demo.example"])
def test_any_piece_of_any_page_can_be_asked_for(app: Flask, people: People, things: Things, name: str) -> None:
    person, wrong, asked = people.sign_in(name), [], 0
    for page in [route.address for route in routes_of(app, things) if route.method == "GET"]:
        answer, pieces = page_and_pieces(app, person, page)
        for piece, got in [("", answer), *((piece, person.piece(page, piece)) for piece in pieces)]:
            wrong += [(page, piece)] if got.status_code >= 500 else []
            asked += got.status_code == 200
    assert asked > 50 and not wrong


def page_and_pieces(app: Flask, person: Person, address: str) -> tuple[TestResponse, set[str]]:
    """What is answered to a name that is no piece, and the pieces of the templates that answer at this address. To all
    other names the answer is one and the same."""
    shown: list[Template] = []

    def note(_sender: object, template: Template, **_: object) -> None:
        shown.append(template)

    with template_rendered.connected_to(note, app):
        answer = person.piece(address, "no_piece_of_this_page")
    return answer, {name for template in shown for name in template.blocks}


def test_a_log_event_is_one_line_whatever_somebody_typed(app: Flask, people: People) -> None:
    try:
        raise ValueError("a\nERROR forged\r\u2028line")
    except ValueError:
        error = sys.exc_info()
    record = logging.LogRecord("portal", logging.ERROR, "", 0, "un\nexpected", (), error)
    record.reference = "1a2b3c4d"
    line = JsonLine().format(record)
    assert len(line.splitlines()) == 1 and line.isascii()
    told = json.loads(line)
    assert (told["event"], told["reference"]) == ("un\nexpected", "1a2b3c4d") and "forged" in told["trace"]


def test_an_error_page_names_what_the_log_holds_and_no_secret(
    app: Flask, people: People, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(session: GuardedSession, *_: object) -> None:
        never_bound = {"words": WRITTEN, "odd": object()}
        session.unguarded("a broken view").execute(text("SELECT :words, :odd"), never_bound)

    monkeypatch.setattr("portal.identity.reset.open_token", broken)
    secret = "T" * 43
    page = people.anonymous().get(f"/password/reset/{secret}")
    assert page.status_code == 500
    logged = "\n".join(JsonLine().format(record) for record in caplog.records if record.name == "portal")
    assert secret not in logged and WRITTEN not in logged
    assert [record.reference in page.text for record in caplog.records if record.name == "portal"] == [True]


@pytest.mark.engineless
def test_no_server_in_front_writes_down_addresses_that_are_proofs() -> None:
    """nginx logs every address unless it is told not to, Caddy none unless it is told to (AL3, AU6)."""
    deploy = Path(__file__).parents[2] / "deploy"
    servers = (deploy / "nginx.conf").read_text("utf-8").split("server {")[1:]
    assert len(servers) == 2 and all("\n    access_log off;" in server for server in servers)
    assert "\n\tlog" not in (deploy / "Caddyfile").read_text("utf-8")
    assert "accesslog = None" in (deploy / "gunicorn.conf.py").read_text("utf-8")
