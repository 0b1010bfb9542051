"""Everything that is exported comes in again: into an empty instance, with equal rows. IN6."""

from datetime import date

import pytest
from sqlalchemy import delete

from portal.domain.accounts.models import Contact, Qualification
from portal.domain.base import Base
from portal.identity.sealing import seal, sealed_field
from portal.intake.taking_out.cells import Cells
from portal.intake.taking_out.extract import Extract
from portal.intake.taking_out.extracts import EXTRACTS
from portal.intake.taking_out.wording import words_for
from portal.intake.workbook import open_workbook

PERSON = "11010519491231002X"
SUBJECTS = ("accounts", "contacts", "qualifications", "products", "contracts")
READ_BACK = (*SUBJECTS, "clauses", "territories")
OUR_OWN = {"login", "staff", "category", "category_version", "clock_policy", "calendar_day"}
"""People of ours and what they set up: an empty instance has those."""


@pytest.fixture
def run(app):
    return lambda *words: app.test_cli_runner().invoke(args=[str(word) for word in words])


@pytest.fixture
def planted(people):
    """An archive with every trap a spreadsheet has."""
    with people.backstage() as uow:
        first, person = uow.accounts.get("D-000101"), uow.accounts.get("N-000201")
        first.change({"short_name": "=1+1", "tel": "0028-00012345", "address": "-5 号，\"引号\"", "source": "expo",
                      "business_scope": "化学药\n=中成药", "founded_on": date(1988, 5, 1)},
                     by=uow.actor, at=uow.now)  # fmt: skip
        first.change({"reg_capital": 500_000_000, "invoice_title": first.name_zh, "invoice_uscc": first.uscc,
                      "invoice_address": "成都市 1 号", "invoice_tel": "028-00012345", "bank_name": "农业银行",
                      "bank_holder": first.name_zh, "bank_account": sealed_field("bank_account", "0012345678901234567"),
                      "channels": ["clinic", "pharmacy"], "resources": "省医院\n市医院=心内科",
                      "other_products": "某片",
                      "team_size": "to_20", "annual_sales": "to_1000"}, by=uow.actor, at=uow.now)  # fmt: skip
        person.change({"tax_mode": "sole_trader", "reg_capital": 900_000}, by=uow.actor, at=uow.now)
        uow.products.get("PR01").vbp_status = {"320000": "won", "110000": "lost"}
        uow.products.get("PR01").pack, uow.products.get("PR01").rx_otc = "盒", "otc_a"
        first.status, uow.accounts.standing(first).stage = "active", "s3"
        uow.introductions.introduce(first, uow.accounts.standing(first), person)
        uow.tags.add(first, "重点"), uow.tags.add(first, "=川渝"), uow.tags.add(person, "重点")
        blacklisted = uow.accounts.standing(person)
        blacklisted.blacklist_reason, blacklisted.blacklist_evidence = '窜货，"屡教不改"', "BR-202611-0001"
        blacklisted.blacklisted_at = uow.now
        mine = uow.accounts.standing(first)
        mine.care_owner_id = mine.sponsor_id = first.business_manager_id
        uow.accounts.standing(first).remark, uow.accounts.standing(person).value_type = "@说明\n第二行", "policy"
        person.id_no_sealed = seal("id_no", PERSON)
        uow.session.add_all([
            Contact(account_id=first.id, name="+赵六", role="finance", mobile="15400009999", wechat="007",
                    level="manager", is_decision_maker=True, is_hcp=True, birthday_calendar="lunar", birthday_month=5,
                    birthday_day=13, birthday_is_leap=True, preferred_channel="wechat", best_time="下午"),
            Contact(account_id=first.id, name="钱七", role="quality", email="qian@minchuan.example"),
            Qualification(account_id=first.id, doc_type="business_licence", number="0001234567890123456"),
            Qualification(account_id=person.id, doc_type="service_contractor_proof", number="00-7",
                          issued_on=date(2024, 2, 29), expires_on=date(2027, 2, 28)),
            *(Qualification(account_id=first.id, doc_type="poa_person_id", number=PERSON, state=state, reason=reason,
                            expires_on=date(2026 + years, 2, 28))
              for years, (state, reason) in enumerate([("replaced", ""), ("rejected", "看不清\n请重发"),
                                                       ("submitted", ""), ("verified", "")])),
        ])  # fmt: skip


def rows_of(people, name: str) -> list[list[str]]:
    """What an export holds, by business key: numbers of rows are no part of it."""
    extract: Extract = EXTRACTS[name]
    with people.app.test_request_context(), people.backstage() as uow:
        values, _ = extract._some(uow, {}, 0)
        cells = Cells(extract.columns, "zh", words_for(name, "zh"), reveals=True)
        return sorted([str(cell) for cell in cells.of(row)] for row in values)


def wrong(file) -> list[tuple]:
    """What an import found wrong, where it was asked to write it down."""
    return [tuple(row[:4]) for sheet in open_workbook(file).sheets for row in sheet.rows] if file.exists() else []


def empty(people) -> None:
    with people.backstage() as uow:
        connection = uow.session.unguarded("an instance of its own begins empty")
        for table in reversed(Base.metadata.sorted_tables):
            if table.name not in OUR_OWN:
                connection.execute(delete(table))


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_everything_goes_into_an_empty_instance_with_equal_rows(app, people, run, planted, tmp_path, locale):
    before = {name: rows_of(people, name) for name in READ_BACK}
    assert all(before.values())
    ending = "xlsx" if locale == "zh" else "csv"
    files = {name: tmp_path / f"{name}.{'xlsx' if name == 'contracts' else ending}" for name in SUBJECTS}
    for name, file in files.items():
        done = run("export", name, file, "--reveal", "--locale", locale)
        assert done.exit_code == 0, done.output
    empty(people)
    for name, file in files.items():
        done = run("import", name, file, "--errors", tmp_path / "errors.xlsx")
        assert done.exit_code == 0, (name, done.output, wrong(tmp_path / "errors.xlsx"))
    for name in READ_BACK:
        assert rows_of(people, name) == before[name], name
    again = run("import", "contacts", files["contacts"])
    assert "Nothing to change" in again.output and rows_of(people, "contacts") == before["contacts"]
