"""Where a gap of the archive is filled: each missing field with the address of the very field that takes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import url_for

from portal.domain.accounts.fields import BY_NAME, PARTS
from portal.domain.accounts.models import Account
from portal.web.account_words import FIELDS

_PAGES = {"account": "staff.edit_account", "standing": "staff.edit_standing"}


@dataclass(frozen=True)
class Place:
    """A field that is missing: its name in words and where to type it; `endpoint` is what the reader must have a right
    to."""

    name: str
    words: Any
    endpoint: str
    href: str


def places_of(account: Account, names: Iterable[str]) -> list[Place]:
    """The missing fields in the order given."""
    return [place_of(account.number, name) for name in names]


def place_of(number: str, name: str) -> Place:
    """Where a field of the account of that number is filled."""
    home = BY_NAME[name].home
    if name == "contact":
        return Place(name, FIELDS[name], "staff.new_contact", url_for("staff.new_contact", number=number))
    if home == "contact":
        href = url_for("staff.show_account", number=number, tab="contacts", _anchor="tabs")
        return Place(name, FIELDS[name], "staff.show_account", href)
    field = PARTS.get(name, (name,))[0]
    return Place(name, FIELDS[name], _PAGES[home], url_for(_PAGES[home], number=number, _anchor=field))
