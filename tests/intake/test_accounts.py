"""A messy workbook becomes rows of facts; nothing changed or left out in silence."""

import datetime as dt
from types import SimpleNamespace

import pytest

from portal.intake.accounts import read_rows
from portal.intake.codes import CHANGES, ERRORS, LEFT_OUT, WARNINGS
from portal.intake.headings import guess_mappings
from portal.intake.left_out import left_out
from portal.intake.workbook import open_workbook
from tests.intake.books import HEADER, MESSY, SUPPLIERS, TODAY, Formula, Merged, xlsx


def read(default_kind=None, **sheets):
    book = open_workbook(xlsx(**sheets))
    mappings = guess_mappings(book)
    return SimpleNamespace(
        rows=list(read_rows(book, mappings, default_kind, today=TODAY)), left_out=list(left_out(book, mappings))
    )


@pytest.fixture(scope="module")
def messy():
    found = read(经销商=MESSY, 供应商=SUPPLIERS)
    return SimpleNamespace(rows={(row.sheet, row.row_no): row for row in found.rows}, left_out=found.left_out)


def codes(row):
    return {(change.field, change.code) for change in row.changes}


def test_a_right_row_is_read_and_only_its_number_cell_is_mentioned(messy):
    row = messy.rows["经销商", 5]
    assert row.values == {
        "name_zh": "成都岷川医药有限公司", "uscc": "91519999MADX0006X3", "contact_name": "廖远",
        "mobile": "15400000101",
        "province": "510000", "address": "锦江大道1号", "licence_until": dt.date(2027, 3, 31), "tier": "vip",
        "kind": "distributor"}  # fmt: skip
    assert codes(row) == {("phone", "number_cell"), ("kind", "kind_from_sheet")}
    assert row.problems == []
    assert row.keys == {"uscc": "91519999MADX0006X3", "mobile": "15400000101", "name": "成都岷川医药"}


def test_each_change_says_what_stood_there_and_what_is_kept(messy):
    row = messy.rows["经销商", 6]
    changes = {(change.field, change.code): (change.before, change.after) for change in row.changes}
    assert changes["name_zh", "trimmed"] == (" 济南泺源医药有限公司\u3000", "济南泺源医药有限公司")
    assert changes["uscc", "full_width"] == ("９１３７９９９９ＭＡＤＸ０００８６９", "91379999MADX000869")
    assert changes["phone", "country_code"] == ("+86 154-0000-0103", "15400000103")
    assert changes["licence_until", "date_text"] == ("2029.5.30", "2029-05-30")
    assert row.values["remark"] == "=1+1"


def test_what_is_derived_from_elsewhere_is_said(messy):
    assert ("city", "province_from_address") in codes(messy.rows["经销商", 8])
    assert messy.rows["经销商", 8].values["city"] == "郑州"
    assert {("uscc", "upper_cased"), ("phone", "full_width")} <= codes(messy.rows["经销商", 8])
    row = messy.rows["经销商", 14]
    assert ("province", "province_from_city") in codes(row) and row.values["province"] == "330000"
    assert ("licence_until", "date_serial") in codes(row) and row.values["licence_until"] == dt.date(2028, 3, 31)
    assert ("name_zh", "formula_result") in codes(row) and row.values["tel"] == "0571-88888888"


@pytest.mark.parametrize(("row_no", "errors"), [
    (9, [("uscc", "uscc_check_digit", "91429999MADX00107W")]), (12, [("name_zh", "name_missing", "")]),
    (13, [("licence_until", "date_unreadable", "2027/2/30"), ("phone", "mobile_invalid", "1540000011")]),
    (14, [("remark", "cell_error", "#DIV/0!")]), (5, []), (6, []), (8, []), (10, []),
])  # fmt: skip
def test_errors_name_field_code_and_what_stood_there(messy, row_no, errors):
    assert sorted(tuple(problem) for problem in messy.rows["经销商", row_no].errors) == sorted(errors)


def test_an_end_date_without_end_is_told_from_none_given(messy):
    assert messy.rows["经销商", 12].values["licence_until"] is None
    assert "licence_until" not in messy.rows["经销商", 13].values


def test_the_second_sheet_is_read_with_its_own_kind(messy):
    assert messy.rows["供应商", 2].values == {
        "name_zh": "川岭制药有限公司", "uscc": "91519999MADX000190", "mobile": "15400000001", "kind": "supplier",
    }  # fmt: skip


