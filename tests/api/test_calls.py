"""Programs read, file and answer: within their reach and no further, as strictly as the document says.

AZ2, AZ3, AZ4, AZ8, AU4, AU6, BI2, IN2.
"""

import io
import json
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.domain.attachments.models import Attachment, StoredFile
from portal.domain.events import Event
from portal.domain.integrations.codes import ApiScope, Side
from portal.domain.people.models import Throttle
from portal.identity import reading, throttle
from portal.identity.access import ACCESS, may
from portal.web.strict_json import MOST_BYTES_WITH_FILES
from tests.api.programs import FILED, program
from tests.house.things import MARKS, make_things
from tests.notify.acts import MEMBER, SERVICE, acting, answer, dispatch_all, file_request
from tests.people import People


def test_a_request_is_filed_answered_and_read(app: Flask, people: People) -> None:
    """By an ERP of ours: its answer stands on our side, marked, and is no first response that we promised."""
    erp = program(app)
    made = erp.post("/requests", FILED)
    assert made.status_code == 201
    number = made.json["number"]
    assert made.json["fields"] == {"order_no": "PO-20261116-03", "order_amount": 123456}
    assert erp.post(f"/requests/{number}/answers", {"text": "已发出，单号 SF1。"}).status_code == 201
    read = erp.get(f"/requests/{number}").json
    assert (read["state"], read["answered_at"], read["filed_by"]) == ("in_progress", None, "金蝶 ERP · API")
    [said] = read["messages"]
    assert (said["side"], said["by_integration"], said["text"]) == ("us", True, "已发出，单号 SF1。")
    page = people.sign_in(MEMBER).get(f"/requests/{number}").text
    assert "金蝶 ERP · API" in page and "已发出" in page
    assert [(event.kind, event.facts.get("channel")) for event in people.events() if event.number == number] == [
        ("request.posted", "api"), ("request.answered", None),
    ]  # fmt: skip
    answer(app, number)
    assert erp.get(f"/requests/{number}").json["answered_at"] is not None


def test_a_partners_program_speaks_for_the_partner_and_finds_nothing_else(app: Flask, people: People) -> None:
    own = file_request(app)
    theirs = program(app, "粤桥 ERP", side=Side.PARTNER, accounts=["D-000102"])
    ours = program(app, "岷川 ERP", side=Side.PARTNER, accounts=["D-000101"])
    assert [one["number"] for one in theirs.get("/accounts").json["items"]] == ["D-000102"]
    assert theirs.get("/requests").json == {"items": [], "next": None}
    for path in (f"/requests/{own}", "/accounts/D-000101", "/accounts/S-000001"):
        absent = "/requests/SR-209901-0001" if "SR-" in path else "/accounts/D-999999"
        assert (theirs.get(path).status_code, theirs.get(path).data) == (404, theirs.get(absent).data)
    assert theirs.post(f"/requests/{own}/answers", {"text": "偷看"}).status_code == 404
    for changed in ({"account": "D-000101"}, {"account": "D-000102"}):  # the contract is not theirs either
        assert theirs.post("/requests", {**FILED, **changed}).status_code == 422
    fields = {"topic": "产品知识", "people": 4, "held_on": "2026-12-20"}
    training = {**FILED, "category": "training", "fields": fields}
    refused = ours.post("/requests", training)  # as delivered nobody is offered it, on the form neither
    assert (refused.status_code, refused.json["code"]) == (409, "category.not_offered")
    assert program(app).post("/requests", training).status_code == 201
    assert theirs.get("/accounts", q="岷川").json["items"] == []
    answer(app, own)
    assert ours.post(f"/requests/{own}/answers", {"text": "还没到"}).json["side"] == "partner"
    assert [event.kind for event in people.events() if event.number == own][-1] == "request.replied"
    people.sign_in("admin@demo.example").post(
        "/staff/accounts/D-000101/status", {"status": "suspended", "reason": "违约"}
    )
    assert ours.get(f"/requests/{own}").status_code == 404
    assert program(app, "全部经销", kinds=["distributor"]).get("/accounts").json["items"][0]["number"] == "D-000101"


