"""Amendments and territories by workbook: versions follow one another, each whole or not at all, and go back."""

from datetime import date

import pytest
from flask_babel import force_locale

from portal.domain.contracts.clauses import read_clause
from portal.intake.contracts.written import parameter_cell
from tests.intake.books import xlsx
from tests.intake.contract_books import ContractImport, book, row
from tests.intake.importing import Importing, events_of

CLAUSES = ["合同编号", "版本", "生效日", "我方签署日期", "对方签署日期", "变更", "条款编号", "条款类型", "约束方",
           "中文原文", "参数"]  # fmt: skip
PLACES = ["合同编号", "版本", "省份", "具体范围", "渠道", "权利", "生效日", "我方签署日期", "对方签署日期"]
SIGNED = ("2026-07-01", "2026-06-20", "2026-06-25")
DELIVERY = {"days": 5, "day_kind": "working", "rate_per_day": "0.002"}


def amended(
    number="D-2026-011", no="2", change="修改", article="第 9 条", kind="delivery", days=SIGNED, text="五日内发货"
):
    return [number, no, *days, change, article, kind, "约束我方", text]


def place(number="D-2026-011", no="2", where="成都市", hospital="", level="独家", channel="", days=SIGNED):
    return [number, no, where, hospital, channel, level, *days]


def bring(app, clauses=(), places=()):
    with app.test_request_context(), force_locale("zh"):
        parameters = parameter_cell(read_clause("delivery", DELIVERY, "downstream"))
    sheets = {"条款": [CLAUSES, *([*one, parameters] for one in clauses)]} if clauses else {}
    return Importing(app, xlsx(**sheets, **({"区域": [PLACES, *places]} if places else {})), kind=None,
                     subject="amendments")  # fmt: skip


def stands(people, number="D-2026-011"):
    with people.backstage() as uow:
        contract = uow.contracts.get(number)
        return {
            one.no: (
                one.is_signed,
                sorted((clause.article, clause.change) for clause in one.clauses),
                sorted((row.province, row.place) for row in contract.territories if row.version_no == one.no),
            )
            for one in contract.versions
        }


def test_versions_are_recorded_whole_and_taken_back(app, people):
    before = stands(people)
    clauses = [amended(), amended(no="3", change="删除", days=("2026-12-01", "", ""))]
    places = [place(), place(where="南充市"), place(where="成都市武侯区", hospital="省一院")]
    first = bring(app, clauses, places).imported()
    assert first.batch.tally == {"new": 2, "part": 3} and first.batch.outcomes == {"added": 2}
    now = stands(people)
    assert now[2] == (True, [("第 9 条", "change")], [("510100", ""), ("510107", "省一院"), ("511300", "")])
    assert now[3] == (False, [("第 9 条", "remove")], [])
    with people.backstage() as uow:
        contract = uow.contracts.get("D-2026-011")
        assert uow.contracts.terms(contract, date(2026, 8, 1))[0].params["days"] == 5
        assert uow.contracts.terms(contract, date(2026, 6, 1))[0].params["days"] == 3
    told = events_of(app, "contract.amendment_drafted", "contract.signed")
    assert len(told) == 3 and all(event.facts["import"] == first.number and event.dispatched_at for event in told)
    again = bring(
        app, [amended()], [place(), place(where="南充市"), place(where="武侯区", hospital="省一院")]
    ).imported()
    assert again.batch.outcomes == {"same": 1}
    assert first.undone().batch.outcomes == {"removed": 2}
    assert stands(people) == before


def test_what_somebody_went_on_with_is_kept(app, people):
    first = bring(app, [amended()]).imported()
    with people.backstage() as uow:
        uow.contracts.get("D-2026-011").record("contract.sent", by=uow.actor, at=uow.now)
    assert first.undone().batch.outcomes == {"kept": 1} and 2 in stands(people)


def test_the_territory_of_a_draft_is_corrected_and_set_back(app, people):
    ContractImport(app, book(row("D-2027-002"), clauses=[])).imported()
    before = stands(people, "D-2027-002")
    days = ("", "", "")
    set_anew = bring(
        app, places=[place("D-2027-002", "", "成都市", days=days), place("D-2027-002", "1", "绵阳市", days=days)]
    )
    assert set_anew.imported().batch.outcomes == {"changed": 1}, set_anew.rows(verdict="error")
    assert stands(people, "D-2027-002")[1][2] == [("510100", ""), ("510700", "")]
    assert set_anew.undone().batch.outcomes == {"set_back": 1} and stands(people, "D-2027-002") == before


WRONG = [
    (([amended("D-9")], []), "contract_not_there"),
    (([amended(no="")], []), "not_filled_in"),
    (([amended(no="1")], []), "version_first"),
    (([], [place(no="1", where="成都市")]), "territory_signed"),
    (([amended(no="4")], []), "version_gap"),
    (([amended(days=("", *SIGNED[1:]))], []), "not_filled_in"),
    (([amended(days=("2025-12-31", *SIGNED[1:]))], []), "refused.contract.amended_before_start"),
    (([amended(), amended()], []), "article_twice"),
    (([amended(kind="没有这种")], []), "clause_type_unknown"),
    (([amended(days=("2026-07-01", "", "")), amended(no="3")], []), "version_unsigned_before"),
    (([amended(), amended(article="第 10 条", days=("2026-08-01", "", ""))], []), "version_differs"),
    (([], [place(), place(where="南充市", level="非独家")]), "version_grants_twice"),
    (([], [place(where="朝阳区")]), "place_of_several"),
    (([], [place(where="广东省")]), "refused.contract.exclusive_taken"),
    (([], [place(level="")]), "level_missing"),
]


def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_taken(app, people):
    before = stands(people)
    for (clauses, places), code in WRONG:
        checked = bring(app, clauses, places).checked()
        told = [problem[1] for one in checked.rows(verdict="error") for problem in one.problems]
        assert code in told, (code, told)
    assert stands(people) == before


@pytest.mark.engineless
def test_every_mistake_of_a_version_is_tried():
    from portal.intake.codes import OF_VERSIONS

    tried = {code for _, code in WRONG}
    assert OF_VERSIONS - tried == {"version_too_long", "version_there", "version_wrong"}
