"""The outbox, for administrators: what waits and what was given up, by channel."""

from functools import partial

from flask import Response, current_app, request
from flask_babel import ngettext

from portal.notify.models import EMAIL
from portal.notify.outbox import (
    CHANNELS,
    WAITING,
    count_in,
    discard,
    message_of,
    messages_in,
    replay_all,
    why_waits,
)
from portal.notify.posted import Posted
from portal.notify.sms import masked
from portal.notify.words import REASONS, sentence
from portal.staff import staff
from portal.web.channel_words import CHANNELS as CHANNEL_WORDS
from portal.web.channel_words import SERVICES, why
from portal.web.current import turn, uow
from portal.web.pages import page, see_other

SHELVES = {"dead": ("dead",), "waiting": WAITING}


@staff.get("/admin/outbox")
def show_outbox() -> Response:
    shelf, channel = request.args.get("state", "dead"), _channel(request.args.get("channel"))
    states = SHELVES.get(shelf, SHELVES["dead"])
    return page(
        "staff/outbox/index.html",
        found=messages_in(uow, channel, *states, **turn()),
        shelf=shelf if shelf in SHELVES else "dead",
        channel=channel,
        channels=CHANNEL_WORDS,
        counts={name: count_in(uow, name, *states) for name in CHANNELS},
        services=SERVICES,
        waits=REASONS.get(why_waits(channel, current_app.extensions["settings"]) or ""),
        words_of=partial(sentence, for_staff=False),
        why=why,
        masked=masked,
    )


@staff.post("/admin/outbox/replays")
def replay_message() -> Response:
    """One message by its number, or with none named everything of a channel that was given up."""
    channel = _channel(request.form.get("channel"))
    if request.form.get("message") == "all":
        count = replay_all(uow, channel)
        words = ngettext("%(num)s message is tried again.", "%(num)s messages are tried again.", count)
        return see_other(".show_outbox", words, state="dead", channel=channel)
    _chosen(channel).replay(by=uow.actor, at=uow.now)
    return see_other(".show_outbox", state="dead", channel=channel)


@staff.post("/admin/outbox/discards")
def discard_message() -> Response:
    channel = _channel(request.form.get("channel"))
    message = _chosen(channel)
    shelf = "dead" if message.state == "dead" else "waiting"
    discard(uow, message)
    return see_other(".show_outbox", state=shelf, channel=channel)


def _chosen(channel: str) -> Posted:
    return message_of(uow, request.form.get("message", 0, type=int), channel)


def _channel(asked: str | None) -> str:
    return asked if asked in CHANNELS else EMAIL
