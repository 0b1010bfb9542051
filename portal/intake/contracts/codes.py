"""Codes that only agreements and clauses speak; the words are in portal/web/contract_import_words.py.

Besides these a problem may be `clause.<mistake of BadClause>` or `refused.<code the domain refuses with>`.
"""

CHANGES = frozenset({
    "months_counted", "side_from_account", "number_from_above", "usual_wording", "percent_assumed", "several_read",
    "choice_understood", "names_to_codes",
})  # fmt: skip

ERRORS = frozenset({
    "contract_no_missing", "contract_no_invalid", "account_missing", "account_unknown", "account_ambiguous",
    "side_unknown", "side_missing", "mode_unknown", "mode_missing", "channel_unknown", "level_unknown",
    "level_missing", "title_missing", "title_length", "starts_missing", "end_missing", "months_invalid",
    "end_and_months_differ", "products_missing", "product_unknown", "product_ambiguous", "region_unknown",
    "area_unknown", "area_of_several", "area_hospital",
    "goods_party_unknown", "signed_without_clauses", "contract_not_in_file", "article_missing", "article_length",
    "article_twice", "too_many_clauses", "clause_type_missing", "clause_type_unknown", "binds_unknown",
    "binds_missing", "page_invalid", "wording_length", "parameter_unknown", "parameter_unreadable",
    "parameter_twice", "percent_unclear", "unit_differs",
})  # fmt: skip

# Why a row of an agreement is not taken although nothing is wrong with its own cells.
REASONS = frozenset({
    "clause_wrong", "contract_wrong", "known_draft", "known_signed", "known_other", "same_contract_row",
    "number_taken_since", "signed_since",
})  # fmt: skip
