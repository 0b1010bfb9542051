"""Every code has words for people, and every word belongs to a code."""

import pytest
from flask import Flask
from flask_babel import force_locale

from portal.intake import codes
from portal.intake.account_columns import FIELDS
from portal.intake.choices import read_choice
from portal.intake.contracts import codes as contracts
from portal.intake.contracts.heading_words import CLAUSES, CONTRACTS
from portal.web import account_words as pages
from portal.web import contract_import_words as of_contracts
from portal.web import intake_words

OF_THE_DESK = {"bank_account_invalid", "bank_holder_differs"}
"""Said beside the fields of the archive's form; no workbook carries bank accounts."""


@pytest.mark.parametrize(("words", "known"), [
    (intake_words.FILE, codes.FILE), (intake_words.CHANGES, codes.CHANGES),
    (intake_words.PROBLEMS, codes.ERRORS | codes.WARNINGS | OF_THE_DESK), (intake_words.LEFT_OUT, codes.LEFT_OUT),
    (intake_words.VERDICTS, set(codes.VERDICTS)), (intake_words.REASONS, codes.REASONS),
    (intake_words.FIELDS, set(FIELDS) | {"other_phones"}),
])  # fmt: skip
def test_words_and_codes_are_the_same(words, known):
    assert set(words) == set(known)


@pytest.mark.parametrize(("words", "known"), [
    (of_contracts.CHANGES, contracts.CHANGES), (of_contracts.PROBLEMS, contracts.ERRORS),
    (of_contracts.REASONS, contracts.REASONS), (of_contracts.TALLY, set(codes.VERDICTS)),
    (of_contracts.CONTRACT_FIELDS, set(CONTRACTS)), (of_contracts.CLAUSE_FIELDS, set(CLAUSES)),
])  # fmt: skip
def test_words_and_codes_of_contracts_are_the_same(words, known):
    assert set(words) == set(known)


def test_an_error_is_no_warning():
    assert not codes.ERRORS & codes.WARNINGS


@pytest.mark.parametrize("fields", [FIELDS, CONTRACTS, CLAUSES])
def test_a_heading_stands_for_one_field(fields):
    words = [word for line in fields.values() for word in line.split()]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_our_pages_call_a_choice_is_read(app: Flask, language: str):
    called = {"kind": pages.ACCOUNT_KINDS, "tier": pages.TIERS, "source": pages.SOURCES,
              "status": pages.ACCOUNT_STATUSES, "entity_type": pages.ENTITY_TYPES, "stage": pages.STAGES}  # fmt: skip
    with app.test_request_context(), force_locale(language):
        read = {(field, code): read_choice(field, str(word))[0] for field, words in called.items()
                for code, word in words.items()}  # fmt: skip
    assert {place: code for place, code in read.items() if code != place[1]} == {}
