"""Contracts with their clauses from a workbook to the archive and back: RE6, BI1, FI4, IN8, AZ5."""

import io
from datetime import UTC, date, datetime

import pytest
import xlsxwriter
from flask_babel import force_locale

from portal.db.transaction import transaction
from portal.domain.base import NotFound, Refused
from portal.domain.contracts import drafting
from portal.domain.contracts.clauses import CLAUSE_TYPES, read_clause, write_clause
from portal.domain.events import Actor
from portal.domain.feedback.kinds import FeedbackKind
from portal.domain.feedback.repository import Ties
from portal.domain.scope import OneAccount
from portal.domain.work import Work
from portal.intake.batches import Imports
from portal.intake.contracts.examples import Examples, clause_row, examples
from portal.intake.contracts.tables import CLAUSES, CONTRACTS
from portal.intake.contracts.template import CLAUSE_COLUMNS, CONTRACT_COLUMNS, heading, template
from portal.intake.headings import heading_key
from portal.intake.models import ImportBatch
from portal.intake.workbook import open_workbook
from portal.search.finding import find
from tests.domain.contracts.clause_examples import GOOD
from tests.intake.contract_books import DIRTY, FIXED, SIGNED, ContractImport, book, clause, contracts, row
from tests.intake.importing import EVERYTHING, events_of
from tests.intake.test_batches import Killed, _go_on_later, _killed_after

TWO = [clause("D-2027-001", "第 1 条"), clause("D-2027-001", "第 2 条", *FIXED)]


def problems(importing: ContractImport) -> dict[tuple[str, int], list[tuple[str, str]]]:
    return {(one.sheet, one.row_no): [(p[0], p[1]) for p in one.problems] for one in importing.rows(verdict="error")}


def test_a_contract_comes_in_signed_with_its_clauses_and_events_that_name_the_import(app, people):
    importing = ContractImport(app, book(row("D-2027-001", **SIGNED), row("D-2027-002"), clauses=TWO)).imported()
    assert importing.batch.outcomes == {"added": 2}
    there = contracts(app)["D-2027-001"]
    assert (there["starts_on"], there["ends_on"], there["provinces"]) == ("2027-01-01", "2027-12-31", ["510000"])
    assert there["signed"] == ["2026-10-20", "2026-10-22"]
    assert there["clauses"]["第 1 条"]["params"]["amount_fen"] == 10_000_000
    assert contracts(app)["D-2027-002"]["signed"] == [None, None]
    told = events_of(app, "contract.recorded", "contract.clause_recorded", "contract.signed")
    assert [event.kind for event in told if event.number == "D-2027-001"] == [
        "contract.recorded", "contract.clause_recorded", "contract.clause_recorded", "contract.signed",
    ]  # fmt: skip
    assert {event.facts["import"] for event in told} == {importing.number}
    assert all(event.dispatched_at for event in told), "nobody is told of old paper"
    with people.backstage() as uow:
        [first, second] = uow.contracts.terms(uow.contracts.get("D-2027-001"), date(2027, 6, 1))
        assert (first.article, second.clause_type, second.binds) == ("第 1 条", "penalty_fixed", "partner")


