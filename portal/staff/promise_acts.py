"""What staff do with a promise: keep it, move its day, call it off, hand it over, all of a colleague's at once."""

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.base import Conflict, Refused
from portal.domain.promises.models import Pledge
from portal.staff import staff
from portal.staff.promise_forms import CallOffPromise, HandOverPromise, MovePromise
from portal.staff.promises import promise_page
from portal.web.current import uow
from portal.web.pages import Answer, see_other
from portal.web.pledge_words import page_of_source
from portal.web.refusals import words_for


@staff.post("/promises/<number:number>/keepings")
def keep_promise(number: str) -> Response:
    pledge = uow.promises.get(number)
    pledge.keep(by=uow.actor, at=uow.now)
    return _back(pledge, _("%(number)s is kept.", number=number))


@staff.post("/promises/<number:number>/moves")
def move_promise(number: str) -> Answer:
    pledge, form = uow.promises.get(number), MovePromise.from_post()
    if not form.validate():
        return promise_page(pledge, move=form), 422
    try:
        pledge.move(form.due_on.data, form.move_reason.data or "", by=uow.actor, at=uow.now)
    except Conflict:
        raise
    except Refused as refusal:
        form.due_on.errors = [words_for(refusal)]
        return promise_page(pledge, move=form), 422
    return see_other(".show_promise", _("The day is moved."), number=number)


@staff.post("/promises/<number:number>/cancellations")
def call_off_promise(number: str) -> Answer:
    pledge, form = uow.promises.get(number), CallOffPromise.from_post()
    if not form.validate():
        return promise_page(pledge, call_off=form), 422
    pledge.call_off(form.why.data or "", by=uow.actor, at=uow.now)
    return see_other(".show_promise", _("Called off."), number=number)


@staff.post("/promises/<number:number>/owner")
def hand_over_promise(number: str) -> Answer:
    pledge = uow.promises.get(number)
    form = HandOverPromise.from_post().among(uow.people.staff_names().items(), but=pledge.owner_id)
    if not form.validate():
        return promise_page(pledge, hand_over=form), 422
    heir = uow.people.staff_member(int(form.staff.data))
    pledge.hand_over(heir, by=uow.actor, at=uow.now)
    words = _("%(number)s is with %(name)s now.", number=number, name=heir.login.name)
    return see_other(".show_promise", words, number=number)


def _back(pledge: Pledge, words: str) -> Response:
    """To the page on which it was said."""
    where = request.form.get("next", "")
    if where == "today":
        return see_other(".today", words)
    if where == "ledger":
        return see_other(".list_promises", words)
    if where == "account":
        return see_other(".show_account", words, number=pledge.account.number, tab="promises", _anchor="tabs")
    source = page_of_source("staff", pledge.source) if where == "source" else None
    if source is not None:
        return see_other(source, words, number=pledge.source)
    return see_other(".show_promise", words, number=pledge.number)
