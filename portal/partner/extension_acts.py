"""What a partner does about an asked extension: confirm what we agreed to, decline it, take the wish back."""

from flask import Response
from flask_babel import gettext as _

from portal.domain.base import Refused
from portal.domain.requests.models import ServiceRequest
from portal.partner import partner
from portal.partner.extension_forms import Acknowledgement, Declination, Scan
from portal.partner.request_forms import Reopening, Reply
from portal.partner.requests import request_page
from portal.web.asked_extension import amendment_summary
from portal.web.current import files_for, uow
from portal.web.forms import Form
from portal.web.locale import day_text
from portal.web.pages import Answer, see_other
from portal.web.refusals import words_for


@partner.post("/requests/<number:number>/acknowledgement")
def acknowledge_extension(number: str) -> Answer:
    service_request, form = uow.requests.get(number), Acknowledgement.from_post()
    extension = uow.extensions.of(service_request)
    if not form.validate():
        return _again(service_request, _first_error(form)), 422
    try:
        files = files_for(service_request.account_id)
        uow.extensions.acknowledge(service_request, amendment_summary(extension, number))
    except Refused as refusal:
        return _again(service_request, words_for(refusal)), 409
    uow.attachments.hang(files, service_request)
    words = _("Confirmed. The contract now ends on %(day)s.", day=day_text(extension.new_ends_on))
    return see_other(".show_request", words, number=number)


@partner.post("/requests/<number:number>/declination")
def decline_extension(number: str) -> Answer:
    service_request, form = uow.requests.get(number), Declination.from_post()
    extension = uow.extensions.of(service_request)
    if not form.validate():
        return _again(service_request, _first_error(form)), 422
    extension.decline(by=uow.actor, at=uow.now, words=form.text.data or "")
    return see_other(".show_request", _("Declined. The contract ends as before."), number=number)


@partner.post("/requests/<number:number>/withdrawal")
def withdraw_extension(number: str) -> Response:
    uow.extensions.of(uow.requests.get(number)).withdraw(by=uow.actor, at=uow.now)
    return see_other(".show_request", _("Taken back. The contract ends as before."), number=number)


@partner.post("/requests/<number:number>/scans")
def attach_scan(number: str) -> Answer:
    """The sealed paper of an extension that is confirmed already."""
    service_request, form = uow.requests.get(number), Scan.from_post()
    extension, files = uow.extensions.of(service_request), files_for(service_request.account_id)
    if not form.validate() or not files:
        return _again(service_request, _first_error(form) or _("Choose a file first.")), 422
    extension.attach_scan(by=uow.actor, at=uow.now)
    uow.attachments.hang(files, service_request)
    return see_other(".show_request", _("Attached. Thank you."), number=number)


def _first_error(form: Form) -> str:
    return next((str(error) for errors in form.errors.values() for error in errors), "")


def _again(service_request: ServiceRequest, problem: str) -> Response:
    return request_page(service_request, Reply.blank(), Reopening.blank(), problem)
