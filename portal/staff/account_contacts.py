"""The people at an account: who to call."""

from flask import Response
from flask_babel import gettext as _

from portal.domain.accounts.models import Account, Contact
from portal.staff import staff
from portal.staff.contact_form import ContactForm
from portal.web.current import uow
from portal.web.pages import Answer, page, see_other


@staff.get("/accounts/<number:number>/contacts/new")
def new_contact(number: str) -> Response:
    return _contact_page(uow.accounts.get(number), ContactForm.blank())


@staff.post("/accounts/<number:number>/contacts")
def add_contact(number: str) -> Answer:
    account, form = uow.accounts.get(number), ContactForm.from_post()
    if not form.validate():
        return _contact_page(account, form), 422
    contact = uow.contacts.add(account, form.facts())
    return _back(account, _("%(name)s is added.", name=contact.name))


@staff.get("/accounts/<number:number>/contacts/<int:contact_id>")
def edit_contact(number: str, contact_id: int) -> Response:
    account = uow.accounts.get(number)
    contact = uow.contacts.get(account, contact_id)
    return _contact_page(account, ContactForm.blank(obj=contact), contact)


@staff.post("/accounts/<number:number>/contacts/<int:contact_id>")
def save_contact(number: str, contact_id: int) -> Answer:
    account, form = uow.accounts.get(number), ContactForm.from_post()
    contact = uow.contacts.get(account, contact_id)
    if not form.validate():
        return _contact_page(account, form, contact), 422
    uow.contacts.change(account, contact, form.facts())
    return _back(account, _("Saved."))


@staff.post("/accounts/<number:number>/contacts/<int:contact_id>/removal")
def remove_contact(number: str, contact_id: int) -> Response:
    account = uow.accounts.get(number)
    contact = uow.contacts.get(account, contact_id)
    uow.contacts.remove(account, contact)
    return _back(account, _("%(name)s is removed.", name=contact.name))


def _contact_page(account: Account, form: ContactForm, contact: Contact | None = None) -> Response:
    return page("staff/accounts/contact.html", account=account, form=form, contact=contact)


def _back(account: Account, notice: str) -> Response:
    return see_other(".show_account", notice=notice, number=account.number, tab="contacts")
