"""Importing on the staff pages: FI4, RE6, AZ5; a workbook is sent, read, decided about, imported, taken back."""

import io

import pytest

from portal.intake.workbook import open_workbook
from tests.intake.books import MESSY, SUPPLIERS, xlsx
from tests.intake.importing import Importing, archive

PLACE = "/staff/accounts/import"
HEAD = ["客户名称", "联系人", "手机", "省份"]


@pytest.fixture
def desk(people):
    return people.sign_in("service@demo.example")


def send(person, content: bytes, name: str = "客户名单.xlsx", **more):
    data = {"files": (io.BytesIO(content), name), "kind": "distributor", **more}
    return person.post(PLACE, data, content_type="multipart/form-data")


class Sent(Importing):
    """An import that came in by the page."""

    def __init__(self, app, answer) -> None:
        assert answer.status_code == 303, answer.text
        self.app, self.subject = app, "accounts"
        self.number = answer.headers["Location"].rsplit("/", 1)[1]


def test_a_workbook_is_sent_read_imported_and_taken_back(app, desk):
    before = archive(app)
    sent = Sent(app, send(desk, xlsx(经销商名单=MESSY, 供应商=SUPPLIERS)))
    address = f"{PLACE}/{sent.number}"
    assert 'hx-trigger="every 2s"' in desk.get(address).text
    sent.work()
    checked = desk.get(address).text
    assert "客户名单.xlsx" in checked and "济南泺源医药有限公司" in checked and "every 2s" not in checked
    assert "+86 154-0000-0103 → 15400000103" in checked
    assert desk.post(f"{address}/runs").status_code == 303
    sent.work()
    assert "泺源" in str(archive(app)) and sent.batch.outcomes["added"] == 2
    assert f"{PLACE}/{sent.number}" in desk.get(PLACE).text
    assert desk.post(f"{address}/reversals").status_code == 303
    sent.work()
    assert archive(app) == before


def test_changes_are_the_senders_own(app, desk, people):
    sent = Sent(app, send(desk, xlsx(a=[HEAD, ["兰州一号医药", "张一", "15400000970", "甘肃"]])))
    desk.post(f"{PLACE}/{sent.work().number}/runs")
    sent.work()
    [event] = people.events("account.added")
    with people.backstage() as uow:
        assert uow.people.staff_member(2).login_id == event.actor_login_id
    assert (event.actor_kind, event.address, event.facts) == ("staff", "127.0.0.1", {"import": sent.number})


def test_rows_with_an_error_come_back_as_a_file_that_can_be_read_again(app, desk):
    sent = Sent(
        app, send(desk, xlsx(a=[HEAD, ["兰州一号医药", "=1+1", "12", "甘肃"], ["兰州二号医药", "", "15400000971", ""]]))
    )
    answer = desk.get(f"{PLACE}/{sent.work().number}/error-rows")
    [sheet] = open_workbook(answer.data).sheets
    assert sheet.rows[1][0] == 2.0 and "12" in sheet.rows[1][1] and sheet.rows[1][2:4] == ["兰州一号医药", "=1+1"]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert not sheet.formulas and len(sheet.rows) == 2


def test_what_must_be_looked_at_stands_first(app, desk):
    rows = [
        ["兰州一号医药", "张一", "15400000970", "甘肃"],
        ["兰州二号医药", "", "12", "火星"],
        ["成都岷川医药", "王岷", "15400000972", "四川"],
    ]
    sent = Sent(app, send(desk, xlsx(a=[HEAD, *rows]))).work()
    address = f"{PLACE}/{sent.number}"

    def listed(query: str = "") -> list[str]:
        rows = desk.get(address + query).text.split('id="rows-of-import"')[1]
        return [name for name in ("一号", "二号", "成都岷川") if name in rows]

    assert listed() == ["二号"] and "前几行将这样读入" in desk.get(address).text
    assert listed("?show=all") == ["一号", "二号", "成都岷川"] and listed("?show=duplicate") == ["成都岷川"]


def test_duplicates_are_decided_row_by_row(app, desk):
    sent = Sent(app, send(desk, xlsx(a=[HEAD, ["成都岷川医药", "王岷", "15400000972", "四川"]]))).work()
    address = f"{PLACE}/{sent.number}"
    shown = desk.get(f"{address}?show=duplicate").text
    assert "D-000101" in shown and 'name="row-1"' in shown
    assert (
        desk.post(f"{address}/choices", {"row-1": "create", "row-x": "create", "row-2": "nonsense"}).status_code == 303
    )
    desk.post(f"{address}/runs")
    assert sent.work().batch.outcomes == {"added": 1}


