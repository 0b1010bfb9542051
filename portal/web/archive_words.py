"""Words for the fields of the archive beyond name, numbers and place, and for their choices."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from portal.domain.accounts.birthday import BirthdayCalendar
from portal.domain.accounts.catalogue import (
    AnnualSales,
    ContactChannel,
    ContactLevel,
    SalesChannel,
    TaxMode,
    TeamSize,
    ValueType,
)

CHANNELS = {
    SalesChannel.PUBLIC_HOSPITAL: _l("Public hospitals"),
    SalesChannel.PRIVATE_HOSPITAL: _l("Private hospitals"),
    SalesChannel.CLINIC: _l("Clinics"),
    SalesChannel.PHARMACY: _l("Pharmacies"),
    SalesChannel.THIRD_TERMINAL: _l("Township and community care"),
}
TEAM_SIZES = {
    TeamSize.ALONE: _l("works alone"),
    TeamSize.TO_5: _l("2 to 5 people"),
    TeamSize.TO_20: _l("6 to 20 people"),
    TeamSize.TO_50: _l("21 to 50 people"),
    TeamSize.MORE: _l("more than 50 people"),
}
ANNUAL_SALES = {
    AnnualSales.UNDER_50: _l("under ¥500,000"),
    AnnualSales.TO_200: _l("¥500,000 to 2 million"),
    AnnualSales.TO_1000: _l("¥2 to 10 million"),
    AnnualSales.TO_5000: _l("¥10 to 50 million"),
    AnnualSales.MORE: _l("over ¥50 million"),
}
VALUE_TYPES = {
    ValueType.OPPORTUNITY: _l("Business opportunities"),
    ValueType.TENDER_INFO: _l("Tender information"),
    ValueType.MEDIA: lazy_pgettext("value", "Media"),
    ValueType.REPUTATION: _l("Reputation"),
    ValueType.POLICY: _l("Policy advice"),
}
TAX_MODES = {
    TaxMode.TAX_BUREAU: _l("Invoice issued by the tax bureau"),
    TaxMode.SOLE_TRADER: _l("Sole trader"),
    TaxMode.PLATFORM: _l("Through a platform"),
}
CONTACT_LEVELS = {
    ContactLevel.CLERK: _l("Clerk"),
    ContactLevel.MANAGER: lazy_pgettext("level", "Manager"),
    ContactLevel.EXECUTIVE: lazy_pgettext("level", "Executive"),
}
CONTACT_CHANNELS = {
    ContactChannel.CALL: _l("Phone call"),
    ContactChannel.WECHAT: _l("WeChat"),
    ContactChannel.SMS: _l("Text message"),
    ContactChannel.EMAIL: _l("E-mail"),
    ContactChannel.VISIT: lazy_pgettext("touch", "Visit"),
}
BIRTHDAY_CALENDARS = {
    BirthdayCalendar.SOLAR: _l("solar calendar"),
    BirthdayCalendar.LUNAR: _l("lunar calendar"),
}

FIELDS: dict[str, Any] = {
    "invoice_info": _l("Invoice details"),
    "invoice_title": _l("Invoice title"),
    "invoice_uscc": _l("Tax number on the invoice"),
    "invoice_address": _l("Address on the invoice"),
    "invoice_tel": _l("Phone on the invoice"),
    "bank_account": _l("Bank account"),
    "bank_name": _l("Bank and branch"),
    "bank_holder": _l("Account holder"),
    "tax_mode": _l("How they invoice"),
    "channels": _l("Where they sell"),
    "resources": _l("Hospitals and departments"),
    "other_products": _l("Products of others they sell"),
    "team_size": _l("Sales team"),
    "annual_sales": _l("Sales a year"),
    "birthday": _l("Birthday"),
    "birthday_calendar": _l("Birthday by the"),
    "birthday_month": lazy_pgettext("birthday", "Month"),
    "birthday_day": lazy_pgettext("birthday", "Day"),
    "birthday_is_leap": _l("Leap month"),
    "birthday_year": _l("Year of birth"),
    "level": lazy_pgettext("contact", "Level"),
    "is_decision_maker": _l("Decides about purchases"),
    "is_hcp": _l("Health professional"),
    "is_hcp_relative": _l("Relative of a health professional"),
    "is_public_official": _l("Public official"),
    "preferred_channel": _l("Likes to be reached by"),
    "best_time": _l("Best time"),
    "status": _l("Status"),
}
CHOICES: dict[str, dict[Any, Any]] = {
    "value_type": VALUE_TYPES, "tax_mode": TAX_MODES, "team_size": TEAM_SIZES, "annual_sales": ANNUAL_SALES,
    "level": CONTACT_LEVELS, "preferred_channel": CONTACT_CHANNELS, "birthday_calendar": BIRTHDAY_CALENDARS,
}  # fmt: skip
"""Fields whose value is a code, with the words of it."""
FLAGS = ("is_primary", "is_decision_maker", "is_hcp", "is_hcp_relative", "is_public_official", "birthday_is_leap")


def birthday_text(person: Any) -> str:
    """A contact's birthday in words: 12 March, or the third month's 12th day by the moon; empty without one."""
    if not person.birthday_month:
        return ""
    facts = {"month": person.birthday_month, "day": person.birthday_day}
    if person.birthday_calendar == BirthdayCalendar.SOLAR:
        words = _("%(month)s-%(day)s", **facts)
    elif person.birthday_is_leap:
        words = _("lunar leap month %(month)s, day %(day)s", **facts)
    else:
        words = _("lunar month %(month)s, day %(day)s", **facts)
    return f"{words} ({person.birthday_year})" if person.birthday_year else str(words)


def channel_names(codes: list[str]) -> list[str]:
    return [str(CHANNELS[SalesChannel(code)]) for code in codes if code in CHANNELS]
