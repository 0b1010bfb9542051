"""Cells become values, with each change and problem named. IN4, IN8."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.intake.account_columns import FIELDS
from portal.intake.cleaning import CLEANERS, clean
from portal.intake.codes import CHANGES, ERRORS, WARNINGS
from portal.intake.contracts.cleaning import clean as clean_contract
from tests.intake.books import TODAY

MARCH = dt.date(2027, 3, 31)
VALUE = sorted(set(FIELDS) - {"ignored"})


def cleaned(field, cell):
    found = clean(field, cell, TODAY)
    assert set(found.changes) <= CHANGES and set(found.problems) <= ERRORS | WARNINGS
    return found


@pytest.mark.parametrize(("cell", "value", "changes"), [
    ("15400000101", "15400000101", []),
    (15400000101.0, "15400000101", ["number_cell"]), (15400000101, "15400000101", ["number_cell"]),
    ("15400000101.0", "15400000101", ["number_cell"]), ("1.5400000101E+10", "15400000101", ["scientific_number"]),
    ("+86 154-0000-0101", "15400000101", ["spaces_removed", "country_code", "dashes_removed"]),
    ("0086154００００0101", "15400000101", ["full_width", "country_code"]),
    ("\u3000154 0000 0101 ", "15400000101", ["trimmed", "spaces_removed"]),
    ("154\u200b00000101", "15400000101", ["invisible_removed"]),
    ("廖远15400000101", "15400000101", ["words_removed"]),
])  # fmt: skip
def test_mobiles(cell, value, changes):
    found = cleaned("phone", cell)
    assert (found.values, found.changes, found.problems) == ({"mobile": value}, changes, [])


@pytest.mark.parametrize(("field", "cell", "values", "changes"), [
    ("phone", "028-86512345", {"tel": "028-86512345"}, []),
    ("mobile", "028-86512345", {"tel": "028-86512345"}, ["moved_to_tel"]),
    ("tel", "15400000101", {"mobile": "15400000101"}, ["moved_to_mobile"]),
    ("tel", "(028)86512345转801", {"tel": "028-86512345-801"}, ["written_as_tel"]),
    ("phone", "15400000101/028-86512345", {"mobile": "15400000101", "tel": "028-86512345"}, ["several_numbers"]),
    ("phone", "15400000101、15400000102、15400000103",
     {"mobile": "15400000101", "other_phones": ("15400000102", "15400000103")}, ["several_numbers"]),
    ("phone", "15400000101 15400000102", {"mobile": "15400000101", "other_phones": ("15400000102",)},
     ["several_numbers"]),
])  # fmt: skip
def test_landlines_and_several_numbers(field, cell, values, changes):
    found = cleaned(field, cell)
    assert (found.values, found.changes, found.problems) == (values, changes, [])


@pytest.mark.parametrize(("cell", "problem"), [
    ("1540000004", "mobile_invalid"), ("1.54E+10", "digits_lost"), ("86512345", "tel_without_area"),
    ("028-123", "tel_invalid"), ("无", "mobile_invalid"), ("15400000101/12", "mobile_invalid"),
    ("/", "mobile_invalid"), (True, "mobile_invalid"), ("#REF!", "cell_error"), ("1/2/3/4/5/6", "mobile_invalid"),
])  # fmt: skip
def test_what_is_no_number_is_never_made_one(cell, problem):
    found = cleaned("phone", cell)
    assert (found.values, found.problems) == ({}, [problem])


@pytest.mark.parametrize(("cell", "value", "changes"), [
    ("2027-03-31", MARCH, []), (MARCH, MARCH, []), (dt.datetime(2027, 3, 31, 8), MARCH, []),
    ("2027/3/31", MARCH, ["date_text"]), ("2027.3.31", MARCH, ["date_text"]), ("2027年3月31日", MARCH, ["date_text"]),
    ("20270331", MARCH, ["date_text"]), (20270331.0, MARCH, ["date_text"]), (46477.0, MARCH, ["date_serial"]),
    ("46477", MARCH, ["date_serial"]), ("2027-03-31 00:00:00", MARCH, ["date_text"]),
    ("31/03/2027", MARCH, ["date_text"]), ("03/31/2027", MARCH, ["date_text"]), ("31 Mar 2027", MARCH, ["date_text"]),
    ("March 31, 2027", MARCH, ["date_text"]), ("２０２７年３月３１日 ", MARCH, ["trimmed", "full_width", "date_text"]),
    ("2022-04-01至2027-03-31", MARCH, ["end_of_range"]), ("2022.04.01-2027.03.31", MARCH, ["end_of_range"]),
    ("2022年4月1日-2027年3月31日", MARCH, ["end_of_range"]), ("2022-04-01 - 2027-03-31", MARCH, ["end_of_range"]),
    ("至2027-03-31", MARCH, ["date_text"]), ("2027-03-31止", MARCH, ["date_text"]),
    ("长期", None, ["no_end"]), ("Long-term", None, ["no_end"]), ("2022-04-01至长期", None, ["end_of_range", "no_end"]),
])  # fmt: skip
def test_end_dates(cell, value, changes):
    found = cleaned("licence_until", cell)
    assert (found.values, found.changes, found.problems) == ({"licence_until": value}, changes, [])


@pytest.mark.parametrize(("cell", "problem"), [
    ("2027-02-30", "date_unreadable"), ("27.3.31", "date_unreadable"), ("明年三月", "date_unreadable"),
    ("03/04/2027", "date_ambiguous"), ("2027年3月", "date_incomplete"), ("2027", "date_incomplete"),
    (2027.3, "date_unreadable"), (True, "date_unreadable"), (dt.time(8), "date_unreadable"), ("#N/A", "cell_error"),
    (dt.date(1899, 12, 31), "date_unreadable"), ("2027-03-31至2022-04-01", "date_unreadable"),
    ("²⁰²⁷⁰³³¹", "date_unreadable"), ("2022年至2027年", "date_incomplete"),
])  # fmt: skip
def test_a_date_that_could_be_another_is_refused(cell, problem):
    assert cleaned("licence_until", cell) == ({}, [], [problem])


def test_only_an_end_date_can_be_a_range_or_open():
    assert cleaned("founded_on", "长期").problems == ["date_unreadable"]
    assert cleaned("founded_on", "2022-04-01至2027-03-31").problems == ["date_unreadable"]


@pytest.mark.parametrize(("cell", "values", "changes"), [
    ("四川省", {"province": "510000"}, []), ("四川", {"province": "510000"}, []), (" 内蒙 ",
    {"province": "150000"}, ["trimmed"]),
    ("川", {"province": "510000"}, ["province_from_short"]), ("Sichuan", {"province": "510000"},
    ["province_from_english"]),
    ("Shaanxi Province", {"province": "610000"}, ["province_from_english"]),
    ("Shanxi", {"province": "140000"}, ["province_from_english"]),
    ("成都市", {"province": "510000", "city": "成都"}, ["province_from_city"]),
    ("四川成都", {"province": "510000", "city": "成都"}, ["city_from_province"]),
    ("四川省-成都市", {"province": "510000", "city": "成都"}, ["city_from_province"]),
    ("朝阳市", {"province": "210000", "city": "朝阳"}, ["province_from_city"]),
    (51.0, {"province": "510000"}, ["number_cell", "province_from_code"]), ("510000", {"province": "510000"}, []),
])  # fmt: skip
def test_provinces(cell, values, changes):
    found = cleaned("province", cell)
    assert (found.values, found.changes, found.problems) == (values, changes, [])


@pytest.mark.parametrize("cell", ["西南", "朝阳", "北京路", "中山路", "全国", "川渝", "四川、重庆", "海北", 99.0])
def test_a_region_that_could_be_another_is_refused(cell):
    assert cleaned("province", cell).problems == ["province_unknown"]


@pytest.mark.parametrize(("cell", "value", "changes"), [
    ("经销商", "distributor", []), ("distributor", "distributor", []), ("代理商", "distributor", ["kind_from_text"]),
    ("下游公司", "distributor", []), ("上游厂家", "supplier", []),  # as our own pages say
    ("供应商", "supplier", []), ("厂家", "supplier", ["kind_from_text"]), ("自然人", "individual", ["kind_from_text"]),
    ("个人代理", "individual", []), ("外围", "peripheral", ["kind_from_text"]), ("外围客户 ", "peripheral",
    ["trimmed"]),
])  # fmt: skip
def test_kinds(cell, value, changes):
    found = cleaned("kind", cell)
    assert (found.values, found.changes) == ({"kind": value}, changes)


@pytest.mark.parametrize(("field", "cell", "values", "problems"), [
    ("kind", "agent", {}, ["kind_unknown"]), ("tier", "Ｂ", {"tier": "b"}, []), ("tier", "c", {"tier": "c"}, []),
    ("tier", "五星", {}, ["tier_unknown"]), ("source", "药交会", {"source": "expo"}, []),
    ("source", "梦里", {}, ["source_unknown"]), ("entity_type", "有限责任公司", {}, ["entity_type_unknown"]),
    ("value_type", "商机", {"value_type": "opportunity"}, []), ("value_type", "?", {}, ["value_type_unknown"]),
    ("uscc", "９１３７９９９９ＭＡＤＸ０００８６９", {"uscc": "91379999MADX000869"}, []),
    ("uscc", "91519999madx0006x3", {"uscc": "91519999MADX0006X3"}, []),
    ("uscc", "91519999-MADX0006X-3", {"uscc": "91519999MADX0006X3"}, []),
    ("uscc", "91519999MADX0006X4", {}, ["uscc_check_digit"]), ("uscc", 9.15199991234e17, {}, ["digits_lost"]),
    ("id_no", "519999197803120016", {"id_no": "519999197803120016"}, []),
    ("id_no", 519999197803120016.0, {}, ["digits_lost"]), ("id_no", "5.19999E+17", {}, ["digits_lost"]),
    ("id_no", "379999199002290034", {}, ["id_date"]),
    ("licence_no", "琼AA898000001", {"licence_no": "琼AA898000001"}, []),
    ("licence_no", "京aa0101234", {"licence_no": "京AA0101234"}, ["licence_older_form"]),
    ("account_no", "d-000101", {"account_no": "D-000101"}, []), ("account_no", 101.0, {}, ["account_no_invalid"]),
    ("email", " Liao@MinChuan.example ", {"email": "liao@minchuan.example"}, []),
    ("email", "mailto:a@b.cn", {"email": "a@b.cn"}, []), ("email", "a@b", {}, ["email_invalid"]),
    ("email", "a@b.cn\nBcc: c@d.cn", {}, ["email_invalid"]),
    ("name_zh", " 成都（岷川）医药有限公司\u3000", {"name_zh": "成都（岷川）医药有限公司"}, []),
    ("name_zh", "ＡＢＣ 医药", {"name_zh": "ABC 医药"}, []), ("name_zh", "王", {}, ["name_length"]),
    ("name_zh", "王" * 81, {}, ["name_length"]), ("name_zh", "迪丽娜尔·阿不都", {"name_zh": "迪丽娜尔·阿不都"}, []),
    ("remark", "一\n二", {"remark": "一\n二"}, []), ("remark", "=1+1", {"remark": "=1+1"}, []),
    ("remark", "x" * 4001, {}, ["too_long"]), ("contact_name", "廖\n远", {"contact_name": "廖 远"}, []),
    ("city", "成都市", {"city": "成都"}, []), ("city", "某镇", {"city": "某镇"}, []),
    ("legal_rep", "#N/A", {}, ["cell_error"]), ("address", 12.0, {"address": "12"}, []),
])  # fmt: skip
def test_the_other_fields(field, cell, values, problems):
    found = cleaned(field, cell)
    assert (found.values, found.problems) == (values, problems)


@pytest.mark.parametrize(("field", "cell", "value", "problems"), [
    ("reg_capital", "500万元", 500_000_000, []), ("reg_capital", "人民币 1.2 亿元", 12_000_000_000, []),
    ("reg_capital", 5_000_000.0, 500_000_000, []), ("reg_capital", "9000.5元", 900_050, []),
    ("reg_capital", "500", "500", []), ("reg_capital", "100万美元", "100万美元", []),
    ("channels", "公立医院、药店；诊所", ("public_hospital", "pharmacy", "clinic"), []),
    ("channels", "clinic, 网吧", ("clinic",), ["terminal_unknown"]), ("channels", "网吧", None, ["terminal_unknown"]),
    ("team_size", "2-5人", "to_5", []), ("annual_sales", "很多", None, ["band_unknown"]),
    ("bank_account", "6222 0200-1234 5678", "6222020012345678", []), ("bank_account", "********5678", None, []),
    ("bank_account", "12-34", None, ["bank_account_invalid"]), ("bank_account", 6.2220200123456E+18, None,
                                                               ["digits_lost"]),
    ("introduced_by", "p-000301", "P-000301", []), ("introduced_by", "王总", "王总", []),
])  # fmt: skip
def test_fields_of_trade_and_bank(field, cell, value, problems):
    found = cleaned(field, cell)
    assert (found.values, found.problems) == ({} if value is None else {field: value}, problems)


@pytest.mark.parametrize("field", VALUE)
@pytest.mark.parametrize("cell", ["", " ", "\u3000\n", "\u200b"])
def test_an_empty_cell_says_nothing(field, cell):
    assert cleaned(field, cell) == ({}, [], [])


cells = st.one_of(
    st.text(max_size=40), st.text("0123456789-/.+年月日至 １５Ａ\u3000()转", max_size=25), st.floats(),
        st.integers(), st.booleans(),
    st.dates(), st.datetimes(), st.times(), st.timedeltas(),
)  # fmt: skip


@given(st.sampled_from(VALUE), cells)
def test_any_cell_is_answered_with_known_codes(field, cell):
    found = cleaned(field, cell)
    assert found.values or not found.changes


@given(st.sampled_from(sorted(CLEANERS)), cells)
def test_a_clean_value_is_read_again_as_it_is(field, cell):
    for name, value in cleaned(field, cell).values.items():
        if isinstance(value, str):
            again = cleaned(name, value)
            assert (again.values, again.changes) == ({name: value}, [])


@given(st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31)), st.sampled_from(
    ["{0:%Y}-{0.month}-{0.day}", "{0:%Y/%m/%d}", "{0.year}.{0.month}.{0.day}", "{0.year}年{0.month}月{0.day}日",
        "{0:%Y%m%d}"]))  # fmt: skip
def test_a_date_in_any_spelling_is_that_date(day, spelling):
    assert cleaned("licence_until", spelling.format(day)).values == {"licence_until": day}


@pytest.mark.parametrize("field", VALUE)
@pytest.mark.parametrize("unit", ["1", " ", "a@", "1 ", "至", "（", "年", "成都", "\n", "＋"])
def test_a_hundred_thousand_characters_are_answered_too(field, unit):
    assert len(cleaned(field, (unit * 100_000)[:100_000]).values) <= 1


@pytest.mark.engineless
@pytest.mark.parametrize(("cell", "codes"), [
    ("上海市", ("310000",)), ("沪、浙江", ("310000", "330000")), ("四川省全境", ("510000",)), ("Sichuan", ("510000",)),
    ("全国", ()), ("上海市浦东新区", None), ("上海浦东", None), ("重庆市渝中区、四川", None), ("四川省双流县", None),
    ("北京路", None), ("成都", None),
])  # fmt: skip
def test_a_part_of_a_province_is_never_taken_for_all_of_it(cell, codes):
    found = clean_contract("provinces", cell, TODAY)
    wanted = ({}, ["region_unknown"]) if codes is None else ({"provinces": codes}, [])
    assert (found.values, found.problems) == wanted
