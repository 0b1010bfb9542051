"""What a thing is linked to, as rows of a card on either face."""

from typing import Any, NamedTuple

from flask import url_for

from portal.domain.contracts.breaches.models import Breach
from portal.domain.links.repository import Linked, Thing
from portal.domain.requests.models import ServiceRequest
from portal.web.breach_words import BREACH_KINDS
from portal.web.current import uow
from portal.web.tie_words import BEGINS, ENDS

ROOMS = {"service_request": "show_request", "feedback": "show_feedback", "breach": "show_breach"}


class LinkedRow(NamedTuple):
    """`ref` is blank where the link stays as it is."""

    words: str
    href: str
    number: str
    title: str
    is_shared: bool
    is_removed: bool
    ref: str


def linked_rows(thing: Thing, face: str) -> list[LinkedRow]:
    """Rows for `face`, staff or partner; ours come with what was removed lately."""
    return [_row(one, face) for one in uow.links.of(thing, removed=face == "staff")]


def _row(one: Linked, face: str) -> LinkedRow:
    thing, link = one.thing, one.link
    return LinkedRow(
        words=str((BEGINS if one.begins else ENDS)[link.word]),
        href=url_for(f"{face}.{ROOMS[thing.__tablename__]}", number=thing.number),
        number=thing.number,
        title=title_of(thing),
        is_shared=not link.is_internal,
        is_removed=one.is_removed,
        ref=link.ref if link.is_chosen else "",
    )


def title_of(thing: Any) -> str:
    """What it is about, in one line."""
    return str(BREACH_KINDS[thing.kind]) if isinstance(thing, Breach) else str(thing.subject)


def address_of(thing: ServiceRequest | Any) -> dict[str, str]:
    """Endpoint of the thing's page among ours, and its number."""
    return {"endpoint": f".{ROOMS[thing.__tablename__]}", "number": thing.number}