def test_nothing_internal_is_ever_told(app: Flask, people: People) -> None:
    """The canary: notes, tiers and what is ours alone stand in no answer of any scope; what is public does."""
    things = make_things(people)
    told = b""
    for caller in (program(app), program(app, "岷川", side=Side.PARTNER, accounts=["D-000101"])):
        for path in ("/accounts", "/requests", f"/requests/{things.request}", "/accounts/D-000101"):
            told += caller.get(path).data
    assert all(mark in told for mark in (b"MARK-SUBJECT", b"MARK-TEXT", b"MARK-FILE"))
    assert not [mark for mark in (MARKS[4], "vip", "priority", "assignee", "tier") if mark.encode() in told]


TOKENS: dict[str, dict[str, Any]] = {
    "everything": {}, "reads accounts": {"scopes": ["accounts:read"]}, "reads requests": {"scopes": ["requests:read"]},
    "files": {"scopes": ["requests:write"]}, "run out": {"days": -1},
}  # fmt: skip


def kept_file(app: Flask) -> StoredFile:
    sha256, size = app.extensions["storage"].put(io.BytesIO(b"%PDF-1.7\n%%EOF\n"))
    return StoredFile(sha256, "单据.pdf", size, "application/pdf")


def test_each_token_opens_what_the_table_says(app: Flask, people: People) -> None:
    """Routes × tokens; browsers, whoever sits in front of them, get 401 and change nothing."""
    number = file_request(app)
    file = kept_file(app)
    with acting(app, MEMBER) as uow:
        uow.attachments.hang([file], uow.requests.get(number))
        uow.session.flush()
        kept = uow.session.scalars(select(Attachment.ref)).one()
    paths = {
        "api.show_document": "/openapi.json", "api.list_accounts": "/accounts",
        "api.show_account": "/accounts/D-000101",
        "api.list_requests": "/requests", "api.show_request": f"/requests/{number}", "api.file_request": "/requests",
        "api.read_file": f"/requests/{number}/files/{kept}",
        "api.answer_request": f"/requests/{number}/answers",
    }  # fmt: skip
    assert paths.keys() == {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.startswith("api.")}
    posts = {"api.file_request", "api.answer_request"}
    before = len(people.events())
    for name, terms in TOKENS.items():
        caller = program(app, name, **terms)
        hats = {"api", *(f"api.{scope}" for scope in terms.get("scopes", tuple(ApiScope)))}
        for endpoint, path in paths.items():
            found = caller.post(path, {}) if endpoint in posts else caller.get(path)
            expected = (422 if endpoint in posts else 200) if may(frozenset(hats), endpoint) else 403
            assert found.status_code == (401 if name == "run out" else expected), (name, endpoint)
            assert found.status_code < 300 or found.mimetype == "application/problem+json"
    admin = people.sign_in("admin@demo.example")
    for endpoint, path in paths.items():
        sent = admin.post(f"/api/v1{path}") if endpoint in posts else admin.get(f"/api/v1{path}")
        assert (sent.status_code, sent.headers["WWW-Authenticate"]) == (401, "Bearer") and not sent.headers.get(
            "Set-Cookie"
        )
        assert ACCESS[endpoint] and not any(hat.startswith(("staff", "partner", "anon")) for hat in ACCESS[endpoint])
    assert len(people.events()) == before + len(TOKENS)


@pytest.mark.parametrize(
    "header", ["", "Bearer ", "Bearer portal_" + "x" * 43, "Basic YTpi", "Bearer portal_ü", "x" * 9000]
)
def test_what_is_no_token_opens_nothing(app: Flask, header: str) -> None:
    answer = app.test_client().get("/api/v1/accounts", headers={"Authorization": header})
    assert (answer.status_code, answer.json["code"]) == (401, "no_token")


