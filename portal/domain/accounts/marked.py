"""Marks of a contact that stop gifts to them, whoever writes their row."""

from collections.abc import Mapping
from typing import Any

from portal.domain.accounts.models import Contact

MARKS = ("is_hcp", "is_hcp_relative", "is_public_official")


def marks_of(contact: Contact) -> tuple[str, ...]:
    """Those that stand, in their own order."""
    return tuple(mark for mark in MARKS if getattr(contact, mark))


def still_marked(contact: Contact, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts to be written, but no mark that stands is taken off by them."""
    return {**facts, **{mark: True for mark in marks_of(contact) if mark in facts}}
