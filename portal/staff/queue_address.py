"""What an address of the queue asks for: a built-in view, a kept one or what the queue opens with, and what else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from portal.domain.base import NotFound
from portal.domain.requests.queue import QueueFilter
from portal.domain.requests.queue_views import FILTERS, OfferedView
from portal.staff.queue_views import VIEWS, is_newest_first, narrowed
from portal.web.current import uow

TURNS = ("after", "before")
LONGEST = 100


@dataclass(frozen=True)
class Asked:
    """`query` says everything by name, blank where nothing is asked; `kept` is the shortest address for the same;
    `views` are those within reach, `saved` the one that is open."""

    query: dict[str, str]
    kept: dict[str, str]
    views: list[OfferedView]
    saved: OfferedView | None = None

    @property
    def view(self) -> str:
        """The chip that is lit."""
        return str(self.saved.id) if self.saved else self.query["view"] or "open"

    @property
    def is_narrowed(self) -> bool:
        """Whether something is asked beside the view."""
        return any(name != "view" for name in self.kept)

    @property
    def may_change(self) -> bool:
        """Whether the view that is open is one for me to change."""
        return self.saved is not None and self.saved.may_be_changed_by(uow.actor)

    @property
    def pinned(self) -> list[OfferedView]:
        """What stands beside the built-in views: the pinned ones that are for me, and the one that is open."""
        return [one for one in self.views if one is self.saved or (one.is_pinned and one.is_for(uow.actor))]

    @property
    def as_list(self) -> str:
        """The list as a request that is opened from it remembers it."""
        whole = {name: value for name, value in self.query.items() if value} or {"view": "open"}
        saved = {"saved": str(self.saved.id)} if self.saved and not self.is_narrowed else {}
        return urlencode({**whole, **saved})


def asked_by(args: Mapping[str, str]) -> Asked:
    """Raises NotFound for a kept view that is not within reach."""
    views = uow.queue_views.offered()
    named = args.get("view", "")[:LONGEST] if any(name in args for name in FILTERS) else _opening(views)
    saved = next((one for one in views if str(one.id) == named), None)
    if saved is None and named.isdigit():
        raise NotFound(named)
    base = saved.query if saved else {"view": named}
    over = {name: args[name][:LONGEST] for name in FILTERS if name != "view" and name in args}
    query = {name: over.get(name, base.get(name, "")) for name in FILTERS}
    narrower = {name: value for name, value in over.items() if value != base.get(name, "")}
    return Asked(query, {"view": named, **narrower} if named else narrower, views, saved)


def _opening(views: list[OfferedView]) -> str:
    """What the queue opens with for me."""
    there = {str(one.id) for one in views} | VIEWS.keys()
    return next((one.view for one in uow.queue_views.openings() if one.view in there), "")


def asked_in(text: str) -> dict[str, str]:
    """What is asked in a text that was an address once, by name; what no list knows is left out."""
    known = (*FILTERS, *TURNS, "saved")
    return {name: value[:200] for name, value in parse_qsl(text[:1500]) if name in known}


def filter_of(query: Mapping[str, str], people: Mapping[int, Any]) -> tuple[QueueFilter, bool]:
    """The filter, and whether the newest come first."""
    return narrowed({name: query.get(name, "") for name in FILTERS}, people), is_newest_first(query)


def way_back(text: str) -> dict[str, str]:
    """The address of the list that `text` remembers, as values for `list_requests`; the kept view where one is."""
    asked = asked_in(text)
    saved = asked.pop("saved", "")
    return {name: value for name, value in asked.items() if name in TURNS} | {"view": saved} if saved else asked
