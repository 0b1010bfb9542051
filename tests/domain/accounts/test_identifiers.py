"""Numbers of companies, persons, telephones and licences. IN4."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from portal.domain.accounts import identifiers as ids

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("91110000600037341L", None),
        ("91330106673959654P", None),
        ("91330106673959654p", None),
        (" 91110000 60003734 1L", None),
        ("９１１１００００６０００３７３４１Ｌ", None),
        ("91110000600037341M", "uscc_check_digit"),
        ("91110000600037431L", "uscc_check_digit"),
        ("9111000060003734IL", "uscc_symbol"),
        ("9111000060003734", "uscc_length"),
        ("", "uscc_length"),
        ("91519999MADX000190", None),
    ],
)
def test_credit_codes(written, fault):
    assert ids.uscc_fault(ids.normal_code(written)) == fault


def test_the_check_symbol_of_the_worked_example():
    assert ids.uscc_check("91110000600037341") == "L"


def test_a_broken_organisation_code_is_a_doubt_and_no_fault():
    body = "9151999912345678" + ("0" if ids.organisation_check("12345678") != "0" else "1")
    code = body + ids.uscc_check(body)
    assert ids.uscc_fault(code) is None
    assert ids.uscc_doubt(code) == "uscc_organisation_code"
    assert ids.uscc_doubt("91110000600037341L") is None


symbols = st.text(ids.USCC_SYMBOLS, min_size=6, max_size=6)


@given(symbols, st.sampled_from(ids.USCC_SYMBOLS), st.sampled_from(ids.USCC_SYMBOLS))
def test_credit_codes_agree_with_an_independent_library(unit, last, check):
    code = f"91519999MA{unit}{last}{check}"
    assert (ids.uscc_fault(code) is None) == uscc.is_valid(code)


@given(symbols, st.integers(0, 17), st.sampled_from(ids.USCC_SYMBOLS))
def test_one_wrong_symbol_is_always_found(unit, place, other):
    body = f"91519999MA{unit}X"
    code = body + ids.uscc_check(body)
    wrong = code[:place] + other + code[place + 1 :]
    assert (ids.uscc_fault(wrong) is None) == (wrong == code)


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("11010519491231002X", None),
        ("11010519491231002x", None),
        ("440524188001010014", "id_age"),
        ("110105194912310021", "id_check_digit"),
        ("110105194902300022", "id_date"),
        ("33999919920229004X", None),
        ("379999199002290034", "id_date"),
        ("519999197803120016", None),
        ("110105491231002", "id_length"),
        ("1101051949123100ZX", "id_symbol"),
        ("110105１9491231002X", "id_symbol"),
        ("99010519491231002X", "id_province"),
    ],
)
def test_identity_numbers(number, fault):
    assert ids.resident_id_fault(number.upper(), TODAY) == fault


@pytest.mark.parametrize(("born", "today", "years"), [
    (date(2008, 11, 23), TODAY, 18), (date(2008, 11, 24), TODAY, 17),
    (date(2008, 2, 29), date(2026, 2, 28), 17), (date(2008, 2, 29), date(2026, 3, 1), 18),
])  # fmt: skip
def test_years_are_full_years(born, today, years):
    assert ids.age(born, today) == years


def test_a_minor_is_refused_until_the_birthday():
    body = "51999920081124001"
    number = body + ids.resident_check(body)
    assert ids.resident_id_fault(number, TODAY) == "id_age"
    assert ids.resident_id_fault(number, date(2026, 11, 24)) is None


@given(st.dates(date(1940, 1, 1), date(2005, 12, 31)), st.integers(0, 999), st.sampled_from(ids._RESIDENT_CHECKS))
def test_identity_numbers_agree_with_an_independent_library(born, sequence, check):
    number = f"110105{born:%Y%m%d}{sequence:03d}{check}"
    assert (ids.resident_id_fault(number, TODAY) is None) == ric.is_valid(number)


@pytest.mark.parametrize(("written", "mobile", "fault"), [
    ("13812345678", "13812345678", None), ("+86 154-0000-0004", "15400000004", None),
    ("0086 13812345678", "13812345678", None), ("8613812345678", "13812345678", None),
    ("１５４０００００００５", "15400000005", None), ("138\u00a01234\u200b5678", "13812345678", None),
    ("1540000004", "1540000004", "mobile_invalid"), ("12812345678", "12812345678", "mobile_invalid"),
    ("138123456789", "138123456789", "mobile_invalid"), ("", "", "mobile_invalid"),
    ("٠١٣٨١٢٣٤٥٦٧", "٠١٣٨١٢٣٤٥٦٧", "mobile_invalid"),
])  # fmt: skip
def test_mobiles(written, mobile, fault):
    assert ids.normal_mobile(written) == mobile
    assert ids.mobile_fault(mobile) == fault


@pytest.mark.parametrize(("written", "tel", "fault"), [
    ("028-86512345", "028-86512345", None), ("(028) 8651 2345", "028-86512345", None),
    ("02886512345", "028-86512345", None), ("0571-88888888转801", "0571-88888888-801", None),
    ("0571－88888888", "0571-88888888", None), ("+86 28 86512345", "028-86512345", None),
    ("010-6234567", "010-6234567", None), ("86512345", "86512345", "tel_invalid"),
    ("028-865", "028-865", "tel_invalid"),
])  # fmt: skip
def test_landlines(written, tel, fault):
    assert ids.normal_tel(written) == tel
    assert ids.tel_fault(tel) == fault


@pytest.mark.parametrize(("number", "fault"), [
    ("国药准字H20990001", None), ("国药准字Z37020001", None), ("国药准字SC20990001", None),
    ("国药准字HJ20990001", None), ("H20990001", None), ("国药准字JJ20990001", "approval_no_invalid"),
    ("国药准字H2099001", "approval_no_invalid"), ("国药准字X20990001", "approval_no_invalid"),
])  # fmt: skip
def test_approval_numbers(number, fault):
    assert ids.approval_no_fault(number) == fault


@pytest.mark.parametrize(("number", "doubt"), [
    ("琼AA898000001", None), ("京AA0101234", "licence_older_form"), ("川20160123", "licence_unknown_form"),
    ("琼EA898000001", "licence_unknown_form"),
])  # fmt: skip
def test_licence_numbers_are_never_refused(number, doubt):
    assert ids.licence_doubt(number) == doubt


@pytest.mark.parametrize(("number", "fault"), [
    ("D-000101", None), ("N-000201", None), ("X-000101", "account_no_invalid"), ("D-101", "account_no_invalid"),
])  # fmt: skip
def test_account_numbers(number, fault):
    assert ids.account_no_fault(number) == fault


@given(st.text(max_size=40))
def test_normal_forms_are_final_and_faults_are_codes_for_any_text(text):
    for normal in (ids.normal_code, ids.normal_mobile):
        assert normal(normal(text)) == normal(text)
    for fault in (ids.uscc_fault, ids.mobile_fault, ids.tel_fault, ids.approval_no_fault, ids.licence_doubt):
        assert fault(text) is None or fault(text).islower()
    assert (ids.resident_id_fault(text, TODAY) == "id_length") == (len(text) != 18)


@pytest.mark.parametrize("unit", ["1", "0", "-", "(", "转", "86", " ", "国药准字", "1-"])
def test_a_hundred_thousand_characters_are_answered_too(unit):
    text = (unit * 100_000)[:100_000]
    assert ids.tel_fault(ids.normal_tel(text)) and ids.mobile_fault(ids.normal_mobile(text))
    assert ids.licence_doubt(text) and ids.approval_no_fault(text)
