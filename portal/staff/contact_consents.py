"""What contacts without a sign-in agreed to, recorded with what proves it."""

from flask import Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.domain.accounts.models import Account, Contact
from portal.domain.privacy.purposes import SWITCHABLE, ConsentChannel, Purpose
from portal.staff import staff
from portal.web import privacy_words as words
from portal.web.current import uow
from portal.web.fact_fields import choices_in
from portal.web.forms import ChoiceField, Form, SentenceField, Text
from portal.web.pages import Answer, page, see_other

WORD = {"given": _l("agrees"), "withdrawn": _l("withdraws, or says no")}


class RecordConsent(Form):
    purpose = ChoiceField(_l("Purpose"), choices=choices_in({one: words.PURPOSES[one] for one in SWITCHABLE}))
    word = ChoiceField(_l("What they say"), choices=choices_in(WORD))
    channel = ChoiceField(_l("How they told us"), choices=choices_in(words.CHANNELS))
    evidence = SentenceField(_l("Where it can be looked up"), [Text(3, 200)])


@staff.get("/accounts/<number:number>/contacts/<int:contact_id>/consents")
def list_contact_consents(number: str, contact_id: int) -> Response:
    account = uow.accounts.get(number)
    return _page(account, uow.contacts.get(account, contact_id), RecordConsent.blank())


@staff.post("/accounts/<number:number>/contacts/<int:contact_id>/consents")
def record_contact_consent(number: str, contact_id: int) -> Answer:
    account, form = uow.accounts.get(number), RecordConsent.from_post()
    contact = uow.contacts.get(account, contact_id)
    if not form.validate():
        return _page(account, contact, form), 422
    uow.consents.record(
        contact, Purpose(form.purpose.data), form.word.data == "given", channel=ConsentChannel(form.channel.data),
        evidence=form.evidence.data or "",
    )  # fmt: skip
    return see_other(".list_contact_consents", _("Recorded."), number=number, contact_id=contact_id)


def _page(account: Account, contact: Contact, form: RecordConsent) -> Response:
    rows = uow.consents.of_contact(contact)
    newest = {row.purpose: row for row in reversed(rows)}
    return page(
        "staff/accounts/consents.html", account=account, contact=contact, form=form, rows=rows, newest=newest,
        purposes=SWITCHABLE, words=words,
    )  # fmt: skip
