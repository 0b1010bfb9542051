"""A reply to keep: its title, its text with gaps, on whose shelf, for which requests."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField
from wtforms.fields.choices import SelectChoice

from portal.domain.people.roles import StaffRole
from portal.domain.requests.canned_reply import CannedReply, Shelf
from portal.web.current import uow
from portal.web.fact_fields import TickField
from portal.web.forms import ChoiceField, Form, LineField, Text, trimmed
from portal.web.people_words import STAFF_ROLES
from portal.web.request_words import CATEGORIES

SHELVES = {Shelf.OWN: _l("Only me"), Shelf.TEAM: _l("My team"), Shelf.COMPANY: _l("Everybody")}


class KeepReply(Form):
    version = HiddenField()
    title = LineField(_l("Title"), [Text(1, 20)])
    text = TextAreaField(_l("Reply"), [Text(1, 4000)], filters=[trimmed], render_kw={"rows": 6})
    shelf = ChoiceField(_l("Who uses it"))
    categories = TickField(_l("For which requests"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shelf.choices = list(_shelves())
        self.categories.choices = [SelectChoice(code.value, words) for code, words in CATEGORIES.items()]

    def facts(self) -> dict[str, Any]:
        shelf, _, role = (self.shelf.data or "").partition(":")
        return {
            "title": self.title.data, "text": self.text.data, "shelf": shelf, "role": role or None,
            "categories": sorted(self.categories.data or []),
        }  # fmt: skip

    @classmethod
    def of(cls, one: CannedReply) -> "KeepReply":
        shelf = f"{one.shelf}:{one.role}" if one.role else one.shelf
        return cls.blank(title=one.title, text=one.text, shelf=shelf, categories=one.categories, version=one.version)


def _shelves() -> Any:
    """Mine, one for each of my teams, and for administrators everybody's."""
    yield SelectChoice(Shelf.OWN.value, SHELVES[Shelf.OWN])
    for role in sorted(uow.actor.roles):
        yield SelectChoice(f"{Shelf.TEAM.value}:{role}", _l("Team: %(name)s", name=STAFF_ROLES[StaffRole(role)]))
    if uow.actor.has(StaffRole.ADMINISTRATOR):
        yield SelectChoice(Shelf.COMPANY.value, SHELVES[Shelf.COMPANY])
