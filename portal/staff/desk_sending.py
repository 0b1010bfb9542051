"""Sending an answer from the desk: unless somebody was faster, and with some seconds to take it back."""

from flask import Response, current_app, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.domain.promises.source import source_of
from portal.domain.requests.composing import ANSWER
from portal.domain.requests.models import ServiceRequest
from portal.staff import staff
from portal.staff.desk_forms import AnswerRequest
from portal.web.current import files_for, uow
from portal.web.pages import see_other

OVERTAKEN = _l("Somebody wrote while you were writing. Read it above, then send yours anyway or change it: it is kept.")
CROSSED = _l("%(name)s has just sent an answer that goes out in a moment. Read it above; your text is kept.")


def overtaken(service_request: ServiceRequest, form: AnswerRequest) -> str:
    """Why this should not be sent unread: what came since the writer's page, or a colleague's answer that is about to
    go out; nothing when there is none, or the writer has seen it."""
    if form.seen.data is None:
        return ""
    if uow.attending.newer(service_request, form.seen.data, uow.merging.joined(service_request))[0]:
        return str(OVERTAKEN)
    crossing = uow.attending.at(service_request).others_held
    return str(CROSSED % {"name": crossing[-1].name}) if crossing and not request.form.get("anyway") else ""


def send(service_request: ServiceRequest, form: AnswerRequest) -> str | None:
    """Send or hold the answer with all that goes with it; the notice, None when the page itself says how it stands."""
    seconds: int = current_app.extensions["settings"].undo_send_seconds
    if seconds:
        promise = form.promise() if form.promises else None
        files = files_for(service_request.account_id)
        uow.sending.hold(
            service_request, text=form.text.data or "", seconds=seconds, resolves=bool(form.resolve.data),
            promise=promise, files=files,
        )  # fmt: skip
    else:
        _send_at_once(service_request, form)
    uow.drafts.drop(service_request, ANSWER)
    return None if seconds else _("Sent to the partner.")


@staff.post("/requests/<number:number>/answers/undone")
def undo_answer(number: str) -> Response:
    """Not out yet: back into the draft."""
    uow.sending.take_back(uow.requests.get(number, alone=True), request.form.get("held", 0, type=int))
    words = _("Taken back: nobody has seen it. Change it and send it again.")
    return see_other(".show_request", words, number=number, tab="reply")


def _send_at_once(service_request: ServiceRequest, form: AnswerRequest) -> None:
    answer = service_request.answer(by=uow.actor, at=uow.now, text=form.text.data or "")
    uow.attachments.hang(files_for(service_request.account_id), answer)
    if form.promises:
        uow.promises.give(service_request.account_id, source=source_of(service_request), **form.promise())
    if form.resolve.data:
        service_request.resolve(by=uow.actor, at=uow.now)
