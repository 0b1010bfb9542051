"""How freely each column of the archive may be told: what is shown masked, kept out of exports and logs, or erased.

public: known to whoever deals with the company; internal: ours, never the partner's; personal: about a person, masked
in events and erased on request; secret: encrypted, opened one at a time.
"""

from collections.abc import Mapping
from enum import StrEnum


class DataClass(StrEnum):
    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SECRET = "secret"  # noqa: S105 - the name of a class, no password


_TABLES = {
    "account": {
        "public": "id number kind status name_zh name_key short_name pinyin initials uscc entity_type legal_rep "
        "reg_capital founded_on licence_no licence_until business_scope province city address invoice_title "
        "invoice_uscc invoice_address bank_name bank_holder channels resources other_products team_size annual_sales "
        "tax_mode created_at version",
        "internal": "source business_manager_id absorbed_ids",
        "personal": "mobile tel email invoice_tel",
        "secret": "id_no_sealed id_no_hash id_no_tail bank_account_sealed bank_account_hash bank_account_tail",
    },
    "account_standing": {
        "public": "id account_id",
        "internal": "tier stage care_owner_id sponsor_id remark value_type introduced_by_id blacklist_reason "
        "blacklist_evidence blacklisted_at blacklisted_by_id",
    },
    "contact": {
        "public": "id account_id role is_primary",
        "internal": "level is_decision_maker lift_of lift_reason lift_by_id",
        "personal": "name mobile email wechat is_hcp is_hcp_relative is_public_official birthday_calendar "
        "birthday_month birthday_day birthday_is_leap birthday_year preferred_channel best_time",
    },
    "account_tag": {"public": "id account_id", "internal": "tag_id"},
    "tag": {"public": "id", "internal": "word"},
}

CLASSES: Mapping[str, Mapping[str, DataClass]] = {
    table: {name: DataClass(code) for code, names in classes.items() for name in names.split()}
    for table, classes in _TABLES.items()
}
"""By table and column."""


def columns_of(table: str, *classes: DataClass) -> frozenset[str]:
    """The columns of a table that belong to these classes."""
    return frozenset(name for name, known in CLASSES[table].items() if known in classes)
