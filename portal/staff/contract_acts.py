"""What is done with a contract: its draft signed, an amendment begun, a notice recorded."""

from flask_babel import gettext as _

from portal.domain.base import Conflict, Refused
from portal.domain.contracts import drafting
from portal.staff import staff
from portal.staff.contract_forms import Amend, Sign
from portal.staff.contracts import contract_page, found_lines
from portal.staff.notice_form import GiveNotice
from portal.web.current import uow
from portal.web.pages import Answer, see_other
from portal.web.refusals import words_for


@staff.post("/contracts/<printed:number>/signatures")
def sign_contract(number: str) -> Answer:
    contract, form = uow.contracts.get(number), Sign.from_post()
    if not form.validate():
        return contract_page(contract, sign=form), 422
    contract.touch(at=uow.now)
    try:
        signed = form.us_on.data, form.partner_on.data
        uow.contracts.sign(contract, *signed, form.override.data or "", awaits_deposit=form.awaits_deposit.data)
    except Refused as refusal:
        form.refuse(refusal)
        return contract_page(contract, sign=form, found=found_lines(form.findings)), 422
    return see_other(".show_contract", _("Noted."), number=number)


@staff.post("/contracts/<printed:number>/versions")
def amend_contract(number: str) -> Answer:
    contract, form = uow.contracts.get(number), Amend.from_post()
    if not form.validate() or form.effective_from.data is None:
        return contract_page(contract, amend=form), 422
    contract.touch(at=uow.now)
    day, summary = form.effective_from.data, form.summary.data or ""
    drafting.add_amendment(contract, day, summary, by=uow.actor, at=uow.now)
    return see_other(".show_contract", _("Now name the clauses that change; all others stay."), number=number)


@staff.post("/contracts/<printed:number>/notices")
def record_notice(number: str) -> Answer:
    """A notice about the end of the term: it settles its window, and nobody is reminded of it any more."""
    contract = uow.contracts.get(number)
    form = GiveNotice.from_post().offer(uow.deadlines.of_contract(contract.id, with_past=True))
    if form.validate():
        try:
            uow.deadlines.give_notice(contract, **form.facts())
            return see_other(".show_contract", _("Noted. Nobody is reminded of it any more."), number=number)
        except Conflict:
            raise
        except Refused as refusal:
            form.arrived_on.errors = [words_for(refusal)]
    return contract_page(contract, notice=form), 422
