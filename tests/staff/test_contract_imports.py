"""Importing contracts on the staff pages: FI4, RE6, AZ3, AZ5, AL1; both languages, wrong files, whose reach."""

import io

import pytest
from sqlalchemy import select

from portal.domain.people.models import Login
from portal.intake.workbook import open_workbook
from tests.intake.books import xlsx
from tests.intake.contract_books import DIRTY, SIGNED, ContractImport, book, clause, contracts, row

PLACE = "/staff/contracts/import"


@pytest.fixture
def keeper(people):
    return people.sign_in("legal@demo.example")


class Sent(ContractImport):
    """An import that came in by the page."""

    def __init__(self, app, answer) -> None:
        assert answer.status_code == 303, answer.text
        self.app, self.subject = app, "contracts"
        self.number = answer.headers["Location"].rsplit("/", 1)[1]


def send(person, content: bytes, name: str = "合同.xlsx"):
    return person.post(PLACE, {"files": (io.BytesIO(content), name)}, content_type="multipart/form-data")


def test_contracts_are_sent_read_recorded_and_taken_back(app, keeper, people):
    before = contracts(app)
    good = book(row("D-2027-001", **SIGNED), clauses=[clause("D-2027-001", "第 1 条")])
    sent = Sent(app, send(keeper, good))
    address = f"{PLACE}/{sent.number}"
    assert 'hx-trigger="every 2s"' in keeper.get(address).text
    checked = keeper.get(address).text if sent.work() else ""
    assert "D-2027-001" in checked and "100,000.00" in checked and "（2026年10月22日 → 2026-10-22）" in checked
    assert keeper.post(f"{address}/runs").status_code == 303
    sent.work()
    assert 'href="/staff/contracts/D-2027-001"' in keeper.get(address).text
    [event] = people.events("contract.signed")
    assert (event.actor_kind, event.facts["import"]) == ("staff", sent.number)
    assert keeper.post(f"{address}/reversals").status_code == 303
    sent.work()
    assert contracts(app) == before and "已撤回" in keeper.get(address).text


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_what_is_wrong_is_told_with_its_column_and_its_rule(app, people, locale):
    keeper = people.sign_in("business@demo.example")
    assert keeper.post("/me/language", {"locale": locale, "form_id": "a" * 22}).status_code == 303
    sent = Sent(app, send(keeper, DIRTY)).work()
    shown = keeper.get(f"{PLACE}/{sent.number}?show=error").text
    for words in ("查无此人医药", "没有这种条款", "罗景川"):
        assert words in shown
    answer = keeper.get(f"{PLACE}/{sent.number}/error-rows")
    first, second = open_workbook(answer.data).sheets
    assert (first.name, len(first.rows), second.name, len(second.rows)) == ("合同台账", 9, "条款明细", 7)
    again = Sent(app, send(keeper, answer.data, "更正.xlsx")).work()
    assert (again.batch.tally["error"], again.batch.tally["new"]) == (13, 1), "only the row it clashed with is gone"


def test_columns_and_tables_are_read_as_keepers_say(app, keeper):
    odd = xlsx(
        甲=[["合同编号", "客户", "合同模式", "标题", "首日", "月数", "品种", "权利"],
           ["D-2027-001", "D-000101", "服务", "推广", "2027-01-01", 12, "PR01", "独家"]],
    )  # fmt: skip
    sent = Sent(app, send(keeper, odd)).work()
    address = f"{PLACE}/{sent.number}"
    assert [one[1] for one in sent.rows()[0].problems] == ["mode_missing"]
    wish = {"sheet-0": "yes", "table-0": "contracts", "header-0": "1", "column-0-2": "mode"}
    assert keeper.post(f"{address}/readings", wish | {"table-0": "accounts"}).status_code == 422
    assert keeper.post(f"{address}/readings", wish | {"column-0-2": "param.amount_fen"}).status_code == 422
    assert keeper.post(f"{address}/readings", wish).status_code == 303
    assert sent.work().batch.tally == {"new": 1}
    assert keeper.post(f"{address}/readings", wish | {"table-0": "clauses"}).status_code == 303
    assert sent.work().batch.tally == {"error": 1}, "a clause sheet has no contract of its own"
    assert keeper.get(address).status_code == 200


