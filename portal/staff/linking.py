"""Linking two things of one account at the desk, and taking a link away again."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField

from portal.domain.base import NotFound, Refused
from portal.domain.contracts.breaches.repository import BreachFilter
from portal.domain.links.models import ThingLink
from portal.domain.links.repository import Thing
from portal.domain.links.words import LinkWord
from portal.staff import staff
from portal.web.current import uow
from portal.web.fact_fields import choices_in
from portal.web.forms import ChoiceField, Form, LineField, Text
from portal.web.linked import address_of, title_of
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for
from portal.web.tie_words import CHOICES


class LinkThings(Form):
    """`at` is the number of the thing from whose page it is done."""

    at = HiddenField("")
    word = ChoiceField(_l("How they are related"), choices=choices_in(CHOICES))
    number = LineField(_l("The other number"), [Text(1, 20)])
    is_shared = BooleanField(_l("The partner sees the link, too"))


@staff.get("/links/new")
def new_link() -> Response:
    thing = _thing(request.args.get("at", ""))
    return _page(thing, LinkThings.blank(at=thing.number))


@staff.post("/links/")
def add_link() -> Answer:
    form = LinkThings.from_post()
    thing = _thing(form.at.data or "")
    if not form.validate():
        return _page(thing, form), 422
    number = (form.number.data or "").upper()
    try:
        uow.links.add(thing, number, LinkWord(form.word.data), is_shared=form.is_shared.data)
    except NotFound:
        form.number.errors = [_("Nothing has the number %(number)s.", number=number)]
        return _page(thing, form), 422
    except Refused as refusal:
        form.number.errors = [words_for(refusal)]
        return _page(thing, form), 422
    return _back(thing, _("Linked with %(number)s.", number=number))


@staff.post("/links/<ref:ref>/removal")
def remove_link(ref: str) -> Response:
    link = uow.links.remove(ref)
    return _back(_here(link), _("The link is removed. It can be put back for 7 days."))


@staff.post("/links/<ref:ref>/return")
def put_back_link(ref: str) -> Response:
    link = uow.links.put_back(ref)
    return _back(_here(link), _("The link is back."))


def _thing(number: str) -> Thing:
    """NotFound also for what this person may not read."""
    ways: dict[str, Any] = {"SR": uow.requests.get, "FB": uow.feedback.get, "BR": uow.breaches.get}
    find = ways.get(number.partition("-")[0])
    if find is None:
        raise NotFound(number)
    thing: Thing = find(number)
    return thing


def _here(link: ThingLink) -> Thing:
    """The end whose page the form was on; the beginning when it does not say."""
    ends = uow.links.ends(link)
    return next((one for one in ends if one.number == request.form.get("at")), ends[0])


def _back(thing: Thing, words: str) -> Response:
    where = address_of(thing)
    return see_other(where["endpoint"], words, number=where["number"])


def _page(thing: Thing, form: LinkThings) -> Response:
    return page(
        "staff/links/new.html", thing=thing, title=title_of(thing), form=form, back=address_of(thing), near=_near(thing)
    )


def _near(thing: Thing) -> list[tuple[str, str]]:
    """Numbers of the same account that somebody may mean, the newest of each kind first, with what they are about."""
    found = [
        *uow.requests.of_account(thing.account_id).rows, *uow.feedback.page(account_id=thing.account_id).rows,
        *uow.breaches.page(BreachFilter(states=frozenset()), account_id=thing.account_id).rows,
    ]  # fmt: skip
    fitting = (one for one in found if one.number != thing.number and not getattr(one, "is_confidential", False))
    return [(one.number, title_of(one)) for one in fitting]