BODIES: list[tuple[bytes | str, int, str]] = [
    (b"", 400, ""), (b"\xff", 400, ""), (b"{", 400, ""), (b'{"text": "a", "text": "b"}', 400, ""),
    (b'{"text": NaN}', 400, ""), (b'{"text": 1e999}', 400, ""), (b"[" * 100_000, 400, ""),
    (b"[[[[[[[[[1]]]]]]]]]", 400, ""),
    (b" " * (MOST_BYTES_WITH_FILES + 1), 413, ""),
    (b"[]", 422, ""), (b"1", 422, ""), (b"null", 422, ""), (b"{}", 422, "/text"),
    (b'{"text": 1}', 422, "/text"), (b'{"text": ""}', 422, "/text"), (b'{"text": "\\ud800"}', 422, "/text"),
    (b'{"text": "a\\u0000"}', 422, "/text"), (b'{"text": "ok", "from": "us"}', 422, "/from"),
    (json.dumps({"text": "x" * 4001}), 422, "/text"), (json.dumps({"text": "x", "a/b~\ud800": 1}), 422, "/a~1b~0?"),
    (b'{"text": 123456789012345678901234567890}', 422, "/text"),
]  # fmt: skip


def test_bodies_that_are_doubtful_are_refused(app: Flask, people: People) -> None:
    number, caller = file_request(app), program(app)
    before = len(people.events())
    for body, status, at in BODIES:
        found = caller.call("POST", f"/requests/{number}/answers", data=body, content_type="application/json")
        assert found.status_code == status, body[:60]
        assert not at or at in [fault["at"] for fault in found.json["errors"]], body[:60]
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        assert caller.call("POST", f"/requests/{number}/answers", data=b"{}", content_type=kind).status_code == 415
    assert len(people.events()) == before


FILINGS: list[tuple[dict[str, Any], str, str]] = [
    ({"category": "diversion_complaint"}, "/files", "missing"),  # needs photos
    ({"category": 1}, "/category", "not_a_choice"), ({"account": "D-999999"}, "/account", "not_a_choice"),
    ({"contract": "D-2026-012"}, "/contract", "not_a_choice"), ({"product": "PR99"}, "/product", "not_a_choice"),
    ({"fields": {"order_no": "x", "order_amount": 12.5}}, "/fields/order_amount", "wrong_type"),
    ({"fields": {"order_no": "x", "order_amount": True}}, "/fields/order_amount", "wrong_type"),
    ({"fields": {"order_no": "x", "order_amount": 0}}, "/fields/order_amount", "out_of_range"),
    ({"fields": {"order_no": "x", "needed_by": "2026-02-30"}}, "/fields/needed_by", "not_a_day"),
    ({"fields": {"order_no": "x", "needed_by": "1999-12-31"}}, "/fields/needed_by", "out_of_range"),
    ({"fields": {"order_no": "x", "needed_by": "2101-01-01"}}, "/fields/needed_by", "out_of_range"),
    ({"fields": {"order_no": "x", "tier": "vip"}}, "/fields/tier", "unknown"),
    ({"category": "invoice_paper", "fields": {"order_no": "x"}}, "/fields/paper", "missing"),
    ({"category": "contract_extension", "fields": {"months": 12}, "contract": None}, "/contract", "wrong_type"),
    ({"posted_by": "我"}, "/posted_by", "unknown"),
]  # fmt: skip


def test_what_cannot_be_filed_says_where_and_why(app: Flask, people: People) -> None:
    caller = program(app)
    for changed, at, code in FILINGS:
        found = caller.post("/requests", {**FILED, **changed})
        faults = [(fault["at"], fault["code"]) for fault in found.json["errors"]]
        assert found.status_code == 422 and (at, code) in faults, (changed, faults)
    without = {name: value for name, value in FILED.items() if name not in ("product", "fields")}
    assert caller.post("/requests", without).json["errors"][0]["code"] == "missing_either"
    assert people.events("request.posted") == []


