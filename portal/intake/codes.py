"""Every code this room speaks; the words for them are in portal/web/intake_words.py."""

from portal.intake.contracts import codes as contracts

# Why a file is refused as a whole.
FILE = frozenset({
    "empty", "too_large", "too_large_unpacked", "too_many_parts", "too_many_sheets", "too_many_rows",
    "too_many_columns", "too_many_cells", "not_a_workbook", "web_page", "broken", "encrypted", "no_header",
})  # fmt: skip

# What was changed on reading a cell.
CHANGES = frozenset({
    "trimmed", "invisible_removed", "spaces_removed", "line_break_removed", "full_width", "number_cell",
    "upper_cased", "lower_cased", "country_code", "dashes_removed", "written_as_tel", "words_removed",
    "several_numbers", "moved_to_tel", "moved_to_mobile", "scientific_number", "date_text", "date_cell",
    "date_serial", "end_of_range", "no_end", "formula_result", "merged_cell", "province_from_short",
    "province_from_english", "province_from_code", "province_from_city", "province_from_address", "city_from_province",
    "city_completed", "kind_from_text", "kind_from_number", "kind_from_sheet", "choice_from_text",
})  # fmt: skip

# Why a row is not taken: it goes back to its owner.
ERRORS = frozenset({
    "name_missing", "name_length", "too_long", "kind_missing", "kind_unknown", "kind_number_conflict",
    "account_no_invalid", "uscc_length", "uscc_symbol", "uscc_check_digit", "id_length", "id_symbol", "id_province",
    "id_date", "id_check_digit", "id_age", "mobile_invalid", "tel_invalid", "tel_without_area", "email_invalid",
    "date_unreadable", "date_ambiguous", "date_incomplete", "province_unknown", "digits_lost", "cell_error",
    "not_filled_in", "account_not_there", "not_a_supplier", "row_repeated", "choice_unknown", "code_invalid",
    "approval_no_invalid", "whole_invalid", "money_invalid", "month_unreadable", "month_to_come", "sum_invalid",
    "boxes_invalid", "product_not_there", "supplier_buys_nothing",
    "bank_account_invalid", "bank_holder_differs",
    "birthday_invalid", "place_unknown", "place_of_several", "account_takes_nothing", "keeper_unknown",
    "prospect_no_invalid", "prospect_closed", "prospect_over", "prospect_not_lost", "prospect_no_account",
})  # fmt: skip

# What is worth a look although the row is taken.
WARNINGS = frozenset({
    "uscc_organisation_code", "uscc_other_province", "licence_older_form", "licence_unknown_form",
    "tier_unknown", "source_unknown", "owner_unknown", "vip_without_sponsor", "entity_type_unknown",
    "value_type_unknown", "status_unknown", "stage_unknown", "tax_mode_unknown", "terminal_unknown", "band_unknown",
    "mark_stays",
})  # fmt: skip

# Why a row is no account and is passed over.
LEFT_OUT = frozenset({"total_row", "repeated_header", "note_row", "example_row"})


# Why a version of an agreement is not taken.
OF_VERSIONS = frozenset({
    "contract_not_there", "version_differs", "version_too_long", "version_first", "territory_signed", "version_there",
    "version_gap", "version_unsigned_before", "version_grants_twice", "version_wrong",
})  # fmt: skip
ERRORS |= OF_VERSIONS


def is_error(code: str) -> bool:
    """Whether a problem of this code keeps its row out; codes with a dot are mistakes the domain names."""
    return code in ERRORS or code in contracts.ERRORS or "." in code


VERDICTS = ("new", "update", "duplicate", "error", "part")

# Why a verdict was given.
REASONS = frozenset({
    "known_number", "known_uscc", "known_id", "known_name_and_mobile", "same_name", "same_mobile", "mobile_shared",
    "same_row_number", "same_row_uscc", "same_row_id", "same_row_name", "same_row_mobile", "identity_conflict",
})  # fmt: skip
