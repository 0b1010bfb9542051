"""The territory of an amendment: named anew from its day on, or left as it is."""

from flask import Response
from flask_babel import gettext as _

from portal.domain.base import Conflict, Refused
from portal.domain.contracts.amending_territory import amended_rows
from portal.domain.contracts.models import Contract
from portal.domain.contracts.territory import territories_on
from portal.staff import staff
from portal.staff.contracts import WORDS, found_lines
from portal.staff.territory_form import NameTerritory
from portal.web.current import uow
from portal.web.forms import seen_version
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for


@staff.get("/contracts/<printed:number>/territory")
def edit_territory(number: str) -> Response:
    contract = _amended(number)
    form, draft = NameTerritory.blank(), contract.draft
    assert draft is not None
    form.show(contract, amended_rows(contract) or territories_on(contract, draft.effective_from))
    return _page(contract, form)


@staff.post("/contracts/<printed:number>/territory")
def name_territory(number: str) -> Answer:
    contract, form = _amended(number), NameTerritory.from_post()
    status, conflict = 422, None
    if form.validate():
        try:
            contract.touch(at=uow.now, seen=seen_version(form.version.data))
            uow.contracts.amending.name(contract, form.facts(contract), form.override.data or "")
            return see_other(".show_contract", _("Noted. It holds once both sides have signed."), number=number)
        except Conflict as refusal:
            status, conflict = 409, words_for(refusal)
            form.version.data = str(contract.version)
        except Refused as refusal:
            form.refuse(refusal)
    return _page(contract, form, conflict=conflict, found=found_lines(form.findings)), status


@staff.post("/contracts/<printed:number>/territory/leave")
def leave_territory(number: str) -> Answer:
    contract = _amended(number)
    contract.touch(at=uow.now)
    uow.contracts.amending.leave(contract)
    return see_other(".show_contract", _("Noted. The territory stays as it was."), number=number)


def _amended(number: str) -> Contract:
    contract = uow.contracts.get(number)
    if contract.draft is None or contract.draft.no == 1:
        raise Refused("territory.not_an_amendment")
    return contract


def _page(contract: Contract, form: NameTerritory, **more: object) -> Response:
    return page("staff/contracts/territory.html", contract=contract, form=form, draft=contract.draft, **more, **WORDS)
