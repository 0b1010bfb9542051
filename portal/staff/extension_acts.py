"""What deciders do about an asked extension: propose, approve as the second person, send a proposal back."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.base import Conflict, Refused
from portal.domain.requests.extension_proposal import ProposalKind
from portal.domain.requests.models import ServiceRequest
from portal.staff import staff
from portal.staff.desk import desk
from portal.staff.extension_forms import PROPOSAL_FORMS, Decision, Proposal, SendingBack
from portal.web.current import uow
from portal.web.pages import Answer, see_other
from portal.web.refusals import words_for

PLACES = {
    "extension.reason_missing": "words",
    "extension.months_missing": "months",
    "extension.end_unclear": "ends_on",
    "contract.not_longer": "months",
    "contract.beyond_upstream": "override",
}
"""Beside which field a refusal is said."""


@staff.post("/requests/<number:number>/proposals")
def propose_extension(number: str) -> Answer:
    kind = request.form.get("kind", "")
    form = PROPOSAL_FORMS.get(kind, PROPOSAL_FORMS[ProposalKind.GRANT]).from_post()
    service_request = uow.requests.at_desk(number)
    if kind not in PROPOSAL_FORMS or not form.validate():
        return _again(service_request, **{form.kind.data or ProposalKind.GRANT: form}), 422
    try:
        uow.extensions.propose(service_request, form.offer())
    except Refused as refusal:
        return _refused(service_request, form, refusal)
    return see_other(".show_request", _("Proposed. A second person decides; they are told."), number=number)


@staff.post("/requests/<number:number>/approvals")
def approve_extension(number: str) -> Answer:
    service_request, form = uow.requests.at_desk(number), Decision.from_post()
    if not form.validate():
        return _again(service_request), 422
    try:
        proposal = uow.extensions.approve(service_request, form.proposal.data)
    except Refused as refusal:
        return _again(service_request, problem=words_for(refusal)), 409
    words = _("Approved. The partner is asked to confirm.") if proposal.new_ends_on else _("Refused. They read why.")
    return see_other(".show_request", words, number=number)


@staff.post("/requests/<number:number>/returns")
def return_proposal(number: str) -> Answer:
    service_request, form = uow.requests.at_desk(number), SendingBack.from_post()
    extension = uow.extensions.of(service_request)
    if not form.validate():
        return _again(service_request, back=form), 422
    try:
        extension.send_back(form.proposal.data, by=uow.actor, at=uow.now, why=form.why.data or "")
    except Refused as refusal:
        return _again(service_request, problem=words_for(refusal), back=form), 409
    return see_other(".show_request", _("Sent back. The proposer reads why."), number=number)


def _refused(service_request: ServiceRequest, form: Proposal, refusal: Refused) -> Answer:
    """A refusal beside its field where it has one, else on top; what was typed is kept."""
    form.findings = refusal.facts.get("findings")
    kept = {form.kind.data or "": form}
    field = PLACES.get(refusal.code)
    if isinstance(refusal, Conflict) or field is None or field not in form:
        return _again(service_request, problem=words_for(refusal), **kept), 409
    form[field].errors = [words_for(refusal)]
    return _again(service_request, **kept), 422


def _again(service_request: ServiceRequest, *, problem: str = "", **forms: Any) -> Response:
    return desk(service_request, problem=problem, extension_forms=forms)
