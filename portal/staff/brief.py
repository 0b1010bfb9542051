"""The call brief: what to know before a call, and the one form after it."""

from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _

from portal.domain.base import Refused
from portal.staff import staff
from portal.staff.brief_form import AfterCall
from portal.web import account_words as words
from portal.web.archive_words import CONTACT_CHANNELS, birthday_text
from portal.web.breach_words import BREACH_KINDS, STAFF_BREACH_STATES
from portal.web.brief_words import CONTACT_TAB, leave_line, lines, more
from portal.web.care_words import RHYTHMS, TOUCH_TYPES, duty_clock
from portal.web.contract_words import STAFF_CONTRACT_STATES
from portal.web.current import uow
from portal.web.document_words import doc_name
from portal.web.feedback_words import STAFF_FEEDBACK_STATES
from portal.web.lunar import to_solar
from portal.web.pages import Answer, page, see_other
from portal.web.pledge_words import staff_clock
from portal.web.refusals import words_for
from portal.web.request_words import STAFF_STATES

MOST = 3
"""Lines of a kind on the page; the rest stands behind a link."""


@staff.get("/accounts/<number:number>/brief")
def show_brief(number: str) -> Response:
    return _brief_page(number, AfterCall.blank(contact=request.args.get("contact", "")))


@staff.post("/accounts/<number:number>/calls")
def log_call(number: str) -> Answer:
    account, form = uow.accounts.get(number), AfterCall.from_post()
    if not form.with_contacts(uow.contacts.of(account)).validate():
        return _brief_page(number, form), 422
    try:
        touch = uow.care.log(account, form.facts(), form.promise() if form.promises else None)
    except Refused as refusal:
        form.next_on.errors = [words_for(refusal)]
        return _brief_page(number, form), 422
    told = _("Logged. Its clock begins anew.") if touch.is_valid else _("Logged: not reached. It stays on the list.")
    return see_other(".list_care", told)


def _brief_page(number: str, form: AfterCall) -> Response:
    asked = form.contact.data or ""
    is_id = asked.isascii() and asked.isdigit() and len(asked) < 19
    brief = uow.briefs.of(number, int(asked) if is_id else None, to_solar)
    form.contact.data = str(brief.contact.id) if brief.contact else ""
    return page(
        "staff/care/brief.html", account=brief.account, brief=brief, glance=brief.glance, form=form, today=uow.today,
        now=uow.now, asks=lines(brief.asks, number), leave=leave_line(brief.leave, number), most=MOST, more=more,
        following=uow.care.next_after(brief.duties), words=words, contact_tab=CONTACT_TAB,
        rail_place=url_for(".list_care") + number, **_words(),
    )  # fmt: skip


def _words() -> dict[str, Any]:
    return {
        "rhythms": RHYTHMS, "touch_types": TOUCH_TYPES, "duty_clock": duty_clock, "pledge_clock": staff_clock,
        "request_states": STAFF_STATES, "feedback_states": STAFF_FEEDBACK_STATES, "doc_name": doc_name,
        "contract_states": STAFF_CONTRACT_STATES, "breach_states": STAFF_BREACH_STATES, "breach_kinds": BREACH_KINDS,
        "birthday_text": birthday_text, "channels": CONTACT_CHANNELS,
    }  # fmt: skip
