"""What a partner does with a request: reply, confirm, reopen, take back."""

from flask import Response
from flask_babel import gettext as _

from portal.domain.base import Refused
from portal.domain.requests.states import RequestState
from portal.identity.writing import begin_writing, late_write
from portal.partner import partner
from portal.partner.request_forms import Reopening, Reply
from portal.partner.requests import request_page
from portal.web.current import files_for, uow
from portal.web.pages import Answer, see_other
from portal.web.rating_form import RateRequest
from portal.web.refusals import words_for


@partner.post("/requests/<number:number>/answers")
@late_write
def reply_to_request(number: str) -> Answer:
    form = Reply.from_post()
    if not form.validate():
        return request_page(uow.requests.get(number), form, Reopening.blank()), 422
    begin_writing()
    service_request = uow.requests.get(number, alone=True)
    if service_request.state == RequestState.MERGED:  # while it was being written: it lands where the request goes on
        number = service_request.went_into
        service_request = uow.requests.get(number, alone=True)
    files = files_for(service_request.account_id)
    try:
        answer = service_request.reply(by=uow.actor, at=uow.now, text=form.text.data or "")
    except Refused as refusal:
        return request_page(uow.requests.get(number), form, Reopening.blank(), words_for(refusal)), 409
    uow.attachments.hang(files, answer)
    return see_other(".show_request", _("Sent."), number=number)


@partner.post("/requests/<number:number>/confirmation")
def confirm_request(number: str) -> Response:
    uow.requests.get(number, alone=True).confirm(by=uow.actor, at=uow.now)
    return see_other(".show_request", _("Thank you. This request is finished."), number=number)


@partner.post("/requests/<number:number>/ratings")
def rate_request(number: str) -> Answer:
    form = RateRequest.from_post()
    service_request = uow.requests.get(number)
    if not form.validate():
        return request_page(service_request, Reply.blank(), Reopening.blank(), rate=form), 422
    uow.ratings.rate(service_request, by=uow.actor, **form.facts())
    return see_other(".show_request", _("Thank you. We have noted it."), number=number)


@partner.post("/requests/<number:number>/reopening")
@late_write
def reopen_request(number: str) -> Answer:
    form = Reopening.from_post()
    if not form.validate():
        return request_page(uow.requests.get(number), Reply.blank(), form), 422
    begin_writing()
    uow.requests.get(number, alone=True).reopen(by=uow.actor, at=uow.now, text=form.text.data or "")
    return see_other(".show_request", _("Reopened. We are on it again."), number=number)


@partner.post("/requests/<number:number>/cancellation")
def cancel_request(number: str) -> Response:
    uow.requests.get(number, alone=True).cancel(by=uow.actor, at=uow.now)
    return see_other(".show_request", _("Withdrawn. Nobody works on it any more."), number=number)