def test_rows_that_are_no_accounts_are_reported(messy):
    assert [(row.row_no, row.code) for row in messy.left_out] == [(11, "repeated_header"), (16, "total_row")]
    assert messy.left_out[1].text == "合计 8.0"
    assert [row_no for sheet, row_no in messy.rows if sheet == "经销商"] == [5, 6, 8, 9, 10, 12, 13, 14]


def test_every_code_is_a_known_one(messy):
    rows = messy.rows.values()
    assert {change.code for row in rows for change in row.changes} <= CHANGES
    assert {problem.code for row in rows for problem in row.problems} <= ERRORS | WARNINGS
    assert {row.code for row in messy.left_out} <= LEFT_OUT


def test_the_kind_comes_from_the_row_the_number_the_sheet_or_the_person_importing():
    header = ["客户编号", "客户名称", "客户类型"]
    found = read("peripheral", 名单=[header, ["N-000201", "罗景川", None], [None, "岷川医药", "供应商"], [None,
        "粤桥", None],
                                   ["S-000001", "川岭", "经销商"]]).rows  # fmt: skip
    assert [row.values.get("kind") for row in found] == ["individual", "supplier", "peripheral", "distributor"]
    assert codes(found[0]) == {("kind", "kind_from_number")}
    assert [problem.code for problem in found[3].errors] == ["kind_number_conflict"]


def test_without_any_word_on_the_kind_the_row_is_an_error():
    row = read(名单=[["客户名称", "手机"], ["岷川医药", "15400000101"]]).rows[0]
    assert [problem.code for problem in row.errors] == ["kind_missing"]


def test_the_province_is_taken_from_the_address_but_never_against_the_column():
    header = ["客户名称", "省份", "地址"]
    rows = read("distributor", A=[header, ["甲公司", None, "四川省成都市锦江大道1号"], ["乙公司", "广东",
        "四川省成都市锦江大道1号"],
                                  ["丙公司", None, "北京路1号"], ["丁公司", None, "上海市徐汇区1号"]]).rows  # fmt: skip
    assert [(row.values.get("province"), row.values.get("city")) for row in rows] == [
        ("510000", "成都"), ("440000", None), (None, None), ("310000", None)]  # fmt: skip
    assert ("province", "province_from_address") in codes(rows[0])


def test_a_credit_code_of_another_province_is_a_warning():
    row = read("distributor", A=[["名称", "税号", "省份"], ["岷川", "91519999MADX0006X3", "福建"]]).rows[0]
    assert (row.errors, [problem.code for problem in row.warnings]) == ([], ["uscc_other_province"])


def test_cells_merged_downwards_count_for_each_row():
    rows = read(
        "distributor", A=[["省份", "名称"], [Merged("四川", 1, 2), "岷川"], [None, "江源"], [None, "北方"]]
    ).rows
    assert [row.values.get("province") for row in rows] == ["510000", "510000", None]
    assert codes(rows[1]) == {("province", "merged_cell")}


def test_several_telephone_columns_are_kept_together():
    row = read(
        "distributor", A=[["名称", "座机", "联系电话", "手机"], ["岷川", "028-86512345", "15400000102", "15400000101"]]
    ).rows[0]
    assert (row.values["mobile"], row.values["tel"], row.values["other_phones"]) == (
        "15400000101",
        "028-86512345",
        ("15400000102",),
    )


def test_a_formula_counts_by_its_last_result_only():
    row = read(
        "distributor", A=[["名称", "备注"], ["岷川", Formula('=HYPERLINK("http://x.invalid","点我")', "点我")]]
    ).rows[0]
    assert row.values["remark"] == "点我"
    assert ("remark", "formula_result") in codes(row)


def test_a_header_alone_gives_no_rows():
    assert read(A=[HEADER]).rows == []


def test_text_tables_in_gb18030_give_the_same_facts():
    text = "客户名称,税号,手机\n川岭制药有限公司,91519999MADX000190,15400000001\n"
    book = open_workbook(text.encode("gb18030"))
    row = next(read_rows(book, guess_mappings(book), "supplier", today=TODAY))
    assert row.values == {"name_zh": "川岭制药有限公司", "uscc": "91519999MADX000190", "mobile": "15400000001",
                          "kind": "supplier"}  # fmt: skip