@pytest.mark.parametrize("content", [
    b"", b"plain", b"a,b,c\n" + b"\x00\xff" * 50, b"PK\x03\x04 broken",
    "合同编号,客户,标题\n=cmd|' /C calc'!A0,<script>alert(1)</script>,\u202e\n".encode(),
    "合同编号,条款类型,参数\nD-1,返利,\"tiers=" .encode() + b"|:" * 3000 + "；＝\"\n".encode(),
    "合同编号,条款类型,参数\n../../x,固定违约金,金额=1e999999;金额=-5;金额=NaN\n".encode(),
    "合同编号,客户,月数,产品\nD-2,D-000101,９９９９９９,".encode() + "、".join("PR" * 9 for _ in range(300)).encode(),
])  # fmt: skip
def test_hostile_files_never_break_a_page(app, keeper, content):
    answer = send(keeper, content, "a.csv")
    if answer.status_code == 422:
        return
    sent = Sent(app, answer).work()
    assert sent.batch.state in ("checked", "failed") and sent.batch.reason.get("code") != "unexpected"
    for query in ("", "?show=error", "?show=part&after=%00", "?show=<x>"):
        shown = keeper.get(f"{PLACE}/{sent.number}{query}")
        assert shown.status_code == 200 and "<script>alert" not in shown.text
    answer = keeper.get(f"{PLACE}/{sent.number}/error-rows")
    assert answer.status_code == (200 if sent.batch.tally.get("error") else 404)


def test_the_template_can_be_had_in_both_languages(keeper):
    for asked, sheet in (("zh", "合同"), ("en", "Contracts"), ("xx", "合同")):
        answer = keeper.get(f"{PLACE}/template.xlsx?lang={asked}")
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert open_workbook(answer.data).sheets[0].name == sheet


def test_only_keepers_of_contracts_who_see_all_accounts_import(app, people, keeper):
    sent = Sent(app, send(keeper, book(row("D-2027-001"))))
    for address in (PLACE, f"{PLACE}/{sent.number}", f"{PLACE}/template.xlsx"):
        for name in ("service@demo.example", "finance@demo.example", "owner@minchuan.example"):
            assert people.sign_in(name).get(address).status_code == 404
    assert people.sign_in("service@demo.example").get(f"/staff/accounts/import/{sent.number}").status_code == 404
    with people.backstage() as uow:
        for staff_id in range(1, 9):
            if uow.people.staff_member(staff_id).login.email == "business@demo.example":
                uow.people.staff_member(staff_id).reach = "own"
    business = people.sign_in("business@demo.example")
    assert [business.get(one).status_code for one in (PLACE, f"{PLACE}/{sent.number}")] == [409, 409]
    assert send(business, book(row("D-2027-002"))).status_code == 409


def test_what_an_import_changes_is_told_of_whoever_had_it_done(app, people, keeper):
    """Not of whoever sent the file: nobody writes the log in a colleague's name, neither forwards nor back (AL1)."""
    business = people.sign_in("business@demo.example")
    sent = Sent(app, send(keeper, book(row("D-2027-001")))).work()
    assert business.post(f"{PLACE}/{sent.number}/runs").status_code == 303
    sent.work()
    assert keeper.post(f"{PLACE}/{sent.number}/reversals").status_code == 303
    sent.work()
    with people.backstage() as uow:
        legal, manager = (uow.session.scalar(select(Login.id).where(Login.email == f"{who}@demo.example"))
                          for who in ("legal", "business"))  # fmt: skip
    by = [people.events(kind)[-1].actor_login_id for kind in (
        "import.added", "import.started", "contract.recorded", "import.finished", "contract.import_undone",
        "import.undone")]  # fmt: skip
    assert by == [legal, manager, manager, manager, legal, legal]
