"""The list a request was opened from: it is remembered in every address of the desk, and leads to its neighbours."""

from dataclasses import dataclass
from typing import Any

from flask import g, request, url_for
from flask_babel import gettext as _

from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.queue_places import MOST, Place
from portal.staff import staff
from portal.staff.queue_address import asked_in, filter_of, way_back
from portal.web.current import uow

READING = frozenset({"staff.show_request"})
ACTING = frozenset({
    "staff.answer_request", "staff.note_request", "staff.assign_request", "staff.move_request",
    "staff.propose_extension", "staff.approve_extension", "staff.return_proposal",
})  # fmt: skip
"""After them one is at the same request, in the same list, at the same place of it."""


@staff.url_defaults
def _remember_the_list(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint not in READING | ACTING or not request or "list" in values:
        return
    remembered, here = request.args.get("list", "")[:1500], (request.view_args or {}).get("number")
    if remembered and values.get("number") == here:
        values["list"] = remembered
        at = request.args.get("at") or (g.get("place_in_list") if endpoint in ACTING else None)
        if at:
            values["at"] = at


@dataclass(frozen=True)
class DeskList:
    """Where the request stands in its list, in words, and the addresses beside it."""

    back: str
    where: str
    previous: str
    next: str


def desk_list(service_request: ServiceRequest, people: dict[int, str]) -> DeskList | None:
    """None when the address remembers no list."""
    remembered = request.args.get("list", "")[:1500]
    if not remembered:
        return None
    wanted, newest = filter_of(asked_in(remembered), people)
    place = uow.places.of(service_request.desk, wanted, newest=newest, at=request.args.get("at"))
    g.place_in_list = place.at
    return DeskList(
        back=url_for(".list_requests", **way_back(remembered), _anchor=service_request.number), where=_where(place),
        previous=_address(place.previous, remembered), next=_address(place.next, remembered),
    )  # fmt: skip


def _where(place: Place) -> str:
    total = str(place.total) if place.total < MOST else f"{MOST - 1}+"
    if not place.is_inside:
        return _("no longer in the list of %(total)s", total=total)
    if place.before + 1 >= MOST:
        return _("one of %(total)s", total=total)
    return _("%(place)s of %(total)s", place=place.before + 1, total=total)


def _address(number: str | None, remembered: str) -> str:
    return url_for(".show_request", number=number, list=remembered) if number else ""