def test_a_dirty_workbook_says_row_column_and_reason(app):
    before = contracts(app)
    importing = ContractImport(app, DIRTY).checked()
    batch = importing.batch
    assert batch.state == "checked" and contracts(app) == before
    assert batch.tally == {"new": 2, "duplicate": 2, "part": 3, "error": 14}
    assert problems(importing) == {
        ("合同台账", 8): [("account", "account_unknown")],
        ("合同台账", 9): [("ends_on", "refused.contract.ends_before_start")],
        ("合同台账", 10): [("goods_party", "refused.contract.person_cannot_buy_out")],
        ("合同台账", 11): [("starts_on", "date_ambiguous")],
        ("合同台账", 12): [],
        ("合同台账", 14): [("products", "product_unknown")],
        ("合同台账", 15): [("level", "refused.contract.exclusive_taken")],
        ("合同台账", 16): [("override", "refused.contract.beyond_upstream")],
        ("条款明细", 5): [],
        ("条款明细", 6): [("clause_type", "clause_type_unknown")],
        ("条款明细", 7): [("param.deposit.amount_fen", "clause.required")],
        ("条款明细", 8): [
            ("parameters", "parameter_unknown"),
            ("param.delivery.rate_per_day", "percent_unclear"),
            ("param.delivery.days", "unit_differs"),
        ],
        ("条款明细", 9): [("article", "article_twice")],
        ("条款明细", 10): [("contract_no", "contract_not_in_file")],
    }
    reasons = {(one.sheet, one.row_no): one.reasons for one in importing.rows()}
    assert reasons["合同台账", 12] == ["clause_wrong"] and reasons["条款明细", 5] == ["contract_wrong"]
    assert reasons["合同台账", 7] == ["same_contract_row"] and reasons["合同台账", 13] == ["known_signed"]
    noted = {(one.row_no, change[0], change[1]) for one in importing.rows() for change in one.changes}
    assert {
        (4, "contract_no", "full_width"), (4, "starts_on", "date_text"), (6, "ends_on", "months_counted"),
        (3, "contract_no", "number_from_above"), (4, "text_zh", "usual_wording"),
    } <= noted  # fmt: skip
    assert [one["code"] for one in batch.left_out] == ["repeated_header", "total_row"]
    importing.act(lambda imports, kept: imports.start(kept))
    assert importing.work().batch.outcomes == {"added": 2}
    there = contracts(app)
    assert there.keys() - before.keys() == {"D-2027-021", "D-2027-022"}
    assert there["D-2027-021"]["provinces"] == ["500000", "510000"] and len(there["D-2027-021"]["clauses"]) == 2
    assert (there["D-2027-022"]["ends_on"], there["D-2027-022"]["provinces"]) == ("2027-12-31", [])
    [decided] = events_of(app, "contract.override_recorded")
    assert (decided.number, decided.facts["import"]) == ("D-2027-022", importing.number)
    importing.undone()
    assert importing.batch.outcomes == {"removed": 2} and contracts(app) == before


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_a_filled_template_comes_back_as_it_was_for_every_clause_type(app, locale):
    sides = {"upstream": ("U-2027-001", "S-000001"), "downstream": ("D-2027-001", "D-000101")}
    clauses = {code: read_clause(code, params) for code, params in GOOD.items()}
    filled = Examples()
    with app.app_context(), force_locale(locale):
        sample = examples().contracts[0]
        for side, (number, account) in sides.items():
            word = {"upstream": ("上游", "Upstream"), "downstream": ("下游", "Downstream")}[side][locale == "en"]
            filled.contracts.append(
                sample | {"contract_no": number, "account": account, "side": word, "products": "PR01"}
            )
            filled.clauses += [
                clause_row(number, f"{place}", clauses[code])
                for place, (code, kind) in enumerate(CLAUSE_TYPES.items()) if side in kind.sides
            ]  # fmt: skip
        content = template(locale, filled)
        untouched = template(locale)
    importing = ContractImport(app, content).imported()
    assert importing.batch.tally.get("error") is None and importing.batch.outcomes == {"added": 2}
    there = contracts(app)
    for side, (number, _) in sides.items():
        kept = {one["clause_type"]: one["params"] for one in there[number]["clauses"].values()}
        assert kept == {code: write_clause(clauses[code]) for code, kind in CLAUSE_TYPES.items() if side in kind.sides}
    again = ContractImport(app, content).checked().batch
    assert again.tally["duplicate"] == 2
    empty = ContractImport(app, untouched).checked().batch
    assert (empty.tally, {one["code"] for one in empty.left_out}) == ({}, {"example_row"})


