"""Prospects by workbook: what a stage needs is asked for, what is wrong goes back, all of it can be taken back."""

from datetime import date

import pytest
from sqlalchemy import select

from portal.domain.recruiting.models import Prospect
from portal.intake.plain.regions import read_region
from portal.intake.recruiting.rules import faults, settled
from tests.intake.books import xlsx
from tests.intake.importing import Importing, events_of

HEAD = ["招商对象编号", "产品编码", "地区", "客户编号", "姓名", "联系方式", "招商阶段", "下一步", "下一步日期",
        "跟进人", "未成原因", "备注"]  # fmt: skip
FIRST = [
    HEAD,
    ["RP-202601-0042", "PR01", "四川省成都市武侯区", "", "甲某", "154000", "已联系", "寄资料", "2026-12-5", "", "", ""],
    ["", "PR01", "Yunnan", "D-000102", "", "", "", "", "", "", "", "=1+1"],
    ["", "PR01", "朝阳区", "", "乙某", "", "", "", "", "", "", ""],
    ["", "PR01", "西川省", "", "乙某", "", "", "", "", "", "", ""],
    ["", "PR77", "四川", "S-000001", "", "", "", "", "", "没有这人", "", ""],
    ["RP-1", "PR01", "四川", "", "丙某", "", "签约", "再打电话", "", "", "", ""],
    ["", "PR01", "四川", "", "丁某", "", "洽谈", "", "", "", "价格", ""],
    ["", "PR01", "云南", "D-000102", "", "", "", "", "", "", "", ""],
    ["", "", "四川", "", "", "", "想想", "", "", "", "", ""],
]  # fmt: skip
SECOND = [HEAD, ["RP-202601-0042", "", "", "", "", "", "流失", "", "", "", "没有回音", ""],
          ["", "PR01", "云南省", "D-000102", "", "", "", "", "", "", "", "=1+1"]]  # fmt: skip
LOST = "Does not answer"


def there(people):
    with people.backstage() as uow:
        names = ("number", "region", "name", "stage", "next_step", "next_on", "lost_reason", "remark")
        return [tuple(getattr(one, name) for name in names)
                for one in uow.session.scalars(select(Prospect).order_by(Prospect.id))]  # fmt: skip


def test_rows_are_put_down_moved_and_taken_back(app, people):
    first = Importing(app, xlsx(表=FIRST), kind=None, subject="prospects").imported()
    assert first.batch.tally == {"new": 2, "error": 7} and first.batch.outcomes == {"added": 2}
    assert [tuple(row.reasons) for row in first.rows(verdict="error")] == [
        ("place_of_several",), ("place_unknown",),
        ("account_takes_nothing", "product_not_there", "keeper_unknown"), ("prospect_no_invalid",),
        ("not_filled_in", "not_filled_in", "prospect_not_lost"), ("row_repeated",),
        ("choice_unknown", "not_filled_in", "not_filled_in"),
    ]  # fmt: skip
    one, other = there(people)
    assert one == ("RP-202601-0042", "510107", "甲某", "contacted", "寄资料", date(2026, 12, 5), "", "")
    assert other[1:] == ("530000", "", "identified", "", None, "", "=1+1")
    SECOND[1][10] = LOST
    second = Importing(app, xlsx(表=SECOND), kind=None, subject="prospects").imported()
    assert second.batch.outcomes == {"changed": 1, "same": 1}
    assert there(people)[0][3:7] == ("lost", "", None, "no_answer")
    assert first.undone().batch.outcomes == {"removed": 1, "kept": 1}, "a later import moved that one"
    assert second.undone().batch.outcomes["set_back"] == 2
    assert there(people) == [one]
    told = events_of(app, "prospect.added", "prospect.moved", "prospect.removed")
    assert [event.kind for event in told] == ["prospect.added", "prospect.added", "prospect.moved", "prospect.removed",
                                              "prospect.moved"]  # fmt: skip
    assert told[2].facts == {"import": second.number, "from": "contacted", "to": "lost", "reason": "no_answer"}
    put_down = first.rows(outcome="kept")[0].applied_at
    with people.backstage() as uow:
        assert uow.prospects.get("RP-202601-0042").stage_at == put_down, "since when it is so returns as well"


def test_the_list_is_taken_out_as_it_is_narrowed_by_whoever_may(people):
    with people.backstage() as uow:
        product, person = uow.products.get("PR01").id, uow.accounts.get("N-000201")
        held = {"product_id": product, "created_at": uow.now, "stage_at": uow.now}
        for place, stage, more in (("510100", "offer", {"name": "=戊某"}), ("530000", "lost", {"name": "己某"}),
                                   ("510000", "signed", {"account_id": person.id})):  # fmt: skip
            uow.session.add(Prospect(number=f"RP-202611-09{place[:2]}{stage[0]}", region=place, stage=stage,
                                     next_step="-见面" if stage == "offer" else "", **held, **more))  # fmt: skip
    keeper, legal = people.sign_in("service@demo.example"), people.sign_in("legal@demo.example")
    assert 'action="/staff/exports/prospects?stage=open"' in keeper.get("/staff/prospects/").text
    assert "/staff/exports/prospects" not in legal.get("/staff/prospects/").text
    assert legal.post("/staff/exports/prospects", {"format": "csv"}).status_code == 404
    sent = keeper.post("/staff/exports/prospects?stage=open&province=510000", {"format": "csv"}).text.splitlines()
    assert len(sent) == 2 and "\t=戊某" in sent[1] and "四川省成都市" in sent[1] and "\t-见面" in sent[1]
    assert len(keeper.post("/staff/exports/prospects?stage=all", {"format": "csv"}).text.splitlines()) == 4


@pytest.mark.engineless
@pytest.mark.parametrize(
    ("was", "told", "wrong"),
    [
        (None, {}, []),
        (None, {"stage": "talking"}, ["next_step", "next_on"]),
        (None, {"stage": "talking", "next_step": "x", "next_on": date(2026, 1, 1)}, []),
        (None, {"stage": "lost"}, ["lost_reason"]),
        (None, {"stage": "lost", "lost_reason": "price"}, []),
        (None, {"stage": "lost", "lost_reason": "price", "next_step": "x"}, ["next_step"]),
        (None, {"stage": "signed"}, ["account_no"]),
        (None, {"stage": "signed", "account_id": 7}, []),
        ("signed", {"stage": "talking", "next_step": "x", "next_on": date(2026, 1, 1)}, ["recruit_stage"]),
        ("lost", {"stage": "talking", "next_step": "x", "next_on": date(2026, 1, 1)}, []),
        ("contacted", {"stage": "identified"}, []),
    ],
)
def test_what_a_stage_needs(was, told, wrong):
    assert [field for field, _code in faults(settled(told), was)] == wrong


@pytest.mark.engineless
@pytest.mark.parametrize(
    ("text", "code"),
    [("四川", "510000"), ("川", "510000"), ("Sichuan", "510000"), ("510100", "510100"), ("成都", "510100"),
     ("四川省 成都市 武侯区", "510107"), ("北京市朝阳区", "110105"), ("朝阳区", None), ("乌有乡", None)],
)  # fmt: skip
def test_a_place_is_read_or_asked_about(text, code):
    assert read_region("region", text, date(2026, 11, 23)).values == ({"region": code} if code else {})
