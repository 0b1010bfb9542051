"""Notifications: what a member of staff was told, and what of it is new."""

from functools import partial

from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from portal.notify.addresses import path_to
from portal.notify.inbox import Inbox
from portal.notify.words import sentence
from portal.staff import staff
from portal.web.current import turn, uow
from portal.web.pages import page, see_other

words_of, path_of = partial(sentence, for_staff=True), partial(path_to, for_staff=True)


@staff.get("/notifications/")
def list_notifications() -> Response:
    found = _inbox().page(**turn())
    return page("staff/notifications/index.html", found=found, words_of=words_of, path_of=path_of)


@staff.post("/notifications/readings")
def read_notifications() -> AnyResponse:
    """One message, which is then opened; or all of them."""
    message_id = request.form.get("message", type=int)
    if message_id is None:
        _inbox().read_all(uow.now)
        return see_other(".list_notifications")
    event = _inbox().read(message_id, uow.now).event
    return redirect(path_of(event.subject, event.number), 303)


def _inbox() -> Inbox:
    return Inbox(uow.session, uow.actor.login_id or 0, None)
