"""Taking lists out: AZ3, AZ7, AZ12, AL4, IN6; what the list shows, by right, told, and readable for an import."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from portal.cli.exports import export_work
from portal.db.transaction import transaction
from portal.domain.contracts.breaches.deposit import DepositEntry
from portal.domain.people.models import Login, Staff
from portal.identity.sealing import seal
from portal.intake.taking_out.cells import LIVE as LIVE_SIGNS
from portal.intake.taking_out.extract import Extract
from portal.intake.taking_out.extracts import EXTRACTS
from portal.intake.taking_out.work import SCOPE, forget_old
from portal.intake.workbook import open_workbook
from portal.staff.table_file import table_file
from portal.web.export_words import SUBJECTS
from tests.intake.importing import events_of

PERSON = "11010519491231002X"
LIVE = "=HYPERLINK(1)"


@pytest.fixture
def planted(app, people):
    """Names and numbers of every kind that a spreadsheet would spoil."""
    with people.backstage() as uow:
        account = uow.accounts.get("D-000101")
        account.change({"short_name": LIVE, "tel": "0028-00012345"}, by=uow.actor, at=uow.now)
        uow.accounts.get("N-000201").id_no_sealed = seal("id_no", PERSON)
        contract, login = uow.contracts.page().rows[0], uow.session.scalars(select(Login)).first()
        moved = {"account_id": contract.account_id, "contract_id": contract.id, "moved_on": uow.today,
                 "entered_by_id": login.id, "entered_at": uow.now}  # fmt: skip
        for kind, fen in (("paid", 50_000_000), ("refund", 123_450)):
            uow.session.add(DepositEntry(kind=kind, fen=fen, **moved))


def table(content: bytes) -> list[dict[str, str]]:
    head, *rows = open_workbook(content).sheets[0].rows
    return [dict(zip(head, row, strict=False)) for row in rows]


def written(app) -> None:
    with app.app_context():
        work = export_work()
        while work():
            pass


def test_what_the_list_shows_is_what_goes_out_and_every_taking_is_told(app, people, planted):
    desk = people.sign_in("service@demo.example")
    shown = desk.get("/staff/accounts/?kind=distributor").text
    assert '/staff/exports/accounts?kind=distributor"' in shown and "/staff/exports/contacts?kind" in shown
    sent = desk.post("/staff/exports/accounts?kind=distributor", {"format": "csv"})
    assert (
        sent.status_code == 200 and sent.mimetype == "text/csv" and "attachment" in sent.headers["Content-Disposition"]
    )
    rows = table(sent.data)
    assert [row["客户编号"] for row in rows] == ["D-000101", "D-000102"]
    assert rows[0]["客户简称"].strip() == LIVE and f"\t{LIVE}" in sent.text  # no cell is a formula
    assert rows[0]["座机"] == "0028-00012345" and rows[0]["手机"].isdigit()
    [told] = events_of(app, "export.taken")
    assert (told.facts["what"], told.facts["filter"], told.facts["rows"]) == ("accounts", {"kind": "distributor"}, 2)
    assert table(desk.post("/staff/exports/accounts?q=yueqiao").data) == rows[1:]


def test_a_workbook_is_written_by_the_worker_and_fetched_by_one_person_for_a_day(app, people, planted):
    desk, other = people.sign_in("legal@demo.example"), people.sign_in("business@demo.example")
    sent = desk.post("/staff/exports/contracts?term=all", {"format": "xlsx"})
    where = sent.headers["Location"]
    assert sent.status_code == 303 and 'hx-trigger="every 2s"' in desk.get(where).text
    assert desk.get(f"{where}/file").status_code == 404
    written(app)
    assert "HX-Refresh" in desk.get(where, headers={"X-Poll": "1"}).headers
    assert f"{where}/file" in desk.get(where).text and where in desk.get("/staff/exports/").text
    book = open_workbook(desk.get(f"{where}/file").data)
    assert [sheet.name for sheet in book.sheets] == ["合同", "条款"] and len(book.sheets[1].rows) > 2
    assert {other.get(address).status_code for address in (where, f"{where}/file")} == {404}
    with app.app_context(), transaction(SCOPE) as session:
        assert forget_old(session, datetime.now(UTC)) == 0
        assert forget_old(session, datetime.now(UTC) + timedelta(hours=25)) == 1
    assert desk.get(f"{where}/file").status_code == 404 and desk.get(where).status_code == 200


def test_numbers_of_persons_are_masked_unless_an_administrator_asks_for_them(app, people, planted):
    admin, care = people.sign_in("admin@demo.example"), people.sign_in("care@demo.example")
    [row] = table(care.post("/staff/exports/accounts?kind=individual").data)
    assert row["身份证号"] == "110***********002X"
    assert care.post("/staff/exports/accounts/revealed").status_code == 404
    [row] = table(admin.post("/staff/exports/accounts/revealed?kind=individual").data)
    assert row["身份证号"] == PERSON
    assert [one.facts["reveals"] for one in events_of(app, "export.taken")] == [False, True]


def test_every_subject_goes_out_in_both_languages_and_only_to_its_keepers(app, people, planted):
    admin, quality = people.sign_in("admin@demo.example"), people.sign_in("quality@demo.example")
    for subject in SUBJECTS:
        chinese = admin.post(f"/staff/exports/{subject}?term=all&show=all&view=all").text.splitlines()
        head = chinese[0].removeprefix("\ufeff").split(",")
        assert head == [column.zh for column in EXTRACTS[subject].columns] and len(chinese) >= 1
    assert quality.post("/staff/exports/qualifications").status_code == 200
    assert quality.post("/staff/exports/deposits").status_code == 404
    sums = [row["金额（元）"] for row in table(admin.post("/staff/exports/deposits?term=all").data)]
    assert sums[-2:] == ["500000", "-1234.5"]


def test_rows_are_read_a_few_at_a_time_and_each_once(app, people, monkeypatch):
    monkeypatch.setattr("portal.intake.taking_out.extract.AT_ONCE", 2)
    asked = []
    once = Extract._some
    monkeypatch.setattr(
        Extract, "_some", lambda self, uow, wanted, since: asked.append(since) or once(self, uow, wanted, since)
    )
    rows = table(people.sign_in("admin@demo.example").post("/staff/exports/accounts").data)
    assert len({row["客户编号"] for row in rows}) == len(rows) > 3 and len(asked) == len(rows) // 2 + 1


def test_whoever_sees_some_accounts_takes_out_those(app, people, planted):
    with people.backstage() as uow:
        post = uow.session.scalars(select(Staff).join(Login).where(Login.email == "service@demo.example")).one()
        post.reach, uow.accounts.get("D-000102").business_manager_id = "own", post.id
        uow.accounts.get("D-000101").business_manager_id = None
    desk = people.sign_in("service@demo.example")
    shown = set(re.findall(r"[SDNP]-[0-9]{6}", desk.get("/staff/accounts/").text))
    for subject in ("accounts", "contacts", "qualifications", "requests"):
        rows = table(desk.post(f"/staff/exports/{subject}?view=all").data)
        assert {row["客户编号"] for row in rows} <= shown, subject
    assert "D-000102" in shown and "D-000101" not in shown
    where = desk.post("/staff/exports/accounts", {"format": "xlsx"}).headers["Location"]
    written(app)
    assert {row["客户编号"] for row in table(desk.get(f"{where}/file").data)} == shown


@pytest.mark.engineless
def test_a_small_table_holds_no_formula_either_in_signs_narrow_or_wide():
    sent = table_file("x", "csv", ["a"], [[f"{sign}1+1"] for sign in LIVE_SIGNS]).data.decode("utf-8-sig")
    assert [row[0][0] for row in list(csv.reader(io.StringIO(sent)))[1:]] == ["\t"] * len(LIVE_SIGNS)
