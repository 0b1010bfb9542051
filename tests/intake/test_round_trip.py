"""Everything that is exported comes in again: into an empty instance, with equal rows. IN6."""

from datetime import date

import pytest
from sqlalchemy import delete

from portal.domain.accounts.kinds import AccountKind
from portal.domain.accounts.models import Contact, Qualification
from portal.domain.base import Base
from portal.domain.contracts.clauses import Side, read_clause, write_clause
from portal.domain.contracts.models import Clause, ContractTerritory, ContractVersion
from portal.domain.contracts.recording import Channel, ContractFacts, Level, Mode
from portal.domain.recruiting.models import Prospect
from portal.identity.sealing import seal, sealed_field
from portal.intake.taking_out.cells import Cells
from portal.intake.taking_out.extract import Extract
from portal.intake.taking_out.extracts import BOOKS, EXTRACTS
from portal.intake.taking_out.wording import words_for
from portal.intake.workbook import open_workbook
from tests.domain.contracts.clause_examples import GOOD

PERSON = "11010519491231002X"
SUBJECTS = ("accounts", "contacts", "qualifications", "products", "contracts", "prospects", "amendments")
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
        plant_recruitment(uow, person)
        plant_others(uow, first)
        plant_amendments(uow)
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


def plant_others(uow, first) -> None:
    """A supplier with all that is asked of one, and a peripheral contact that the partner brought."""
    uow.accounts.get("S-000001").change(
        {"legal_rep": "高川", "licence_no": "川20990001", "licence_until": date(2028, 6, 30), "entity_type": "mah",
         "city": "成都", "address": "+西路 8 号", "source": "tender", "tel": "028-00012345",
         "bank_holder": "川岭制药有限公司",
         "bank_account": sealed_field("bank_account", "6200000000000000012"), "business_scope": "片剂、胶囊剂"},
        by=uow.actor, at=uow.now)  # fmt: skip
    outer = uow.accounts.add(
        AccountKind.PERIPHERAL, number="P-000301", name_zh="蜀地招标服务有限公司", short_name="@蜀招",
        source="referral", entity_type="tender_firm", province="510000", status="active", mobile="15400000301",
    )  # fmt: skip
    uow.session.flush()
    outer_standing = uow.accounts.standing(outer)
    outer_standing.value_type, outer_standing.remark = "media", "=挂网消息"
    uow.introductions.introduce(outer, outer_standing, first)


def plant_amendments(uow) -> None:
    """A signed one that changes and adds clauses and names cities and a hospital, and a draft that takes one out."""
    contract = uow.contracts.get("D-2026-011")
    of = {"account_id": contract.account_id}
    both = {"signed_by_us_on": date(2026, 6, 20), "signed_by_partner_on": date(2026, 6, 25)}
    signed = ContractVersion(
        contract_id=contract.id, no=2, effective_from=date(2026, 7, 1), summary="=县域", **both, **of
    )
    draft = ContractVersion(contract_id=contract.id, no=3, effective_from=date(2026, 12, 1), **of)
    uow.session.add_all([signed, draft])
    uow.session.flush()
    late = {"clause_type": "delivery", "binds": "us", "page": 4, "position": 9, "text_zh": "五日内发货", "text_en": "",
            "params": {"days": 5, "day_kind": "working", "rate_per_day": "0.002"}, "article": "第 9 条"}  # fmt: skip
    late["params"] = write_clause(read_clause("delivery", late["params"], "downstream"))
    fixed = {"clause_type": "penalty_fixed", "binds": "partner", "position": 10, "text_zh": "+违约\n=金", "text_en": "",
             "params": write_clause(read_clause("penalty_fixed", GOOD["penalty_fixed"], "downstream"))}  # fmt: skip
    uow.session.add_all([
        Clause(version_id=signed.id, change="change", **late, **of),
        Clause(version_id=signed.id, change="add", article="第 10 条", **fixed, **of),
        Clause(version_id=draft.id, change="remove", **late, **of),
        *(ContractTerritory(contract_id=contract.id, version_no=2, province=code, place=place, channel="hospital", **of)
          for code, place in (("510100", ""), ("511300", ""), ("510107", "=省/一院"))),
    ])  # fmt: skip


def plant_recruitment(uow, person) -> None:
    """Prospects at every kind of stage, and an agreement for a county, a hospital and a city."""
    held = {"product_id": uow.products.get("PR01").id, "created_at": uow.now, "stage_at": uow.now}
    keeper = person.business_manager_id
    uow.session.add_all([
        Prospect(number="RP-202601-0007", region="510107", name="=戊某", contact="+86 154", stage="offer",
                 next_step="-见面", next_on=date(2026, 12, 1), owner_id=keeper, remark="第一行\n=2", **held),
        Prospect(number="RP-202601-12345", region="110100", account_id=person.id, stage="signed", **held),
        Prospect(number="RP-202611-0001", region="530000", name="己某", stage="lost", lost_reason="quota", **held),
        Prospect(number="RP-202611-0002", region="710000", name="己某", **held),
    ])  # fmt: skip
    areas = (("530102", ""), ("530111", "华西/一院=2"), ("530300", ""))
    facts = ContractFacts("县域推广", Mode.SERVICE, date(2027, 1, 1), date(2027, 12, 31), (held["product_id"],), (),
                          areas, channel=Channel.PRIMARY, level=Level.NON_EXCLUSIVE)  # fmt: skip
    uow.contracts.record(
        uow.accounts.get("D-000102"),
        number="D-2027-044",
        side=Side.DOWNSTREAM,
        facts=facts,
        override="县里要",
        is_new=False,
    )


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
    files = {name: tmp_path / f"{name}.{'xlsx' if name in BOOKS else ending}" for name in SUBJECTS}
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
