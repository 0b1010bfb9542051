"""A contract before and after its signing: handed in for review, agreed to, sent back; let into force; put away."""

from flask import Response
from flask_babel import gettext as _

from portal.domain.base import Refused
from portal.staff import staff
from portal.staff.contracts import contract_page
from portal.staff.life_forms import SendBack, Submit
from portal.web.current import uow
from portal.web.pages import Answer, see_other
from portal.web.refusals import words_for


@staff.post("/contracts/<printed:number>/reviews")
def submit_contract(number: str) -> Answer:
    contract, form = uow.contracts.get(number), Submit.from_post()
    if form.validate():
        try:
            uow.contracts.reviewing.submit(contract, form.waiver.data or "")
            return see_other(".show_contract", _("Handed in. Sales, quality and legal are asked now."), number=number)
        except Refused as refusal:
            if refusal.code not in ("contract.lacks_clauses", "contract.not_a_manager"):
                raise
            form.waiver.errors = [words_for(refusal)]
    return contract_page(contract, life_form={"submit": form}), 422


@staff.post("/contracts/<printed:number>/sign-offs")
def approve_contract(number: str) -> Response:
    is_last = uow.contracts.sign_off(uow.contracts.get(number))
    words = _("All have agreed: it is out for signing now.") if is_last else _("Noted that you agree.")
    return see_other(".show_contract", words, number=number)


@staff.post("/contracts/<printed:number>/returns")
def reject_contract(number: str) -> Answer:
    contract, form = uow.contracts.get(number), SendBack.from_post()
    if not form.validate():
        return contract_page(contract, life_form={"reject": form}), 422
    uow.contracts.reviewing.send_back(contract, form.why.data or "")
    return see_other(".show_contract", _("It is a draft again."), number=number)


@staff.post("/contracts/<printed:number>/commencement")
def effective_contract(number: str) -> Response:
    uow.taking_effect.let(uow.contracts.get(number))
    return see_other(".show_contract", _("It is in force."), number=number)


@staff.post("/contracts/<printed:number>/archiving")
def archive_contract(number: str) -> Response:
    uow.closing.archive(uow.contracts.get(number))
    return see_other(".show_contract", _("Put away. It can still be read."), number=number)
