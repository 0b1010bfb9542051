"""The papers of one account at the desk: type by type, one that came by post, and letting pass what one stops."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.accounts.models import Account
from portal.domain.accounts.papers.paper import CHECKERS
from portal.domain.base import Refused
from portal.domain.glance import AccountGlance
from portal.identity.writing import begin_writing, late_write
from portal.staff import staff
from portal.staff.accounts import PANELS, account_page
from portal.staff.paper_forms import GiveForAccount, LetPass
from portal.web.current import files_for, uow
from portal.web.document_words import DOC_TYPES, doc_name, paper_number
from portal.web.pages import Answer, page, see_other
from portal.web.paper_form import PLACES
from portal.web.paper_words import STATES, staff_state
from portal.web.refusals import words_for


def papers_panel(account: Account, _glance: AccountGlance) -> dict[str, Any]:
    lines = uow.qualifications.lines(account)
    return {
        "lines": lines, "waivers": uow.gatekeeping.waivers(account.id, uow.today),
        "tones": STATES, "staff_state": staff_state, "paper_number": paper_number, "let_pass": LetPass.blank(),
        "may_let_pass": uow.actor.has(*CHECKERS), "waive_problem": "",
    }  # fmt: skip


PANELS["papers"] = papers_panel


@staff.get("/accounts/<number:number>/papers/new")
def new_account_paper(number: str) -> Response:
    asked = request.args.get("type", "")
    return _ask(uow.accounts.get(number), GiveForAccount.blank(doc_type=asked if asked in DOC_TYPES else None))


@staff.post("/accounts/<number:number>/papers")
@late_write
def add_account_paper(number: str) -> Answer:
    form = GiveForAccount.from_post()
    if not form.validate():
        return _ask(uow.accounts.get(number), form), 422
    begin_writing()
    account = uow.accounts.get(number)
    try:
        paper = uow.qualifications.submit(account, form.printed(), files_for(account.id))
    except Refused as refusal:
        form[PLACES.get(refusal.code, "doc_type")].errors = [words_for(refusal)]
        return _ask(account, form), 422
    return see_other(".show_paper", _("Kept. Somebody else checks it."), paper_id=paper.id)


@staff.post("/accounts/<number:number>/waivers")
def waive_paper(number: str) -> Answer:
    account, form, problem = uow.accounts.get(number), LetPass.from_post(), ""
    if form.validate():
        try:
            uow.gatekeeping.waive(account, form.doc_type.data, form.until.data, form.reason.data or "")
        except Refused as refusal:
            problem = words_for(refusal)
        else:
            words = _("“%(name)s” stops nothing until then.", name=doc_name(form.doc_type.data))
            return see_other(".show_account", words, number=number, tab="papers")
    return account_page(number, "papers", let_pass=form, waive_problem=problem), 422


def _ask(account: Account, form: GiveForAccount) -> Response:
    return page("staff/papers/new.html", account=account, form=form)