def test_the_same_key_does_one_thing(app: Flask, people: People) -> None:
    caller, other = program(app), program(app, "别的 ERP")
    first, again = (caller.post("/requests", FILED, key="K-1") for _ in range(2))
    assert (first.status_code, again.status_code, again.data) == (201, 201, first.data)
    assert caller.post("/requests", {**FILED, "subject": "另一件事"}, key="K-1").json["code"] == "key_reused"
    assert other.post("/requests", FILED, key="K-1").json["number"] != first.json["number"]
    assert caller.post("/requests", {**FILED, "account": "D-999999"}, key="K-2").status_code == 422
    assert caller.post("/requests", FILED, key="K-2").status_code == 201, "a refusal uses no key up"
    assert caller.post("/requests", FILED, key="一").status_code == 422
    assert len(people.events("request.posted")) == 3


def test_pages_and_what_changed_since(app: Flask, people: People) -> None:
    caller, numbers = program(app), [file_request(app, subject=f"第 {at} 件") for at in range(5)]
    since = datetime.now(UTC).isoformat()
    answer(app, numbers[1])
    with acting(app, SERVICE) as uow:
        uow.requests.get(numbers[3]).add_note(by=uow.actor, at=uow.now, text="MARK-NOTE")
    with acting(app, MEMBER) as uow:
        uow.accounts.get("D-000102").change({"city": "广州"}, by=uow.actor, at=uow.now)
    dispatch_all(app)
    walked, after = [], None
    while True:
        page = caller.get("/requests", limit=2, **({"after": after} if after else {})).json
        walked += [one["number"] for one in page["items"]]
        if (after := page["next"]) is None:
            break
    assert walked == numbers
    changed = caller.get("/requests", updated_since=since).json["items"]
    assert [one["number"] for one in changed] == [numbers[1]], "a note is no change that anybody outside sees"
    assert changed[0]["updated_at"] > changed[0]["posted_at"]
    merged_at = datetime.now(UTC).isoformat()
    with acting(app, SERVICE) as uow:
        uow.merging.merge(numbers[4], numbers[2])
    dispatch_all(app)
    both = caller.get("/requests", updated_since=merged_at).json["items"]
    assert {one["number"] for one in both} == {numbers[4], numbers[2]}, "one goes on within the other"
    assert [one["number"] for one in caller.get("/accounts", updated_since=since).json["items"]] == ["D-000102"]
    every = caller.get("/requests", updated_since="2026-01-01T00:00:00Z", limit=3).json
    assert len(every["items"]) == 3
    rest = caller.get("/requests", updated_since="2026-01-01T00:00:00+08:00", after=every["next"]).json["items"]
    assert sorted(one["number"] for one in every["items"] + rest) == numbers
    wrong = ({"after": "x"}, {"after": every["next"]}, {"limit": 0}, {"limit": 201}, {"limit": "１"}, {"state": "x"},
             {"page": 2}, {"updated_since": "2026-01-01"}, {"updated_since": "9999-12-31T23:59:59-23:59"})  # fmt: skip
    for asked in wrong:
        assert caller.get("/requests", **asked).status_code == 422, asked


def test_a_token_that_calls_too_often_rests(app: Flask, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(throttle.LIMITS, "api", throttle.Limit(20, 5, 1, grows=False))
    monkeypatch.setattr(reading, "_unnoted", Counter())
    caller, other = program(app), program(app, "别的 ERP")
    for _ in range(20):
        assert caller.get("/accounts/D-000101").status_code == 200
    paused = caller.get("/accounts/D-000101")
    assert (paused.status_code, paused.json["code"]) == (429, "too_many")
    assert 0 < int(paused.headers["Retry-After"]) <= 60 and other.get("/accounts").status_code == 200
    with people.backstage() as uow:
        assert uow.session.scalars(select(Throttle)).all(), "kept where every worker sees it"
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=61), tick=False):
        assert caller.get("/accounts/D-000101").status_code == 200


def test_the_document_is_what_is_served(app: Flask) -> None:
    served = program(app).get("/openapi.json").json
    rules = {
        (re.sub(r"<\w+:(\w+)>", r"{\1}", rule.rule.replace("/api/v1", "")), method.lower())
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert {(path, method) for path, known in served["paths"].items() for method in known} == rules
    assert served["openapi"].startswith("3.1") and Event.__tablename__ in served["webhooks"]
