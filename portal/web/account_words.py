"""Words for accounts: kinds, statuses, tiers, stages, contacts, fields, and what to do next."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from portal.domain.accounts.kinds import AccountKind as K
from portal.domain.accounts.kinds import AccountStatus as S
from portal.domain.accounts.kinds import ContactRole, EntityType, Source, Stage, Tier
from portal.domain.base import Fen
from portal.web.archive_words import CHOICES, FLAGS, channel_names
from portal.web.archive_words import FIELDS as ARCHIVE_FIELDS
from portal.web.intake_words import FIELDS as INTAKE_FIELDS
from portal.web.locale import money
from portal.web.region_words import province_name

ACCOUNT_KINDS = {
    K.SUPPLIER: _l("Upstream supplier"),
    K.DISTRIBUTOR: _l("Downstream company"),
    K.INDIVIDUAL: _l("Individual agent"),
    K.PERIPHERAL: _l("Peripheral contact"),
}
ACCOUNT_STATUSES = {
    S.LEAD: _l("Lead"),
    S.ACTIVE: lazy_pgettext("account", "Active"),
    S.DORMANT: lazy_pgettext("account", "Dormant"),
    S.CHURNED: _l("Lost"),
    S.SUSPENDED: lazy_pgettext("account", "Suspended"),
    S.ARCHIVED: _l("Archived"),
}
STATUS_TONES = {S.LEAD: "info", S.ACTIVE: "good", S.DORMANT: "warn", S.CHURNED: "", S.SUSPENDED: "bad", S.ARCHIVED: ""}
STATUS_EFFECTS = {
    S.SUSPENDED: _l("Its people are signed out and cannot come in until it is active again."),
    S.ARCHIVED: _l("Its people are signed out. Contracts and history stay."),
}

TIERS = {
    Tier.VIP: _l("VIP"),
    Tier.A: _l("A"),
    Tier.B: _l("B"),
    Tier.C: _l("C"),
    Tier.DORMANT: lazy_pgettext("account", "Dormant"),
    Tier.PERIPHERAL_KEY: _l("Key contact"),
    Tier.PERIPHERAL: _l("Contact only"),
}
STAGES = {
    Stage.S0: _l("S0 Lead"),
    Stage.S1: _l("S1 Interest"),
    Stage.S2: _l("S2 Stable"),
    Stage.S3: _l("S3 Trust"),
    Stage.S4: _l("S4 Strategic"),
}

YES_NO = {True: _l("yes"), False: _l("no")}
ENTITY_TYPES = {
    EntityType.MAH: _l("Marketing authorisation holder"),
    EntityType.FACTORY: _l("Manufacturer"),
    EntityType.WHOLESALE: _l("Drug wholesaler"),
    EntityType.RETAIL_CHAIN: _l("Retail chain"),
    EntityType.DELIVERY: _l("Delivery company"),
    EntityType.CSO: _l("Promotion company (CSO)"),
    EntityType.TENDER_FIRM: _l("Tender agency"),
    EntityType.MEDIA: lazy_pgettext("company", "Media"),
    EntityType.ASSOCIATION: _l("Association"),
    EntityType.OTHER: _l("Other"),
}
SOURCES = {
    Source.EXPO: _l("Trade fair"),
    Source.REFERRAL: _l("Recommended"),
    Source.WEBSITE: _l("Website"),
    Source.COLD_CALL: _l("Cold call"),
    Source.TENDER: _l("Tender list"),
    Source.MEDIA: lazy_pgettext("source", "Media"),
    Source.OTHER: _l("Other"),
}
CONTACT_ROLES = {
    ContactRole.OWNER: _l("Boss"),
    ContactRole.LEGAL_REP: _l("Legal representative"),
    ContactRole.PURCHASING: _l("Purchasing"),
    ContactRole.QUALITY: lazy_pgettext("role", "Quality"),
    ContactRole.FINANCE: lazy_pgettext("role", "Finance"),
    ContactRole.INVOICING: _l("Invoicing"),
    ContactRole.SALES: lazy_pgettext("role", "Sales"),
    ContactRole.ASSISTANT: _l("Assistant"),
}

FIELDS: dict[str, Any] = {
    **INTAKE_FIELDS,
    **ARCHIVE_FIELDS,
    "name_zh": lazy_pgettext("account", "Name"),
    "name": _l("Name"),
    "role": _l("Role"),
    "contact": _l("Contact"),
    "business_manager_id": _l("Business manager"),
    "care_owner_id": _l("Care owner"),
    "sponsor_id": _l("Executive sponsor"),
    "stage": _l("Stage"),
    "is_primary": _l("Main contact"),
}

LIKENESS = {
    "uscc": _l("same credit code"),
    "id_no": _l("same ID number"),
    "mobile": _l("same mobile"),
    "name": _l("same name but for its legal form"),
}


def field_names(names: Iterable[str]) -> str:
    """Fields in one line: 省份、城市."""
    return _(", ").join(str(FIELDS[name]) for name in names)


def words_of_change(name: str, value: str | None) -> Any:
    """The value of a changed field as people read it."""
    if value is None:
        return _l("empty")
    if name == "province":
        return province_name(value)
    if name == "reg_capital":
        return money(Fen(int(value))) if value.isdecimal() else value
    if name == "channels":
        return _(", ").join(channel_names(value.split(",")))
    return _TABLES.get(name, {}).get(value, value)


_TABLES: dict[str, dict[Any, Any]] = {
    **CHOICES, "tier": TIERS, "stage": STAGES, "source": SOURCES, "entity_type": ENTITY_TYPES, "role": CONTACT_ROLES,
    "status": ACCOUNT_STATUSES, **{name: {"True": _l("yes"), "False": _l("no")} for name in FLAGS},
}  # fmt: skip
