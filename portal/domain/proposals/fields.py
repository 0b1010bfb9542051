"""What of the archive a partner may propose to change, and how values of it are kept, compared and told."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from portal.domain.accounts.fields import is_asked
from portal.domain.accounts.models import Account, Contact

Values = dict[str, Any]
"""Columns and what they hold, as JSON keeps it."""
CONTACT = "contact"
CONTACT_COLUMNS = ("name", "role", "mobile", "email", "wechat")


class ProposalState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


class ProposalAct(StrEnum):
    CHANGE = "change"
    ADD = "add"
    REMOVE = "remove"


@dataclass(frozen=True)
class ProposedField:
    """One thing that is proposed and decided as a whole. `is_critical`: it names the company before the law, so it
    takes evidence and a page of its own to accept."""

    code: str
    columns: tuple[str, ...]
    is_critical: bool = False

    def is_of(self, kind: str) -> bool:
        """Whether the archive asks an account of that kind for all of it."""
        return self.code == CONTACT or all(is_asked(column, kind) for column in self.columns)


FIELDS = {
    one.code: one
    for one in (
        ProposedField("name", ("name_zh",), is_critical=True),
        ProposedField("credit_code", ("uscc",), is_critical=True),
        ProposedField("licence", ("licence_no", "licence_until"), is_critical=True),
        ProposedField("address", ("province", "city", "address")),
        ProposedField("phones", ("mobile", "tel")),
        ProposedField("email", ("email",)),
        ProposedField("invoice", ("invoice_title", "invoice_uscc", "invoice_address", "invoice_tel")),
        ProposedField(CONTACT, CONTACT_COLUMNS),
    )
}
"""In the order of the partner's page. Another field joins with one line here, its words, and its input
(portal/partner/company_forms.py)."""


def fields_of(kind: str) -> list[ProposedField]:
    """What is asked of an account of that kind, contacts left out."""
    return [one for one in FIELDS.values() if one.code != CONTACT and one.is_of(kind)]


def held(row: Account | Contact, columns: tuple[str, ...]) -> Values:
    """What the archive holds now, as JSON keeps it."""
    return {name: plain(getattr(row, name)) for name in columns}


def plain(value: Any) -> Any:
    """A column's value as JSON keeps it; what is empty is None, so that "" and NULL are no difference."""
    if isinstance(value, date):
        return value.isoformat()
    return value or None


def typed(row: Account | Contact, values: Mapping[str, Any]) -> Values:
    """The same as the row's columns take it."""
    return {name: _typed(type(row), name, value) for name, value in values.items()}


def _typed(kind: type[Account | Contact], name: str, value: Any) -> Any:
    column = kind.__table__.c[name]
    if value is None:
        return None if column.nullable else ""
    return date.fromisoformat(value) if column.type.python_type is date else value


def fingerprint(values: Mapping[str, Any]) -> str:
    """A short name of what somebody saw, to be compared when they decide."""
    told = json.dumps(values, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]
