"""Messages to one person, filled with what is known of them, and noting that one was sent."""

from typing import NamedTuple

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.accounts.models import Account, Contact
from portal.domain.care.consent import accepts_message, words_of
from portal.domain.care.messages import FIRST_HOUR, GAPS, LAST_HOUR, message_text
from portal.domain.care.occasions import Occasion
from portal.domain.care.touch_types import Direction, TouchType
from portal.domain.requests.canned_reply import CannedReply
from portal.domain.requests.canned_text import open_gaps
from portal.domain.work import SHANGHAI
from portal.staff import staff
from portal.staff.message_form import CHANNEL_WORDS, LogMessage
from portal.staff.message_values import Known
from portal.web.current import uow
from portal.web.gift_words import OCCASIONS
from portal.web.locale import current_locale
from portal.web.pages import Answer, page, see_other


class Prepared(NamedTuple):
    """`refused`: they want no such message; `gaps` are still open."""

    template: CannedReply
    text: str
    refused: bool
    gaps: list[str]


@staff.get("/accounts/<number:number>/messages")
def show_messages(number: str) -> Response:
    account, asked = uow.accounts.get(number), request.args
    people = uow.contacts.of(account)
    contact = next((one for one in people if str(one.id) == asked.get("contact")), people[0] if people else None)
    return _page(account, people, contact, asked.get("occasion", ""))


@staff.post("/accounts/<number:number>/messages")
def log_message(number: str) -> Answer:
    """What was sent by hand: a contact with them. Whoever wants no such message gets none."""
    account, form = uow.accounts.get(number), LogMessage.from_post()
    people = uow.contacts.of(account)
    contact = next((one for one in people if str(one.id) == form.contact.data), None)
    occasion = form.occasion.data if form.occasion.data in OCCASIONS else ""
    if not form.validate() or contact is None:
        return _page(account, people, contact, occasion), 422
    ready = _prepared(account, contact, uow.message_templates.get(int(form.template.data)), Known(occasion))
    if ready.refused:
        return _page(account, people, contact, occasion), 422
    facts = {"type": ready.template.channel, "on": uow.today, "direction": Direction.OUT, "contact_id": contact.id}
    uow.care.log(account, {**facts, "topic": ready.template.title, "content": ready.text})
    return see_other(".show_account", _("Logged."), number=number, tab="care", _anchor="tabs")


def _prepared(account: Account, contact: Contact, template: CannedReply, known: Known) -> Prepared:
    values = known.of(account, contact, template.locale)
    text = message_text(template.text, values, template.channel or "", values["us"])
    words = words_of(uow.session, [contact.id])[contact.id]
    accepts = accepts_message(
        words, is_birthday=known.occasion == Occasion.BIRTHDAY, is_sms=template.channel == TouchType.SMS
    )
    return Prepared(template, text, not accepts and template.channel != TouchType.CALL, open_gaps(text, GAPS))


def _page(account: Account, people: list[Contact], contact: Contact | None, occasion: str) -> Response:
    occasion = occasion if occasion in OCCASIONS else ""
    known = Known(occasion)
    fitting = uow.message_templates.fitting(occasion or None, current_locale())
    hour = uow.now.astimezone(SHANGHAI).hour
    return page(
        "staff/messages/show.html", account=account, people=people, contact=contact, occasion=occasion,
        ready=[_prepared(account, contact, one, known) for one in fitting] if contact else [], occasions=OCCASIONS,
        channels=CHANNEL_WORDS, form=LogMessage.blank(), is_night=not FIRST_HOUR <= hour < LAST_HOUR,
    )  # fmt: skip
