"""Replies kept for the next time: looked after here, used at the desk."""

from flask import Response
from flask_babel import gettext as _

from portal.domain.base import Refused
from portal.domain.requests.canned_reply import CannedReply
from portal.domain.requests.canned_text import GAPS
from portal.staff import staff
from portal.staff.canned_form import SHELVES, KeepReply
from portal.web.current import uow
from portal.web.forms import seen_version
from portal.web.pages import Answer, page, see_other
from portal.web.people_words import STAFF_ROLES
from portal.web.refusals import words_for
from portal.web.request_words import CATEGORIES


@staff.get("/canned-replies/")
def list_canned_replies() -> Response:
    return page(
        "staff/canned/index.html", rows=uow.canned.within_reach(), shelves=SHELVES, roles=STAFF_ROLES,
        categories=CATEGORIES, actor=uow.actor,
    )  # fmt: skip


@staff.get("/canned-replies/new")
def new_canned_reply() -> Response:
    return _page(KeepReply.blank())


@staff.post("/canned-replies/")
def keep_canned_reply() -> Answer:
    form = KeepReply.from_post()
    if not form.validate():
        return _page(form), 422
    try:
        one = uow.canned.add(form.facts())
    except Refused as refusal:
        return _refused(form, refusal)
    return see_other(".list_canned_replies", _("“%(title)s” is kept.", title=one.title))


@staff.get("/canned-replies/<int:canned_id>")
def edit_canned_reply(canned_id: int) -> Response:
    one = uow.canned.get(canned_id)
    return _page(KeepReply.of(one), one)


@staff.post("/canned-replies/<int:canned_id>")
def change_canned_reply(canned_id: int) -> Answer:
    one, form = uow.canned.get(canned_id), KeepReply.from_post()
    if not form.validate():
        return _page(form, one), 422
    try:
        uow.canned.change(one, form.facts(), seen=seen_version(form.version.data))
    except Refused as refusal:
        return _refused(form, refusal, one)
    return see_other(".list_canned_replies", _("Saved."))


@staff.post("/canned-replies/<int:canned_id>/removal")
def remove_canned_reply(canned_id: int) -> Response:
    one = uow.canned.get(canned_id)
    uow.canned.remove(one)
    return see_other(".list_canned_replies", _("“%(title)s” is removed.", title=one.title))


def _page(form: KeepReply, one: CannedReply | None = None) -> Response:
    may_change = one is None or one.may_be_changed_by(uow.actor)
    return page("staff/canned/edit.html", form=form, one=one, gaps=GAPS, may_change=may_change)


def _refused(form: KeepReply, refusal: Refused, one: CannedReply | None = None) -> tuple[Response, int]:
    form.text.errors = [words_for(refusal)]
    return _page(form, one), 409 if refusal.code == "canned.changed" else 422
