"""The words for codes in an export, in the language that is in force; an import reads them back."""

from collections.abc import Mapping
from typing import Any

from portal.intake.choices import (
    ANNUAL_SALES,
    ENTITY_TYPES,
    KINDS,
    SOURCES,
    STAGES,
    STATUSES,
    TAX_MODES,
    TEAM_SIZES,
    TIERS,
    VALUE_TYPES,
)
from portal.intake.choices import (
    CHANNELS as TERMINALS,
)
from portal.intake.plain.choices import CHOICES
from portal.intake.plain.columns import CONTACTS, PRODUCTS, QUALIFICATIONS
from portal.intake.recruiting.columns import PROSPECTS
from portal.intake.taking_out.cells import Words
from portal.web.amendment_import_words import CLAUSE_CHANGES
from portal.web.breach_words import STAFF_ENTRY_KINDS
from portal.web.clauses_in_words import BINDS_FOR_STAFF
from portal.web.contract_words import CHANNELS, LEVELS, MODES, SIDES
from portal.web.feedback_words import FEEDBACK_KINDS, STAFF_FEEDBACK_STATES
from portal.web.gift_words import KINDS as GIFT_KINDS
from portal.web.gift_words import OCCASIONS
from portal.web.gift_words import STATES as GIFT_STATES
from portal.web.request_words import CATEGORIES, PRIORITIES, STAFF_STATES

_USUAL = {"kind": KINDS, "status": STATUSES, "entity_type": ENTITY_TYPES, "source": SOURCES, "tier": TIERS,
          "stage": STAGES, "value_type": VALUE_TYPES, "tax_mode": TAX_MODES, "channels": TERMINALS,
          "team_size": TEAM_SIZES, "annual_sales": ANNUAL_SALES}  # fmt: skip
_GRANT: dict[str, Mapping[Any, Any]] = {"side": SIDES, "mode": MODES, "channel": CHANNELS, "level": LEVELS}
_PLAIN = {"contacts": CONTACTS, "qualifications": QUALIFICATIONS, "products": PRODUCTS,
          "prospects": PROSPECTS}  # fmt: skip
_PAGES: dict[str, dict[str, Mapping[Any, Any]]] = {
    **{
        name: {one.name: CHOICES[one.reads][0] for one in columns if one.reads in CHOICES}
        for name, columns in _PLAIN.items()
    },
    "contracts": {"side": SIDES, "mode": MODES},
    "clauses": {"binds": BINDS_FOR_STAFF},
    "amendments": {"binds": BINDS_FOR_STAFF, "change": CLAUSE_CHANGES},
    "territories": _GRANT,
    "deposits": {"entry_kind": STAFF_ENTRY_KINDS},
    "requests": {"category": CATEGORIES, "state": STAFF_STATES, "priority": PRIORITIES},
    "gifts": {"occasion": OCCASIONS, "kind": GIFT_KINDS, "state": GIFT_STATES},
    "feedback": {"kind": FEEDBACK_KINDS, "state": STAFF_FEEDBACK_STATES},
}
"""What our own pages call them, by subject and column."""


def words_for(subject: str, locale: str) -> Words:
    """To be asked with that language in force."""
    if subject == "accounts":
        return {name: {code: line.split()[0] if locale == "zh" else code for code, line in words.items()}
                for name, words in _USUAL.items()}  # fmt: skip
    return {name: {code: str(word) for code, word in words.items()} for name, words in _PAGES.get(subject, {}).items()}
