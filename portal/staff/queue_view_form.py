"""A way of looking at the queue, to keep: its name, whose it is, where it stands, what it narrows the list by."""

from typing import Any
from urllib.parse import urlencode

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from portal.domain.people.roles import StaffRole
from portal.domain.requests.canned_reply import Shelf
from portal.domain.requests.queue_views import FILTERS, MANAGERS, QueueView
from portal.staff.queue_address import LONGEST, asked_in
from portal.staff.queue_views import NEWEST, NOBODY, VIEWS
from portal.web.current import uow
from portal.web.forms import ChoiceField, Form, LineField, Text
from portal.web.people_words import STAFF_ROLES
from portal.web.request_words import CATEGORIES, PRIORITIES, STAFF_STATES

SHELVES = {Shelf.OWN: _l("Only me"), Shelf.TEAM: _l("My team"), Shelf.COMPANY: _l("Everybody")}


class KeepView(Form):
    version = HiddenField()
    query = HiddenField(validators=[Length(max=1500)])
    name = LineField(_l("Name of the view"), [Text(1, 20)])
    shelf = ChoiceField(_l("Who sees it"))
    is_pinned = BooleanField(_l("Stands beside the built-in views"))
    opens = BooleanField(_l("The queue opens with it, for me"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shelf.choices = list(_shelves(self.shelf.data or ""))

    def facts(self) -> dict[str, Any]:
        shelf, _, role = (self.shelf.data or "").partition(":")
        return {
            "name": self.name.data, "shelf": shelf, "role": role or None, "is_pinned": bool(self.is_pinned.data),
            "query": plain(asked_in(self.query.data or "")),
        }  # fmt: skip

    @classmethod
    def of(cls, one: QueueView, query: str, *, opens: bool) -> "KeepView":
        return cls.blank(
            name=one.name, shelf=f"{one.shelf}:{one.role}" if one.role else one.shelf, is_pinned=one.is_pinned,
            query=query or urlencode(one.query), version=one.version, opens=opens,
        )  # fmt: skip


def plain(asked: dict[str, str]) -> dict[str, str]:
    """What a view holds of an address: no page, no other view by its id."""
    held = {name: asked[name][:LONGEST] for name in FILTERS if asked.get(name)}
    return {name: value for name, value in held.items() if name != "view" or value in VIEWS}


def held_words(query: dict[str, Any], people: dict[int, str]) -> list[str]:
    """What a view narrows the list by, one phrase each; codes that are known no more are left out."""
    tables: list[tuple[str, Any]] = [
        ("view", VIEWS), ("category", CATEGORIES), ("state", STAFF_STATES), ("priority", PRIORITIES),
        ("assignee", {str(staff_id): name for staff_id, name in people.items()} | {NOBODY: _l("Unassigned")}),
        ("sort", {NEWEST: _l("the newest first")}),
    ]  # fmt: skip
    said = [str(table[query[name]]) for name, table in tables if query.get(name) in table]
    return [*said, f"“{query['q']}”"] if query.get("q") else said


def _shelves(kept: str) -> Any:
    """Mine, one for each of my teams, for managers every team's and everybody's; and where it stands now."""
    is_manager = uow.actor.has(*MANAGERS)
    yield SelectChoice(Shelf.OWN.value, SHELVES[Shelf.OWN])
    for role in StaffRole:
        if is_manager or uow.actor.has(role) or kept == f"{Shelf.TEAM.value}:{role.value}":
            words = _l("Team: %(name)s", name=STAFF_ROLES[role])
            yield SelectChoice(f"{Shelf.TEAM.value}:{role.value}", words)
    if is_manager or kept == Shelf.COMPANY:
        yield SelectChoice(Shelf.COMPANY.value, SHELVES[Shelf.COMPANY])
