"""Words of importing people, papers and products: their columns, what a row is called, and what pages are called."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from portal.web.archive_words import FIELDS as ARCHIVE_FIELDS
from portal.web.recruiting_words import LOST_REASONS, STAGES
from portal.web.region_words import place_name

_OF_PERSONS = (
    "level", "is_decision_maker", "is_hcp", "is_hcp_relative", "is_public_official",
    "birthday_calendar", "birthday_month",
    "birthday_day", "birthday_is_leap", "birthday_year", "preferred_channel", "best_time",
)  # fmt: skip
CONTACTS = {
    "account_no": _l("Account number"),
    "account_name": _l("Account name (not read)"),
    "name": lazy_pgettext("contact", "Name"),
    "role": _l("Role"),
    "mobile": _l("Mobile"),
    "email": _l("E-mail"),
    "wechat": _l("WeChat"),
    "is_primary": _l("Main contact"),
    **{name: ARCHIVE_FIELDS[name] for name in _OF_PERSONS},
    "ignored": _l("Leave out"),
}
QUALIFICATIONS = {
    "account_no": _l("Account number"),
    "account_name": _l("Account name (not read)"),
    "doc_type": _l("Document"),
    "number": _l("Document number"),
    "issued_on": _l("Issued on"),
    "expires_on": _l("Valid until"),
    "state": _l("State (counts by command only)"),
    "reason": _l("Why rejected (counts by command only)"),
    "ignored": _l("Leave out"),
}
PRODUCTS = {
    "code": _l("Product code"),
    "name_zh": _l("Product name"),
    "name_en": _l("English name"),
    "trade_name": _l("Trade name"),
    "spec": _l("Specification"),
    "form": _l("Dosage form"),
    "boxes_per_case": _l("Boxes per case"),
    "approval_no": _l("Approval number"),
    "approval_until": _l("Approval valid until"),
    "storage": _l("Kept at"),
    "pack": _l("Pack"),
    "mah": _l("Marketing authorisation holder"),
    "maker": _l("Made by"),
    "shelf_life_months": _l("Shelf life in months"),
    "rx_otc": _l("Prescription or OTC"),
    "nrdl_class": _l("Reimbursement class"),
    "edl": _l("Essential drug list"),
    "vbp_status": _l("Volume-based procurement"),
    "supplier_no": _l("Supplier number"),
    "listed_price": _l("Listed price"),
    "supply_price": _l("Supply price"),
    "ignored": _l("Leave out"),
}
SALES = {
    "account_no": _l("Account number"),
    "account_name": _l("Account name (not read)"),
    "product_code": _l("Product code"),
    "product_name": _l("Product name (not read)"),
    "month": _l("Sales month"),
    "amount": _l("Sales amount"),
    "boxes": _l("Boxes"),
    "gross_profit": _l("Gross profit"),
    "ignored": _l("Leave out"),
}
PROSPECTS = {
    "prospect_no": _l("Prospect number"),
    "product_code": _l("Product code"),
    "product_name": _l("Product name (not read)"),
    "region": _l("Where"),
    "account_no": _l("Account number"),
    "account_name": _l("Account name (not read)"),
    "name": lazy_pgettext("contact", "Name"),
    "reached_at": _l("How to reach them"),
    "recruit_stage": _l("How far it is"),
    "next_step": _l("Next step"),
    "next_on": _l("By when"),
    "keeper_name": _l("Who looks after it"),
    "lost_reason": _l("Why it was lost"),
    "remark": _l("Remark"),
    "ignored": _l("Leave out"),
}
TABLES: dict[str, dict[str, Any]] = {
    "contacts": CONTACTS, "qualifications": QUALIFICATIONS, "products": PRODUCTS, "sales": SALES,
    "prospects": PROSPECTS,
}  # fmt: skip
FIELDS: dict[str, Any] = PROSPECTS | SALES | PRODUCTS | QUALIFICATIONS | CONTACTS
"""No two of them name different things alike, but for a name, which the account has a word for."""
TALLY = {
    "new": lazy_pgettext("import", "New"),
    "update": lazy_pgettext("import", "Update"),
    "error": _l("With an error"),
}
TITLES = {
    "accounts": _l("Import accounts"),
    "contacts": _l("Import contacts"),
    "qualifications": _l("Import qualification papers"),
    "products": _l("Import products"),
    "contracts": _l("Import contracts"),
    "sales": _l("Import sales"),
    "prospects": _l("Import prospects"),
    "amendments": _l("Import amendments and territories"),
}
OTHERS: dict[str, dict[str, Any]] = {
    "accounts": {"contacts": _l("Contacts"), "qualifications": _l("Qualification papers")},
    "contracts": {"amendments": _l("Amendments and territories")},
}
"""What else is imported by whoever imports these."""
LISTS = {
    "accounts": ("staff.list_accounts", _l("Accounts")),
    "contacts": ("staff.list_accounts", _l("Accounts")),
    "qualifications": ("staff.list_accounts", _l("Accounts")),
    "products": ("staff.list_products", _l("Products")),
    "contracts": ("staff.list_contracts", _l("Contracts")),
    "sales": ("staff.list_sales", _l("Sales ledger")),
    "prospects": ("staff.list_prospects", _l("Prospects")),
    "amendments": ("staff.list_contracts", _l("Contracts")),
}
"""The list that an import belongs to."""


CHOSEN: dict[str, Any] = {"recruit_stage": STAGES, "lost_reason": LOST_REASONS}


def value_word(field: str, value: Any) -> str | None:
    """A code of these tables as people read it; None where the value speaks for itself."""
    if isinstance(value, list):  # of contracts: they have words of their own
        return None
    if field == "region":
        return place_name(value)
    word = CHOSEN.get(field, {}).get(value)
    return None if word is None else str(word)


def row_heading(values: dict[str, Any]) -> tuple[str, str]:
    """What a row is called, and the smaller line below it."""
    if "region" in values:
        where = f"{values.get('product_code', '')} · {place_name(values['region'])}"
        return str(values.get("account_no") or values.get("name", "–")), where
    if "product_code" in values:
        return f"{values.get('account_no', '–')} · {values['product_code']}", str(values.get("month", ""))[:7]
    for name, below in (("code", "name_zh"), ("doc_type", "account_no"), ("name", "account_no")):
        if name in values:
            return str(values[name]), str(values.get(below, ""))
    return "–", str(values.get("account_no", ""))
