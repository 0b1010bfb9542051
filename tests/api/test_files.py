"""Programs send and read files, and fill in the fields a company added itself (AZ2, AZ3, AZ8, BI2, FI1, FI4, IN2)."""

from base64 import b64encode
from hashlib import sha256
from typing import Any

from flask import Flask

from portal.api.document import document
from portal.domain.integrations.codes import Side
from portal.web.strict_json import MOST_BYTES
from tests.api.programs import FILED, Program, program
from tests.filing import pdf
from tests.notify.acts import file_request
from tests.people import People
from tests.staff.test_categories import TRAINING, WANTED, change

PDF = b"%PDF-1.7\n%%EOF\n"
DAMAGED = {
    "account": "D-000101", "category": "damage_short", "subject": "破损 2 件", "text": "外箱压扁。", "product": "PR01",
    "fields": {"order_no": "PO-1", "batch_no": "26091801", "boxes": 2},
}  # fmt: skip


def enclosed(name: str = "外箱.pdf", content: bytes = PDF) -> dict[str, str]:
    return {"name": name, "content": b64encode(content).decode()}


def test_files_go_both_ways_and_those_on_notes_do_not(app: Flask, people: People) -> None:
    erp, own = program(app), program(app, "岷川 ERP", side=Side.PARTNER, accounts=["D-000101"])
    missing = own.post("/requests", DAMAGED)
    assert missing.status_code == 422 and [one["at"] for one in missing.json["errors"]] == ["/files"]
    sent = {**DAMAGED, "files": [enclosed(), enclosed("清单.txt", "两件".encode())]}
    made = [own.post("/requests", sent, key="damage-1") for _ in range(2)]
    assert [one.status_code for one in made] == [201, 201] and made[0].data == made[1].data, made[0].json
    number = made[0].json["number"]
    assert [file["name"] for file in made[0].json["files"]] == ["外箱.pdf", "清单.txt"]
    assert (
        erp.post(f"/requests/{number}/answers", {"text": "已收到", "files": [enclosed("回执.pdf")]}).status_code == 201
    )
    people.sign_in("service@demo.example").post(
        f"/staff/requests/{number}/notes", {"text": "内部", "files": pdf("内部.pdf")}
    )

    read = own.get(f"/requests/{number}").json
    [receipt] = read["messages"][0]["files"]
    assert [file["name"] for file in (*read["files"], receipt)] == ["外箱.pdf", "清单.txt", "回执.pdf"]
    for file in (*read["files"], receipt):
        got = own.get(f"/requests/{number}/files/{file['id']}")
        assert (got.status_code, got.mimetype) == (200, "application/octet-stream")
        assert (sha256(got.data).hexdigest(), len(got.data)) == (file["sha256"], file["size"])
        assert "sandbox" in got.headers["Content-Security-Policy"]
    assert "外箱.pdf" in people.sign_in("member@minchuan.example").get(f"/requests/{number}").text

    # neither another request, nor the neighbour, nor a file on a note
    other = file_request(app)
    with people.backstage() as uow:
        [note] = uow.requests.notes(uow.requests.get(number))
        [inner] = uow.attachments.on([note], backstage=True)[note.id]
    theirs = program(app, "粤桥 ERP", side=Side.PARTNER, accounts=["D-000102"])
    absent = own.get(f"/requests/{number}/files/{'x' * 22}")
    for caller, path in (
        (own, f"/requests/{other}/files/{receipt['id']}"), (theirs, f"/requests/{number}/files/{receipt['id']}"),
        (erp, f"/requests/{number}/files/{inner.ref}"), (own, f"/requests/{number}/files/{inner.ref}"),
    ):  # fmt: skip
        assert (caller.get(path).status_code, caller.get(path).data) == (404, absent.data)


def test_files_that_are_not_taken_leave_nothing_behind(app: Flask, people: People) -> None:
    erp, number = program(app), file_request(app)
    before = len(people.events())
    wrong: dict[str, tuple[Any, str]] = {
        "kind_not_taken": ([enclosed("x.exe")], "/files"), "content_differs": ([enclosed("x.png")], "/files"),
        "empty": ([{"name": "x.pdf", "content": ""}], "/files/0/content"),
        "not_base64": ([{"name": "x.pdf", "content": "%%%%"}], "/files/0/content"),
        "missing": ([{"name": "x.pdf"}], "/files/0/content"), "wrong_type": ("x.pdf", "/files"),
        "unknown": ([{**enclosed(), "path": "/etc"}], "/files/0/path"), "out_of_range": ([enclosed()] * 11, "/files"),
    }  # fmt: skip
    for code, (files, at) in wrong.items():
        refused = erp.post(f"/requests/{number}/answers", {"text": "x", "files": files})
        assert (refused.status_code, refused.json["errors"][0]["at"]) == (422, at), code
        assert refused.json["errors"][0]["code"] == {"empty": "too_short"}.get(code, code)
    assert erp.post("/requests", {**DAMAGED, "files": []}).status_code == 422
    large = enclosed(content=PDF + b"0" * MOST_BYTES)  # more than a body without files may hold
    assert erp.post(f"/requests/{number}/answers", {"text": "x", "files": [large]}).status_code == 201
    assert len(people.events()) == before + 1
    quota = app.extensions["settings"].quota_mb
    object.__setattr__(app.extensions["settings"], "quota_mb", 0)
    try:
        full = erp.post(f"/requests/{number}/answers", {"text": "x", "files": [enclosed()]})
        assert (full.status_code, full.json["code"]) == (409, "attachment.quota_reached")
    finally:
        object.__setattr__(app.extensions["settings"], "quota_mb", quota)


def test_a_company_own_fields_are_in_the_document_in_the_form_and_in_what_is_read(app: Flask, people: People) -> None:
    change(people, WANTED)
    erp = program(app)
    asked = _training(erp)
    assert asked["own_2"] == {"type": "string", "enum": ["公司", "医院"], "title": "讲师来自 / Speaker from"}
    assert "own_2" not in str(document())
    sent = {name: value for name, value in TRAINING.items() if name in FILED} | {"account": "D-000101", "fields": {
        "topic": "产品知识", "people": 4, "held_on": "2026-12-20", "held_where": "online", "own_2": "医院",
        "own_1": "2026-12-19"}}  # fmt: skip
    for left_out in ("own_2", "held_where"):  # the second is the catalogue's own, made mandatory by the company
        fewer = {name: value for name, value in sent["fields"].items() if name != left_out}
        assert erp.post("/requests", {**sent, "fields": fewer}).json["errors"][0]["at"] == f"/fields/{left_out}"
    assert erp.post("/requests", {**sent, "fields": {**sent["fields"], "own_2": "药店"}}).status_code == 422
    made = erp.post("/requests", sent)
    assert made.status_code == 201, made.json
    assert made.json["fields"] == sent["fields"]
    assert made.json["own_fields"][1] == {"name": "own_2", "zh": "讲师来自", "en": "Speaker from", "kind": "choice"}


def _training(erp: Program) -> dict[str, Any]:
    served = erp.get("/openapi.json").json["paths"]["/requests"]["post"]["requestBody"]["content"]["application/json"]
    [found] = [one for one in served["schema"]["oneOf"] if one["title"] == "training"]
    fields: dict[str, Any] = found["properties"]["fields"]["properties"]
    return fields
