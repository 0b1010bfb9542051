"""The outbox, for administrators: mail that waits and mail that was given up."""

from functools import partial

from flask import Response, current_app, request

from portal.notify.models import Message
from portal.notify.outbox import WAITING, mail_in, message_of, why_mail_waits
from portal.notify.words import REASONS, sentence
from portal.staff import staff
from portal.web.current import turn, uow
from portal.web.pages import page, see_other

SHELVES = {"dead": ("dead",), "waiting": WAITING}


@staff.get("/admin/outbox")
def show_outbox() -> Response:
    shelf = request.args.get("state", "dead")
    states = SHELVES.get(shelf, SHELVES["dead"])
    return page(
        "staff/outbox/index.html",
        found=mail_in(uow, *states, **turn()),
        shelf=shelf if shelf in SHELVES else "dead",
        waits=REASONS.get(why_mail_waits(current_app.extensions["settings"]) or ""),
        words_of=partial(sentence, for_staff=False),
    )


@staff.post("/admin/outbox/replays")
def replay_message() -> Response:
    _chosen().replay(by=uow.actor, at=uow.now)
    return see_other(".show_outbox", state="dead")


@staff.post("/admin/outbox/discards")
def discard_message() -> Response:
    message = _chosen()
    shelf = "dead" if message.state == "dead" else "waiting"
    message.discard(by=uow.actor, at=uow.now)
    return see_other(".show_outbox", state=shelf)


def _chosen() -> Message:
    return message_of(uow, request.form.get("message", 0, type=int))
