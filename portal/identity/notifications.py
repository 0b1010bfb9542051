"""Notifications on either face: what somebody was told, what of it is new, and opening it."""

from functools import partial

from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from portal.notify.addresses import path_to
from portal.notify.inbox import Inbox
from portal.notify.words import sentence
from portal.web.current import turn, uow
from portal.web.pages import page, see_other

LIST = ".list_notifications"
"""The page, on the face that was asked."""


def messages_page() -> Response:
    """The acting person's messages, newest first."""
    for_staff = uow.actor.is_staff
    words_of, path_of = partial(sentence, for_staff=for_staff), partial(path_to, for_staff=for_staff)
    return page("shell/notifications.html", found=_inbox().page(**turn()), words_of=words_of, path_of=path_of)


def read_messages() -> AnyResponse:
    """Mark one message read and open what it is about; without one named, mark all of them."""
    message_id = request.form.get("message", type=int)
    if message_id is None:
        _inbox().read_all(uow.now)
        return see_other(LIST)
    event = _inbox().read(message_id, uow.now).event
    return redirect(path_to(event.subject, event.number, for_staff=uow.actor.is_staff, kind=event.kind), 303)


def _inbox() -> Inbox:
    return Inbox(uow.session, uow.actor.login_id or 0, uow.actor.account_id, uow.actor.roles)
