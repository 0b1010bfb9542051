"""Header rows and columns. IN4."""

import pytest

from portal.intake.headings import guess_mapping, guess_mappings, heading_key, letter, mapping_of
from portal.intake.plain.template import SHEETS, TABLES, table_template
from portal.intake.subjects import SUBJECTS
from portal.intake.workbook import BadWorkbook, Sheet, open_workbook
from tests.intake.books import MESSY, SUPPLIERS, xlsx


def test_the_header_is_found_below_title_date_and_blank_rows():
    mapping = guess_mappings(open_workbook(xlsx(经销商=MESSY)))[0]
    assert mapping.header_row == 4
    assert mapping.columns == {
        0: "ignored", 1: "name_zh", 2: "uscc", 3: "contact_name", 4: "phone", 5: "province", 6: "address",
        7: "licence_until", 9: "tier", 10: "remark"}  # fmt: skip
    assert mapping.unknown == {8: "建档日期"}


def test_every_sheet_with_accounts_is_found_and_the_others_are_not():
    book = open_workbook(xlsx(说明=[["请按下表填写"], ["作废"]], 经销商=MESSY, 供应商=SUPPLIERS))
    assert [mapping.sheet for mapping in guess_mappings(book)] == ["经销商", "供应商"]


@pytest.mark.parametrize(("heading", "field"), [
    ("客户名称", "name_zh"), ("公司全称（必填）", "name_zh"), ("Company Name", "name_zh"), ("统一社会信用代码*",
    "uscc"),
    ("Tax ID", "uscc"), ("身份证号码", "id_no"), ("手 机", "mobile"), ("联系电话", "phone"), ("Mobile no.", "mobile"),
    ("座机", "tel"), ("区域", "province"), ("客户类型", "kind"), ("法人", "legal_rep"), ("许可证号", "licence_no"),
    ("有效期至", "licence_until"), ("Licence valid until", "licence_until"), ("地址", "address"), ("E-mail", "email"),
    ("邮箱", "email"), ("客户来源", "source"), ("备注", "remark"), ("商务经理", "owner_name"), ("客户编号",
    "account_no"),
    ("分级", "tier"), ("ＵＳＣＣ", "uscc"), ("建档日期", None), ("", None),
])  # fmt: skip
def test_headings_in_both_languages(heading, field):
    mapping = mapping_of(Sheet("", [["名称", heading] if field != "name_zh" else ["手机", heading]]), 1)
    assert mapping.columns.get(1) == field


def test_the_surest_of_two_columns_has_the_field_and_the_other_is_reported():
    mapping = mapping_of(Sheet("", [["区域", "省份", "客户名称"]]), 1)
    assert mapping.columns == {1: "province", 2: "name_zh"}
    assert mapping.unknown == {0: "区域"}


def test_a_list_of_persons_is_named_by_its_person_column():
    assert mapping_of(Sheet("", [["姓名", "身份证号"]]), 1).columns == {0: "name_zh", 1: "id_no"}
    assert mapping_of(Sheet("", [["姓名", "公司"]]), 1).columns == {0: "contact_name", 1: "name_zh"}


@pytest.mark.parametrize("rows", [
    [], [["作废"]], [["备注", "地址"]], [["甲公司", 1], ["乙公司", 2]], [[]] * 30 + [["客户名称", "手机"]],
])  # fmt: skip
def test_without_a_header_nothing_is_guessed(rows):
    assert guess_mapping(Sheet("", rows)) is None


def test_a_workbook_without_accounts_is_refused():
    with pytest.raises(BadWorkbook) as refused:
        guess_mappings(open_workbook(xlsx(A=[["作废"]])))
    assert refused.value.code == "no_header"


def test_people_overrule_the_guess():
    guess = mapping_of(Sheet("", [["名称", "电话", "建档日期", "省份"]]), 1)
    mine = guess.overruled({2: "founded_on", 3: None, 1: "tel"})
    assert mine.columns == {0: "name_zh", 1: "tel", 2: "founded_on"}
    assert mine.unknown == {3: "省份"}
    assert guess.overruled({2: "name_zh"}).columns == {1: "phone", 2: "name_zh", 3: "province"}


@pytest.mark.parametrize("columns", [{0: "password"}, {0: "mobile", 1: "mobile"}])
def test_fields_that_are_none_or_twice_are_refused(columns):
    with pytest.raises(ValueError):
        mapping_of(Sheet("", [["名称", "电话"]]), 1).overruled(columns)


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (199, "GR"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_called_as_in_excel(column, name):
    assert letter(column) == name


@pytest.mark.parametrize("unit", ["(", "（）", "手机", "<", "【"])
def test_a_heading_of_a_hundred_thousand_characters_is_bounded(unit):
    assert len(heading_key(unit * 100_000, True)) <= 60


@pytest.mark.engineless
@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("subject", sorted((*TABLES, *SHEETS)))
def test_every_heading_of_our_own_templates_is_understood(session_app, subject, locale):
    with session_app.app_context():
        workbook = open_workbook(table_template(subject, locale))
    sheets = SHEETS.get(subject) or {subject: TABLES[subject]}
    mappings = guess_mappings(workbook, SUBJECTS[subject].tables)
    for mapping, (table, columns) in zip(mappings, sheets.items(), strict=True):
        named = {column.name for column in columns}
        assert mapping.table.name == table and not mapping.unknown
        assert set(mapping.columns.values()) - {"ignored"} == named
