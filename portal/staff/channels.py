"""Channels, for administrators: group bots, and whether mail and text messages go out."""

from flask import Response, current_app
from flask_babel import gettext as _

from portal.domain.base import Refused
from portal.notify.bot import Bot
from portal.notify.bots import Bots
from portal.notify.groups import BOT_GROUPS
from portal.notify.outbox import CHANNELS, count_in, why_waits
from portal.notify.words import REASONS
from portal.settings import Settings
from portal.staff import staff
from portal.staff.channel_forms import KeepBot
from portal.web.channel_words import CHANNELS as CHANNEL_WORDS
from portal.web.channel_words import SERVICES, why
from portal.web.clock_field import halves
from portal.web.current import uow
from portal.web.forms import seen_version
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for


@staff.get("/admin/channels/")
def list_channels() -> Response:
    settings: Settings = current_app.extensions["settings"]
    return page(
        "staff/channels/index.html",
        kept=Bots(uow).all(),
        channels=CHANNEL_WORDS,
        waits={channel: REASONS.get(why_waits(channel, settings) or "") for channel in CHANNELS},
        dead={channel: count_in(uow, channel, "dead") for channel in CHANNELS},
        sends_sms=bool(settings.sms_url),
        services=SERVICES,
        groups={name: words for name, (words, _kinds) in BOT_GROUPS.items()},
        why=why,
    )


@staff.get("/admin/channels/new")
def new_bot() -> Response:
    settings: Settings = current_app.extensions["settings"]
    begins, ends = halves(settings.quiet_hours)
    return _page(KeepBot.blank(locale=settings.locale, quiet_from=begins, quiet_to=ends))


@staff.post("/admin/channels/")
def add_bot() -> Answer:
    form = KeepBot.from_post()
    if not form.validate():
        return _page(form), 422
    try:
        bot = Bots(uow).add(form.facts())
    except Refused as refusal:
        form.name.errors = [words_for(refusal)]
        return _page(form), 409
    return see_other(".list_channels", _("“%(name)s” is kept. Send a test message now.", name=bot.name))


@staff.get("/admin/channels/<int:bot_id>")
def edit_bot(bot_id: int) -> Response:
    bot = Bots(uow).get(bot_id)
    return _page(KeepBot.of(bot), bot)


@staff.post("/admin/channels/<int:bot_id>")
def save_bot(bot_id: int) -> Answer:
    bots = Bots(uow)
    bot = bots.get(bot_id)
    form = KeepBot.from_post(kept=bot)
    if not form.validate():
        return _page(form, bot), 422
    try:
        bots.change(bot, form.facts(), seen=seen_version(form.version.data))
    except Refused as refusal:
        form.name.errors = [words_for(refusal)]
        return _page(form, bot), 409
    return see_other(".list_channels", _("Saved."))


@staff.post("/admin/channels/<int:bot_id>/tests")
def test_bot(bot_id: int) -> Response:
    bot = Bots(uow).get(bot_id)
    bot.test(by=uow.actor, at=uow.now)
    return see_other(
        ".list_channels", _("A test message is on its way to “%(name)s”; the result stands here soon.", name=bot.name)
    )


@staff.post("/admin/channels/<int:bot_id>/stop")
def stop_bot(bot_id: int) -> Response:
    bot = Bots(uow).get(bot_id)
    bot.stop(by=uow.actor, at=uow.now)
    return see_other(".list_channels", _("“%(name)s” hears nothing until you switch it on again.", name=bot.name))


@staff.post("/admin/channels/<int:bot_id>/resumption")
def resume_bot(bot_id: int) -> Response:
    bot = Bots(uow).get(bot_id)
    bot.go_on(by=uow.actor, at=uow.now)
    return see_other(".list_channels", _("“%(name)s” hears again what happens from now on.", name=bot.name))


@staff.post("/admin/channels/<int:bot_id>/removal")
def remove_bot(bot_id: int) -> Response:
    bot = Bots(uow).get(bot_id)
    bot.remove(by=uow.actor, at=uow.now)
    return see_other(".list_channels", _("“%(title)s” is removed.", title=bot.name))


def _page(form: KeepBot, bot: Bot | None = None) -> Response:
    return page("staff/channels/edit.html", form=form, bot=bot, services=SERVICES)
