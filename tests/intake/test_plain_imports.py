"""People, papers and products by workbook: what is wrong is said beside the field, all of it can be taken back. FI4."""

import pytest
from sqlalchemy import select

from portal.domain.accounts.models import Qualification
from portal.domain.base import Refused
from portal.domain.events import Actor
from portal.domain.people.models import Login
from tests.house.snapshot import differences, rows_of
from tests.intake.books import xlsx
from tests.intake.importing import Importing, events_of

CONTACTS = [
    ["客户编号", "姓名", "职务", "手机", "主要联系人"],
    ["D-000101", "周新", "财务", "15400007001", "是"],
    ["D-000102", "吴二", "采购经理？", "15400007002", ""],
    ["D-999999", "郑三", "", "", ""],
    ["D-000101", "周新", "", "15400007003", ""],
    ["", "王五", "", "1540000", ""],
]
PAPERS = [
    ["Account number", "Document", "Document number", "Issued on", "Valid until"],
    ["D-000101", "business_licence", "00012345678901234567", "2024-02-29", "2027-02-28"],
    ["D-000101", "nothing of ours", "7", "", ""],
]
PRODUCTS = [
    ["产品编码", "通用名", "批准文号", "贮藏条件", "件装量", "供应商编号", "挂网价", "供货价"],
    ["PR01", "改了名的片", "", "阴凉", "200", "", "12.5", ""],
    ["PR88", "新品胶囊", "国药准字H20990088", "room", "1,000", "S-000001", "1,234.56", "9"],
    ["PR89", "坏价片", "", "", "", "D-000101", "12.345", ""],
]
TOLD = ["import_batch", "import_row", "event", "series", "throttle", "form_receipt", "web_session"]


@pytest.mark.parametrize(
    ("subject", "rows", "tally", "wrong"),
    [
        ("contacts", CONTACTS, {"new": 1, "error": 4},
         [("choice_unknown",), ("account_not_there",), ("row_repeated",), ("mobile_invalid", "not_filled_in")]),
        ("qualifications", PAPERS, {"new": 1, "error": 1}, [("choice_unknown",)]),
        ("products", PRODUCTS, {"update": 1, "new": 1, "error": 1}, [("money_invalid", "not_a_supplier")]),
    ],
)  # fmt: skip
def test_rows_are_judged_taken_and_taken_back(app, people, subject, rows, tally, wrong):
    before = rows_of(people, but=frozenset(TOLD))
    importing = Importing(app, xlsx(表=rows), kind=None, subject=subject).checked()
    assert importing.batch.tally == tally
    assert [tuple(row.reasons) for row in importing.rows(verdict="error")] == wrong
    importing.act(lambda imports, batch: imports.start(batch))
    importing.work()
    good = tally["new"] + tally.get("update", 0)
    assert sum(importing.batch.outcomes.values()) == good
    noun = subject.removesuffix("s")
    told = events_of(app, f"{noun}.added", f"{noun}.changed")
    assert len(told) == good and {event.facts["import"] for event in told} == {importing.number}
    if subject == "contacts":
        with people.backstage() as uow:
            mains = [one.name for one in uow.contacts.of(uow.accounts.get("D-000101")) if one.is_primary]
        assert mains == ["周新"]
    assert differences(before, rows_of(people, but=frozenset(TOLD))) != {}
    importing.undone()
    assert sum(importing.batch.outcomes.values()) == good and "kept" not in importing.batch.outcomes
    after = rows_of(people, but=frozenset(TOLD))
    changed = differences(before, after)
    # a product's version counts what was done to it, and how fresh an archive is says that it was touched
    assert set(changed) <= {"product", "archive_quality", "field_check", "territory_stamp"}, changed


def test_what_somebody_changed_since_stays(app, people):
    importing = Importing(app, xlsx(表=CONTACTS[:2]), kind=None, subject="contacts").imported()
    with people.backstage() as uow:
        account = uow.accounts.get("D-000101")
        found = next(one for one in uow.contacts.of(account) if one.name == "周新")
        found.change({"mobile": "15400007777"}, by=uow.actor, at=uow.now)
    assert importing.undone().batch.outcomes == {"kept": 1}


def test_no_import_and_no_taking_back_lifts_a_mark_that_stops_gifts(app, people):
    sheet = [["Account no.", "Name", "Health professional"], ["D-000101", "何医生", "yes"]]
    first = Importing(app, xlsx(表=sheet), kind=None, subject="contacts").imported()
    second = Importing(app, xlsx(表=[sheet[0], [*sheet[1][:2], "no"]]), kind=None, subject="contacts").checked()
    [row] = second.rows()
    assert [(field, code) for field, code, _ in row.problems] == [("is_hcp", "mark_stays")]
    second.act(lambda imports, batch: imports.start(batch))
    second.work()
    assert second.batch.outcomes == {"same": 1} and first.undone().batch.outcomes == {"kept": 1}
    with people.backstage() as uow:
        account = uow.accounts.get("D-000101")
        owner = uow.contacts.of(account)[0]
        assert [one.is_hcp for one in uow.contacts.of(account) if one.name == "何医生"] == [True]
        name = owner.name
    sheet[1][1] = name
    later = Importing(app, xlsx(表=sheet), kind=None, subject="contacts").imported()
    assert later.batch.outcomes == {"changed": 1} and later.undone().batch.outcomes == {"kept": 1}


def test_imported_papers_wait_for_somebody_else_and_personal_numbers_are_kept_sealed(app, people):
    number = "11010519491231002X"
    sheet = [[*PAPERS[0], "State"], ["D-000101", "poa_person_id", number, "", "2030-02-28", "Valid"]]
    with people.backstage() as uow:
        quality = uow.session.scalar(select(Login).where(Login.email == "quality@demo.example"))
        account_id = uow.accounts.get("D-000101").id
    importing = Importing(app, xlsx(表=sheet), kind=None, subject="qualifications").checked()
    [row] = importing.rows()
    assert number not in str((row.values, row.changes, row.problems, importing.batch.plan))
    assert row.values["number"] == "110***********002X"

    def start(imports, batch):
        imports.start(batch)
        batch.started_by_id = quality.id

    importing.act(start)
    importing.work()
    with people.backstage() as uow:
        paper = uow.session.scalar(select(Qualification).where(Qualification.account_id == account_id,
                                                               Qualification.doc_type == "poa_person_id"))  # fmt: skip
        assert (paper.number, paper.state, paper.submitted_by_id) == (number, "submitted", quality.id)
        alone = Actor("staff", "q", login_id=quality.id, roles=frozenset({"quality"}))
        with pytest.raises(Refused, match=r"paper\.four_eyes"):
            paper.verify([], uow.today, by=alone, at=uow.now)
        paper.verify([], uow.today, by=Actor("staff", "o", login_id=None, roles=frozenset({"legal"})), at=uow.now)
    assert importing.undone().batch.outcomes == {"kept": 1}