def test_the_template_reads_its_own_headings_and_offers_lists(app):
    with app.app_context():
        for locale in ("zh", "en"):
            with force_locale(locale):
                for table, columns in ((CONTRACTS, CONTRACT_COLUMNS), (CLAUSES, CLAUSE_COLUMNS)):
                    assert [table.find(heading_key(heading(field)))[0] for field in columns] == list(columns)
            sheets = open_workbook(template(locale)).sheets
            told = {(line[0], line[2]) for line in sheets[2].rows[1:]}
            assert len(sheets) == 4 and len({kind for kind, _ in told}) == len(CLAUSE_TYPES)


def test_a_draft_is_changed_and_the_same_file_again_changes_nothing(app):
    ContractImport(app, book(row("D-2027-001"), clauses=TWO)).imported()
    more = [
        clause("D-2027-001", "第 2 条", *FIXED[:4], "6000元"),
        clause("D-2027-001", "第 3 条", "合规廉洁", "双方", "合规", "", None),
    ]
    changed = ContractImport(app, book(row("D-2027-001", 合同名称="新名称"), clauses=more)).imported()
    assert (changed.batch.tally, changed.batch.outcomes) == ({"update": 1, "part": 2}, {"changed": 1})
    there = contracts(app)["D-2027-001"]
    assert there["title"] == "新名称" and there["clauses"].keys() == {"第 1 条", "第 2 条", "第 3 条"}
    events = len(events_of(app, "contract.revised", "contract.clause_recorded"))
    same = ContractImport(app, book(row("D-2027-001", 合同名称="新名称"), clauses=more)).imported()
    assert same.batch.outcomes == {"same": 1}
    assert len(events_of(app, "contract.revised", "contract.clause_recorded")) == events
    assert changed.undone().batch.outcomes == {"set_back": 1}
    there = contracts(app)["D-2027-001"]
    assert (there["title"], there["clauses"]["第 2 条"]["params"]["amount_fen"]) == ("洛施坦四川经销", 500_000)
    assert there["clauses"].keys() == {"第 1 条", "第 2 条"}


def test_signing_by_import_is_taken_back_too(app):
    ContractImport(app, book(row("D-2027-001"), clauses=TWO)).imported()
    before = contracts(app)
    signed = ContractImport(app, book(row("D-2027-001", **SIGNED), clauses=TWO)).imported()
    assert contracts(app)["D-2027-001"]["signed"] == ["2026-10-20", "2026-10-22"]
    assert (signed.undone().batch.outcomes, contracts(app)) == ({"set_back": 1}, before)


MANY = [row(f"D-2027-1{place:02d}", **SIGNED) for place in range(6)]
OF_MANY = [clause(f"D-2027-1{place:02d}", article) for place in range(6) for article in ("第 1 条", "第 2 条")]


@pytest.mark.parametrize("commits", [1, 3, 4])
def test_killed_anywhere_and_begun_again_the_result_is_the_same(app, monkeypatch, commits):
    importing = ContractImport(app, book(*MANY, clauses=OF_MANY))
    with monkeypatch.context() as dying:
        _killed_after(dying, commits)
        with pytest.raises(Killed):
            importing.work()
    _go_on_later(importing)
    importing.act(lambda imports, batch: imports.start(batch))
    with monkeypatch.context() as dying:
        _killed_after(dying, commits + 2)
        with pytest.raises(Killed):
            importing.work()
    _go_on_later(importing)
    assert importing.batch.outcomes == {"added": 6}
    told = events_of(app, "contract.recorded", "contract.clause_recorded", "contract.signed")
    assert len(told) == 6 * 4 and len({event.number for event in told}) == 6
    assert all(len(contracts(app)[one[0]]["clauses"]) == 2 for one in MANY)


