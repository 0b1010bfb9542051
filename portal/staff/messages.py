"""Messages of care kept for the next time: looked after here, used on an account's page of messages and in plans."""

from flask import Response
from flask_babel import gettext as _

from portal.domain.base import Refused
from portal.domain.care.messages import GAPS
from portal.domain.requests.canned_reply import CannedReply
from portal.staff import staff
from portal.staff.canned_form import SHELVES
from portal.staff.message_form import CHANNEL_WORDS, LANGUAGES, KeepMessage
from portal.web.current import uow
from portal.web.forms import seen_version
from portal.web.gift_words import OCCASIONS
from portal.web.pages import Answer, page, see_other
from portal.web.people_words import STAFF_ROLES
from portal.web.refusals import words_for


@staff.get("/care/messages/")
def list_messages() -> Response:
    return page(
        "staff/messages/index.html", rows=uow.message_templates.within_reach(), shelves=SHELVES, roles=STAFF_ROLES,
        channels=CHANNEL_WORDS, occasions=OCCASIONS, languages=LANGUAGES,
    )  # fmt: skip


@staff.get("/care/messages/new")
def new_message() -> Response:
    return _page(KeepMessage.blank())


@staff.post("/care/messages/")
def keep_message() -> Answer:
    form = KeepMessage.from_post()
    if not form.validate():
        return _page(form), 422
    try:
        one = uow.message_templates.add(form.facts())
    except Refused as refusal:
        return _refused(form, refusal)
    return see_other(".list_messages", _("“%(title)s” is kept.", title=one.title))


@staff.get("/care/messages/<int:message_id>")
def edit_message(message_id: int) -> Response:
    one = uow.message_templates.get(message_id)
    return _page(KeepMessage.of(one), one)


@staff.post("/care/messages/<int:message_id>")
def change_message(message_id: int) -> Answer:
    one, form = uow.message_templates.get(message_id), KeepMessage.from_post()
    if not form.validate():
        return _page(form, one), 422
    try:
        uow.message_templates.change(one, form.facts(), seen=seen_version(form.version.data))
    except Refused as refusal:
        return _refused(form, refusal, one)
    return see_other(".list_messages", _("Saved."))


@staff.post("/care/messages/<int:message_id>/removal")
def remove_message(message_id: int) -> Response:
    one = uow.message_templates.get(message_id)
    uow.message_templates.remove(one)
    return see_other(".list_messages", _("“%(title)s” is removed.", title=one.title))


def _page(form: KeepMessage, one: CannedReply | None = None) -> Response:
    may_change = one is None or one.may_be_changed_by(uow.actor)
    return page("staff/messages/edit.html", form=form, one=one, gaps=GAPS, may_change=may_change)


def _refused(form: KeepMessage, refusal: Refused, one: CannedReply | None = None) -> tuple[Response, int]:
    form.text.errors = [words_for(refusal)]
    return _page(form, one), 409 if refusal.code == "canned.changed" else 422
