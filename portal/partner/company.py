"""Our company: what the archive holds about us, and what we propose to change in it, field by field.

Owners propose anything; members propose contacts only; viewers read.
"""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.accounts.models import Account, Contact
from portal.domain.base import NotFound, Refused
from portal.domain.proposals.fields import CONTACT, FIELDS, ProposalAct, ProposedField, fields_of, held
from portal.domain.proposals.models import ArchiveProposal
from portal.partner import partner
from portal.partner.company_forms import ProposeChange, blank_form, form_for
from portal.web import proposal_words as words
from portal.web.current import files_for, uow
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for


@partner.get("/company/")
def show_company() -> Response:
    account = uow.accounts.own(alone=True)
    proposals = uow.proposals.of_account(account)
    is_open = {one.slot: one for one in proposals if one.is_open}
    return page(
        "partner/company/index.html", account=account, contacts=uow.contacts.of(account), proposals=proposals,
        open_of=is_open, fields=[(one, held(account, one.columns)) for one in fields_of(account.kind)],
        words=words, may_propose=may_propose, level=uow.benefits.own_level(account.id),
    )  # fmt: skip


@partner.get("/archive-changes/new")
def new_archive_change() -> Answer:
    if not request.args.get("field"):
        return see_other(".show_company")
    account = uow.accounts.own(alone=True)
    field, contact = _asked(account, request.args)
    row: Any = contact if field.code == CONTACT else account
    return _form_page(account, field, contact, blank_form(field.code, row))


@partner.post("/archive-changes/")
def propose_archive_change() -> Answer:
    account = uow.accounts.own(alone=True)
    if request.form.get("field") not in FIELDS:
        return see_other(".show_company", _("Choose what you want to change."), "warn"), 303
    field, contact = _asked(account, request.form)
    form = form_for(field.code).from_post()
    if not form.validate():
        return _form_page(account, field, contact, form), 422
    act = ProposalAct.CHANGE if contact or field.code != CONTACT else ProposalAct.ADD
    try:
        files = files_for(account.id)
        made, older = uow.proposals.propose(
            account, field, form.after(), contact=contact, act=act, note=form.note.data or ""
        )
    except Refused as refusal:
        form.note.errors = [words_for(refusal)]
        return _form_page(account, field, contact, form), 422
    uow.attachments.hang(files, made)
    return _made(made, older)


@partner.post("/company/contacts/<int:contact_id>/removal-proposals")
def propose_contact_removal(contact_id: int) -> Answer:
    account = uow.accounts.own(alone=True)
    contact = uow.contacts.get(account, contact_id)
    made, older = uow.proposals.propose(account, FIELDS[CONTACT], {}, contact=contact, act=ProposalAct.REMOVE)
    return _made(made, older)


@partner.get("/archive-changes/<number:number>")
def show_archive_change(number: str) -> Response:
    proposal = uow.proposals.get(number)
    now = uow.proposals.now_held(proposal, proposal.account)
    may_read = uow.proposals.may_read_files(proposal.id)
    files = uow.attachments.on([proposal]).get(proposal.id, []) if may_read else []
    return page(
        "partner/company/show.html", proposal=proposal, lines=words.lines_of(proposal, now), files=files, words=words
    )


@partner.post("/archive-changes/<number:number>/withdrawal")
def withdraw_archive_change(number: str) -> Answer:
    proposal = uow.proposals.get(number)
    if not may_propose(proposal.about):
        raise NotFound(number)
    uow.proposals.withdraw(proposal)
    return see_other(".show_company", _("%(number)s is taken back.", number=number))


def may_propose(field: ProposedField) -> bool:
    """Owners propose everything, members contacts alone."""
    return uow.actor.has("owner") or (field.code == CONTACT and uow.actor.has("member"))


def _asked(account: Account, named: Any) -> tuple[ProposedField, Contact | None]:
    """The field and the contact that the address or form names; NotFound for what is not theirs to propose."""
    field = FIELDS.get(named.get("field", ""))
    if field is None or not field.is_of(account.kind) or not may_propose(field):
        raise NotFound("field")
    contact = named.get("contact", "")
    if field.code != CONTACT or not contact:
        return field, None
    if not contact.isascii() or not contact.isdigit() or len(contact) > 18:
        raise NotFound("contact")
    return field, uow.contacts.get(account, int(contact))


def _form_page(account: Account, field: ProposedField, contact: Contact | None, form: ProposeChange) -> Response:
    slot = f"contact {contact.id}" if contact else field.code
    older = next((one for one in uow.proposals.of_account(account) if one.is_open and one.slot == slot), None)
    return page("partner/company/new.html", field=field, contact=contact, form=form, older=older, words=words)


def _made(made: ArchiveProposal, older: ArchiveProposal | None) -> Response:
    if older is not None:
        notice = _("%(number)s is with us. It takes the place of %(older)s.", number=made.number, older=older.number)
    else:
        notice = _("%(number)s is with us. We look at it and tell you.", number=made.number)
    return see_other(".show_company", notice)
