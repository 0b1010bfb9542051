"""My data: consents, a copy of everything, putting it right, and being forgotten."""

from typing import Any

from flask import Response, current_app, g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, TextAreaField

from portal.domain.base import Refused
from portal.domain.privacy.purposes import SWITCHABLE, Purpose
from portal.identity.confirming import Confirmed, is_confirmed, own_login
from portal.identity.files import storage
from portal.identity.views import identity
from portal.identity.writing import begin_writing, late_write
from portal.web import privacy_words as words
from portal.web.current import uow
from portal.web.forms import Form, Text, trimmed
from portal.web.locale import day_text
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for

_SWITCHES: dict[str, Any] = {str(purpose): BooleanField(words.PURPOSES[purpose]) for purpose in SWITCHABLE}
ChooseConsents: Any = type("ChooseConsents", (Form,), _SWITCHES)
"""One switch for each purpose; off is said by leaving it empty, so giving and withdrawing are one act."""


class AskCopy(Confirmed):
    """The current password and nothing else."""


class AskErasure(Form):
    why = TextAreaField(_l("Is there anything we should know?"), [Text(0, 500)], filters=[trimmed])


@identity.get("/me/data")
def show_own_data() -> Response:
    return _page()


@identity.post("/me/consents")
def choose_consents() -> Answer:
    form = ChooseConsents.from_post()
    if not form.validate():
        return _page(consents=form), 422
    count = uow.consents.choose({purpose: form[purpose].data for purpose in SWITCHABLE})
    return see_other("identity.show_own_data", _("Your choice is kept.") if count else _("Nothing was changed."))


@identity.post("/me/data/copies")
@late_write
def ask_data_copy() -> Answer:
    """Everything about a person in one file is not made at a screen somebody left open: the password is asked first."""
    form = AskCopy.from_post()
    if not is_confirmed(form):
        return _page(copy_form=form), 422
    begin_writing()
    try:
        uow.copies.ask()
    except Refused as refusal:
        return see_other("identity.show_own_data", words_for(refusal), "warn")
    return see_other("identity.show_own_data", _("Your copy is being made. It is here in a minute."))


@identity.post("/me/data/copies/<ref:copy_ref>")
def take_data_copy(copy_ref: str) -> Response:
    """The zip: posted for, because that it was taken is an event."""
    copy = uow.copies.take(copy_ref)
    assert copy.sha256 is not None
    with storage().open(copy.sha256) as source:
        response = Response(source.read(), mimetype="application/zip")
    name = f"my-data-{copy.asked_at:%Y%m%d}.zip"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


@identity.post("/me/data/erasure")
def ask_erasure() -> Answer:
    form = AskErasure.from_post()
    if not form.validate():
        return _page(erase=form), 422
    try:
        asked = uow.erasures.ask(form.why.data or "")
    except Refused as refusal:
        form.why.errors = [words_for(refusal)]
        return _page(erase=form), 422
    words_ = _("We have it. You get our answer by %(day)s.", day=day_text(asked.due_on))
    return see_other("identity.show_own_data", words_)


@identity.post("/me/data/erasure/withdrawal")
def withdraw_erasure() -> Answer:
    try:
        uow.erasures.withdraw()
    except Refused as refusal:
        return see_other("identity.show_own_data", words_for(refusal), "warn")
    return see_other("identity.show_own_data", _("Taken back: nothing is erased."))


def _page(*, consents: Any = None, erase: AskErasure | None = None, copy_form: AskCopy | None = None) -> Response:
    login_id = g.visitor.login_id
    given = {str(purpose): row.is_given for purpose, row in uow.consents.of_login(login_id).items()}
    return page(
        "identity/own_data.html", consents=consents or ChooseConsents.blank(**given),
        erase=erase or AskErasure.blank(), copy_form=copy_form or AskCopy.blank(),
        copies=uow.copies.of_login(login_id), now=uow.now,
        erasure=None if g.visitor.is_staff else uow.erasures.of_login(login_id), words=words, purposes=SWITCHABLE,
        always=Purpose.CONTRACT_NOTICE, login=own_login(uow.session), notice=uow.privacy_notices.in_force(),
        company=current_app.extensions["settings"].company_name,
    )  # fmt: skip
