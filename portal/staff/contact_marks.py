"""Marks of a contact that stop gifts: asking to take them off, and the word of a second person."""

from collections.abc import Callable
from typing import Any

from flask import Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.domain.accounts.marked import marks_of
from portal.domain.accounts.marks import REMOVAL
from portal.domain.accounts.models import Account, Contact
from portal.domain.base import Refused
from portal.staff import staff
from portal.web.account_words import FIELDS
from portal.web.current import uow
from portal.web.fact_fields import TickField, choices_in
from portal.web.forms import Form, SentenceField, Text
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for


class AskLift(Form):
    what = TickField(_l("What is to be taken off"))
    reason = SentenceField(_l("Why it is wrong, and how you know"), [Text(5, 200)])

    def of(self, contact: Contact) -> "AskLift":
        self.what.choices = choices_in({mark: words_of(mark) for mark in (*marks_of(contact), REMOVAL)})
        return self


def words_of(mark: str) -> Any:
    return FIELDS[mark] if mark != REMOVAL else _l("The person, from the list of contacts")


@staff.get("/accounts/<number:number>/contacts/<int:contact_id>/marks")
def show_contact_marks(number: str, contact_id: int) -> Response:
    account = uow.accounts.get(number)
    return _page(account, uow.contacts.get(account, contact_id))


@staff.post("/accounts/<number:number>/contacts/<int:contact_id>/marks/lifting-requests")
def ask_mark_lift(number: str, contact_id: int) -> Answer:
    account = uow.accounts.get(number)
    contact = uow.contacts.get(account, contact_id)
    form = AskLift.from_post().of(contact)
    if not form.validate():
        return _page(account, contact, form), 422
    told = _("Asked for. The marks stop gifts until a second person agrees.")
    return _done(account, contact, lambda: uow.marks.ask_lift(account, contact, form.what.data, form.reason.data), told)


@staff.post("/accounts/<number:number>/contacts/<int:contact_id>/marks/lifting")
def lift_marks(number: str, contact_id: int) -> Answer:
    account = uow.accounts.get(number)
    contact = uow.contacts.get(account, contact_id)
    is_gone = REMOVAL in contact.lift_of
    answer = _done(account, contact, lambda: uow.marks.lift(account, contact), _("Taken off."))
    if is_gone and not isinstance(answer, tuple):
        return see_other(".show_account", _("%(name)s is removed.", name=contact.name), number=number, tab="contacts")
    return answer


@staff.post("/accounts/<number:number>/contacts/<int:contact_id>/marks/keeping")
def keep_marks(number: str, contact_id: int) -> Answer:
    account = uow.accounts.get(number)
    contact = uow.contacts.get(account, contact_id)
    return _done(account, contact, lambda: uow.marks.keep(account, contact), _("The marks stay."))


def _done(account: Account, contact: Contact, act: Callable[[], None], told: str) -> Answer:
    try:
        act()
    except Refused as refusal:
        return _page(account, contact, wrong=words_for(refusal)), 422
    return see_other(".show_contact_marks", told, number=account.number, contact_id=contact.id)


def _page(account: Account, contact: Contact, form: AskLift | None = None, wrong: str = "") -> Response:
    asked_by = uow.people.staff_names().get(contact.lift_by_id, "–") if contact.lift_by_id else ""
    return page(
        "staff/accounts/marks.html", account=account, contact=contact, form=form or AskLift.blank().of(contact),
        wrong=wrong, marks=[words_of(mark) for mark in marks_of(contact)], me=uow.actor.staff_id,
        asked=[words_of(mark) for mark in contact.lift_of], asked_by=asked_by,
    )  # fmt: skip