def test_an_import_is_taken_back_whole_and_undoing_is_resumable(app, people, monkeypatch):
    before = contracts(app)
    importing = ContractImport(app, book(*MANY, clauses=OF_MANY)).imported()
    importing.act(lambda imports, batch: imports.undo(batch))
    with monkeypatch.context() as dying:
        _killed_after(dying, 4)
        with pytest.raises(Killed):
            importing.work()
    _go_on_later(importing)
    assert (importing.batch.outcomes, contracts(app)) == ({"removed": 6}, before)
    assert len(events_of(app, "contract.import_undone")) == 6
    with people.backstage() as uow:
        assert find(uow, "D-2027", "contract") == []
    assert ContractImport(app, book(*MANY, clauses=OF_MANY)).imported().batch.outcomes == {"added": 6}
    with people.backstage() as uow:
        assert len(find(uow, "D-2027", "contract")) == 6


def test_what_somebody_works_with_stays(app, people):
    importing = ContractImport(app, book(*MANY[:4], row("D-2027-200"), clauses=OF_MANY)).imported()
    with people.backstage() as uow:
        drafting.add_amendment(uow.contracts.get("D-2027-100"), date(2027, 6, 1), "改价", by=uow.actor, at=uow.now)
        wording = drafting.Wording("第 9 条", "both", "合规")
        draft = uow.contracts.get("D-2027-200")
        drafting.put_clause(draft, read_clause("compliance", {}), wording, by=uow.actor, at=uow.now)
        account, told = uow.accounts.get("D-000101"), uow.contracts.get("D-2027-101")
        uow.feedback.post(
            account, kind=FeedbackKind.COMPLAINT, subject="发货慢", text="晚了两天", posted_by_id=1,
            ties=Ties(contract_id=told.id),
        )  # fmt: skip
    assert importing.undone().batch.outcomes == {"kept": 3, "removed": 2}
    assert {"D-2027-100", "D-2027-101", "D-2027-200"} <= contracts(app).keys()


def test_a_number_that_came_meanwhile_is_set_aside(app):
    first = ContractImport(app, book(row("D-2027-001"), row("D-2027-002"))).checked()
    ContractImport(app, book(row("D-2027-001"))).imported()
    assert first.imported().batch.outcomes == {"added": 1}
    [waiting] = first.rows(verdict="duplicate")
    assert (waiting.reasons, first.batch.tally) == (["number_taken_since"], {"new": 1, "duplicate": 1})


def test_percent_cells_are_read_as_people_see_them(app):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as made:
        percent = made.add_format({"num_format": "0.00%"})
        sheet = made.add_worksheet("合同")
        sheet.write_row(0, 0, ["合同编号", "客户", "合作方式", "合同名称", "开始日期", "月数", "产品", "授权性质"])
        sheet.write_row(1, 0, ["D-2027-001", "D-000101", "服务", "推广", "2027-01-01", 12, "PR01", "独家"])
        sheet = made.add_worksheet("条款")
        sheet.write_row(0, 0, ["合同编号", "条款编号", "条款类型", "约束方", "参数", "比例"])
        sheet.write_row(
            1, 0, ["D-2027-001", 9, "按比例违约金", "对方", "违约金由谁付=对方; 针对的违约=串货; 计算基数=货值"]
        )
        sheet.write_number(1, 5, 1.0, percent)
    importing = ContractImport(app, target.getvalue()).imported()
    assert importing.batch.outcomes == {"added": 1}, problems(importing)
    there = contracts(app)["D-2027-001"]
    assert there["clauses"]["9"]["params"]["rate"] == "1" and there["side"] == "downstream"


def test_imports_of_one_subject_are_not_found_by_the_other(app):
    importing = ContractImport(app, book(row("D-2027-001")))
    with app.app_context(), transaction(EVERYTHING) as session:
        work = Work(session, Actor.system("tests"), datetime.now(UTC), writes=True)
        with pytest.raises(NotFound):
            Imports(work, "accounts").get(importing.number)
        assert Imports(work, "accounts").page().rows == [] and len(Imports(work, "contracts").page().rows) == 1
    with app.app_context(), transaction(OneAccount(2)) as session:
        assert session.query(ImportBatch).count() == 0
        with pytest.raises(Refused, match="needs_full_reach"):
            Imports(Work(session, Actor.system("tests"), datetime.now(UTC)), "contracts")