def test_columns_are_read_as_staff_say(app, desk):
    swapped = xlsx(a=[["客户名称", "名号", "手机"], ["岷", "兰州三号医药", "15400000973"]])
    sent = Sent(app, send(desk, swapped)).work()
    address = f"{PLACE}/{sent.number}"
    assert sent.rows()[0].verdict == "error"
    wish = {"kind": "individual", "sheet-0": "yes", "header-0": "1", "column-0-0": "short_name",
            "column-0-1": "name_zh", "column-0-2": "mobile"}  # fmt: skip
    assert desk.post(f"{address}/readings", wish | {"column-0-0": "name_zh"}).status_code == 422
    assert desk.post(f"{address}/readings", {name: wish[name] for name in ("kind", "header-0")}).status_code == 422
    assert desk.post(f"{address}/readings", wish | {"header-0": "-3"}).status_code == 422
    assert desk.post(f"{address}/readings", wish).status_code == 303
    [row] = sent.work().rows()
    assert (row.verdict, row.values["name_zh"], row.values["kind"]) == ("new", "兰州三号医药", "individual")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "a.xlsx"),
        (b"plain", "a.xlsx"),
        (b"%PDF-1.7", "a.pdf"),
        (b"words", "a.txt"),
        (b"<html>", "a.csv"),
        (b"<?xml?>", "a.xls"),
    ],
)
def test_what_is_no_workbook_is_refused_beside_the_field(desk, content, name):
    answer = send(desk, content, name)
    assert answer.status_code == 422 and name in answer.text


def test_no_file_and_two_files_are_asked_for_one(desk):
    one, two = ((io.BytesIO(b"a,b\n1,2"), f"{name}.csv") for name in "ab")
    assert desk.post(PLACE, {"kind": "distributor"}).status_code == 422
    assert (
        desk.post(PLACE, {"kind": "distributor", "files": [one, two]}, content_type="multipart/form-data").status_code
        == 422
    )


@pytest.mark.parametrize(
    "content",
    [
        b"a,b,c\n" + b"\x00\xff" * 50,
        ("客户名称,手机\n" + "=cmd|' /C calc'!A0,15400000974\n").encode(),
        ("客户名称,手机,省份\n" + "<script>alert(1)</script>,15400000975,\u202e四川\n").encode(),
        b"," * 5000,
        "客户名称,手机\n".encode() + b'"' * 999,
    ],
)
def test_hostile_text_never_breaks_a_page(app, desk, content):
    sent = Sent(app, send(desk, content, "a.csv")).work()
    for query in ("", "?show=error", "?show=new&after=%00", "?show=<x>&before=zzz"):
        answer = desk.get(f"{PLACE}/{sent.number}{query}")
        assert answer.status_code == 200 and "<script>alert" not in answer.text
    if sent.batch.tally.get("error"):
        assert desk.get(f"{PLACE}/{sent.number}/error-rows").status_code == 200


@pytest.mark.parametrize("verb", ["runs", "stops", "reversals"])
def test_what_cannot_be_done_now_is_said(app, desk, verb):
    sent = Sent(app, send(desk, xlsx(a=[HEAD, ["兰州一号医药", "", "15400000970", ""]])))
    assert desk.post(f"{PLACE}/{sent.number}/{verb}").status_code == 409


def test_only_keepers_of_the_archive_who_see_all_of_it_import(app, people, desk):
    sent = Sent(app, send(desk, xlsx(a=[HEAD, ["兰州一号医药", "", "15400000970", ""]])))
    for address in (PLACE, f"{PLACE}/{sent.number}"):
        for name in ("finance@demo.example", "director@demo.example", "owner@minchuan.example"):
            assert people.sign_in(name).get(address).status_code == 404
    with people.backstage() as uow:
        uow.people.staff_member(3).reach = "own"
    care = people.sign_in("care@demo.example")
    assert [care.get(address).status_code for address in (PLACE, f"{PLACE}/{sent.number}")] == [409, 409]
    assert send(care, xlsx(a=[HEAD])).status_code == 409


def test_an_unknown_import_is_no_page(desk):
    assert desk.get(f"{PLACE}/IM-202611-9999").status_code == 404
