"""Changing archive fields, and telling before and after as an event may keep them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from portal.domain.accounts.names import mask_email, mask_mobile, mask_number

MASKS: Mapping[str, Callable[[str], str]] = {
    "uscc": mask_number,
    "invoice_uscc": mask_number,
    "invoice_tel": mask_mobile,
    "licence_no": mask_number,
    "wechat": mask_number,
    "mobile": mask_mobile,
    "tel": mask_mobile,
    "email": mask_email,
}


def set_facts(row: Any, facts: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Set the columns that differ and answer before and after of them, identifiers masked."""
    before = {name: getattr(row, name) for name, value in facts.items() if getattr(row, name) != value}
    for name in before:
        setattr(row, name, facts[name])
    return masked_changes({name: (old, facts[name]) for name, old in before.items()})


def masked_changes(changes: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
    """Before and after by column as an event tells them, identifiers masked."""
    return {name: [_told(name, value) for value in pair] for name, pair in changes.items()}


def _told(name: str, value: Any) -> str | None:
    if value is None or value == "" or value == []:
        return None
    if isinstance(value, list):
        return ",".join(map(str, value))
    return MASKS.get(name, str)(str(value))
