"""Rules of the archive's further fields: birthdays, bank accounts, what is shown of a secret."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.accounts import identifiers as ids
from portal.domain.accounts.birthday import Birthday
from portal.domain.accounts.changes import masked_changes
from portal.domain.accounts.classes import CLASSES, DataClass, columns_of
from portal.domain.accounts.filter import LISTED
from portal.domain.accounts.names import mask_bank_account, mask_email, mask_mobile, mask_number
from portal.domain.accounts.secrets import MASKS, Sealed, masked_tail, set_secrets
from portal.domain.base import Base, Refused
from portal.domain.integrations.feed import _OF_ACCOUNT


@pytest.mark.parametrize(
    ("birthday", "code"),
    [
        (Birthday("solar", 3, 12), None), (Birthday("solar", 2, 29), None),
        (Birthday("lunar", 12, 30, year=1966), None),
        (Birthday("lunar", 6, 15, is_leap=True), None), (Birthday("solar", 2, 29, year=1992), None),
        (Birthday("solar", 2, 29, year=1990), "birthday.day"), (Birthday("solar", 4, 31), "birthday.day"),
        (Birthday("lunar", 1, 31), "birthday.day"), (Birthday("solar", 13, 1), "birthday.month"),
        (Birthday("solar", 6, 1, is_leap=True), "birthday.leap_of_sun"), (Birthday("solar", 1, 0), "birthday.day"),
        (Birthday("solar", 1, 1, year=1880), "birthday.year"), (Birthday("lunar", 1, 1, year=2027), "birthday.year"),
    ],
)  # fmt: skip
def test_birthdays(birthday: Birthday, code: str | None) -> None:
    if code is None:
        birthday.check(2026)
        return
    with pytest.raises(Refused) as refusal:
        birthday.check(2026)
    assert refusal.value.code == code


@pytest.mark.parametrize(("written", "number", "fault"), [
    ("6222 0212 3456 7890 123", "6222021234567890123", None), ("５１９９－００１２３４５", "51990012345", None),
    ("1234567", "1234567", "bank_account_invalid"), ("1" * 31, "1" * 31, "bank_account_invalid"),
    ("62220212345678901A", "62220212345678901A", "bank_account_invalid"),
])  # fmt: skip
def test_bank_accounts(written: str, number: str, fault: str | None) -> None:
    assert ids.normal_bank_account(written) == number
    assert ids.bank_account_fault(number) == fault


@pytest.mark.parametrize(("holder", "name", "fault"), [
    ("成都岷川医药有限公司", "成都岷川医药有限公司", None),
    ("成都（岷川）医药 有限公司", "成都(岷川)医药有限公司", None),
    ("迪丽娜尔·阿不都", "迪丽娜尔•阿不都", None), ("成都岷川医药", "成都岷川医药有限公司", "bank_holder_differs"),
    ("罗景山", "罗景川", "bank_holder_differs"),
])  # fmt: skip
def test_a_bank_account_is_the_partys_own(holder: str, name: str, fault: str | None) -> None:
    assert ids.holder_fault(holder, name) == fault


@pytest.mark.parametrize(("mask", "full", "shown"), [
    (mask_number, "11010519491231002X", "110***********002X"), (mask_mobile, "13812345678", "138****5678"),
    (mask_bank_account, "6222021234567890123", "********0123"), (mask_bank_account, "123456", "********"),
    (mask_email, "w@x.cn", "w***@x.cn"),
])  # fmt: skip
def test_what_may_be_shown(mask, full, shown):
    assert mask(full) == shown


DIGITS = st.text("0123456789", min_size=8, max_size=30)
IDENTITIES = st.builds(
    lambda born, sequence: (body := f"519999{born:%Y%m%d}{sequence:03d}") + ids.resident_check(body),
    st.dates(date(1940, 1, 1), date(2005, 12, 31)), st.integers(0, 999),
)  # fmt: skip


@given(DIGITS)
def test_a_masked_bank_account_tells_its_last_four_digits_alone(number: str) -> None:
    assert mask_bank_account(number) == "********" + number[-4:]


@given(IDENTITIES)
def test_a_masked_identity_tells_neither_birthday_nor_sequence(number: str) -> None:
    assert re.fullmatch(r"519\*{11}[0-9]{3}[0-9X]", mask_number(number)) and mask_number(number)[-4:] == number[-4:]
    assert masked_tail("id_no", number[-4:]) == "*" * 14 + number[-4:]


@given(IDENTITIES, st.integers(0, 16), st.sampled_from("0123456789"))
def test_one_wrong_digit_of_an_identity_is_always_found(number: str, place: int, other: str) -> None:
    wrong = number[:place] + other + number[place + 1 :]
    assert (ids.resident_check(wrong[:17]) == wrong[17]) == (wrong == number)


class Row:
    id_no_sealed = id_no_hash = id_no_tail = bank_account_sealed = bank_account_hash = bank_account_tail = None


def test_a_secret_is_set_by_its_hash_and_told_masked() -> None:
    row, number = Row(), Sealed(b"s", "h", "002X", MASKS["id_no"]("11010519491231002X"))
    assert "11010519491231002X" not in repr(number)
    assert set_secrets(row, {"id_no": number}) == {"id_no": [None, "110***********002X"]}
    assert set_secrets(row, {"id_no": number, "bank_account": None}) == {}
    assert (row.id_no_sealed, row.id_no_hash, row.id_no_tail) == (b"s", "h", "002X")
    assert set_secrets(row, {"id_no": None}) == {"id_no": ["**************002X", None]}
    assert row.id_no_sealed is row.id_no_hash is row.id_no_tail is None


@pytest.mark.parametrize("table", sorted(CLASSES))
def test_every_column_is_classed(table: str) -> None:
    assert set(CLASSES[table]) == set(Base.metadata.tables[table].c.keys())


def test_what_is_secret_leaves_no_list_and_what_is_a_number_of_a_person_is_masked() -> None:
    secret = columns_of("account", DataClass.SECRET)
    assert secret == {f"{name}_{part}" for name in MASKS for part in ("sealed", "hash", "tail")}
    assert not secret & {column.name for column in (*LISTED.selected_columns, *_OF_ACCOUNT)}
    for name in columns_of("account", DataClass.PERSONAL):
        assert "8888123456" not in str(masked_changes({name: [None, "0288888123456"]})), name
