"""Deciding about a wish to be forgotten."""

from flask import Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from portal.domain.base import Conflict
from portal.domain.privacy.models import Erasure
from portal.staff import staff
from portal.web import privacy_words as words
from portal.web.current import uow
from portal.web.forms import Form, Text, trimmed
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for


class RefuseErasure(Form):
    reason = TextAreaField(_l("Reason"), [Text(3, 1000)], filters=[trimmed])


@staff.get("/admin/privacy/erasures/<ref:erasure>")
def show_erasure(erasure: str) -> Response:
    return _page(uow.erasures.get(erasure))


@staff.post("/admin/privacy/erasures/<ref:erasure>/approval")
def approve_erasure(erasure: str) -> Answer:
    wish = uow.erasures.get(erasure)
    try:
        uow.erasures.approve(wish)
    except Conflict as conflict:
        return _page(wish, problem=words_for(conflict)), 409
    return see_other(".show_erasure", _("Approved. It is done in 24 hours; the person is told now."), erasure=erasure)


@staff.post("/admin/privacy/erasures/<ref:erasure>/refusal")
def refuse_erasure(erasure: str) -> Answer:
    wish, form = uow.erasures.get(erasure), RefuseErasure.from_post()
    if not form.validate():
        return _page(wish, form), 422
    try:
        uow.erasures.refuse(wish, form.reason.data or "")
    except Conflict as conflict:
        return _page(wish, form, words_for(conflict)), 409
    return see_other(".show_erasure", _("Refused; the person reads the reason."), erasure=erasure)


def _page(wish: Erasure, form: RefuseErasure | None = None, problem: str = "") -> Response:
    stays = wish.kept if wish.decided_at else uow.erasures.what_stays(wish.login_id)
    return page(
        "staff/privacy/erasure.html", wish=wish, form=form or RefuseErasure.blank(), stays=stays, words=words,
        problem=problem, today=uow.today,
    )  # fmt: skip
