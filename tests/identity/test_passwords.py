"""What a password may be and how it is kept (AU1)."""

import unicodedata

import pytest
from argon2 import PasswordHasher
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.people.models import Login
from portal.identity.password_rules import common_passwords, mistake_in
from portal.identity.passwords import COST, hash_password, is_outdated, matches
from tests.cast import PASSWORD
from tests.people import People

FIT = [
    "correct horse battery",
    "雨后的竹林有三只松鼠在跑",
    "        x y",
    "🦊🐼🐨🦁🐯🐸🐵🐔",
    "n" * 60 + "opqr",
    "Tr0ub4dor&3",
]
UNFIT = [
    "", "1234567", "short", "12345678", "password", "PASSWORD1", "Passw0rd123", "qwertyuiop", "1qaz2wsx",
    "woaini1314", "5201314520", "portal2026", "Partner!2026", "ｐａｓｓｗｏｒｄ１", "aaaaaaaaaaaa", "abababababab",
    "admin@123", "welcome2026", "x" * 201, "刘岷川刘岷川刘岷川刘岷川刘岷川x" * 20,
]  # fmt: skip


@pytest.mark.parametrize("password", FIT)
def test_any_characters_will_do(password: str) -> None:
    assert mistake_in(password, "刘岷川", "owner@minchuan.example") is None


@pytest.mark.parametrize("password", UNFIT)
def test_short_common_and_product_words_are_refused(password: str) -> None:
    assert mistake_in(password) is not None


@pytest.mark.parametrize("password", ["owner@minchuan.example", "liuminchuan", "LiuMinchuan2026", "15400000201"])
def test_ones_own_name_and_address_are_refused(password: str) -> None:
    assert mistake_in(password, "刘岷川", "owner@minchuan.example", "15400000201", "liuminchuan@a.example") is not None


def test_the_bundled_list_is_worth_its_name() -> None:
    assert len(common_passwords()) > 1000
    assert all(len(entry) >= 8 and entry == entry.casefold() for entry in common_passwords())


def test_hashes_are_argon2id_and_never_hold_the_password() -> None:
    assert COST == {"time_cost": 3, "memory_cost": 48 * 1024, "parallelism": 1}
    assert PasswordHasher(**COST).hash("any").startswith("$argon2id$v=19$m=49152,t=3,p=1$")
    kept = hash_password("correct horse battery")
    assert kept.startswith("$argon2id$") and "horse" not in kept


@settings(max_examples=5, deadline=None)
@given(st.text(min_size=8, max_size=80, alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_the_same_characters_match_however_they_are_composed(password: str) -> None:
    kept = hash_password(unicodedata.normalize("NFD", password))
    assert matches(kept, unicodedata.normalize("NFC", password))
    assert not matches(kept, password + "x")


def test_a_hash_of_older_parameters_is_renewed_at_sign_in(people: People) -> None:
    weaker = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(PASSWORD)
    assert is_outdated(weaker)
    with people.backstage() as uow:
        uow.session.query(Login).filter_by(email="owner@minchuan.example").one().password_hash = weaker
    people.anonymous().post("/login", {"login": "owner@minchuan.example", "password": PASSWORD})
    with people.backstage() as uow:
        kept = uow.session.query(Login).filter_by(email="owner@minchuan.example").one().password_hash
    assert kept is not None and not is_outdated(kept) and matches(kept, PASSWORD)
