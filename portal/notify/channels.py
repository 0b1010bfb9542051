"""Handing over what goes to group bots and to phones."""

from datetime import UTC, datetime

from flask import current_app
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from portal.db.sealing import unseal
from portal.db.transaction import transaction
from portal.notify.bot import Bot, BotPost
from portal.notify.bot_hearing import TEST
from portal.notify.bot_text import text_of
from portal.notify.bot_turns import bots_with_posts, pause, take_posts
from portal.notify.deliver import never
from portal.notify.folding import take_sms
from portal.notify.handing import Stopping, hand_over
from portal.notify.leases import EVERYBODY
from portal.notify.mail import check_worth
from portal.notify.models import SMS, Message
from portal.notify.outbox import BOT, why_waits
from portal.notify.services import SERVICES, Paused
from portal.notify.sms import SEVERAL, Sms, provider_of, template_of
from portal.notify.smtp import Undelivered
from portal.notify.still_there import Pointless
from portal.notify.web_address import is_web_address
from portal.settings import Settings


def deliver_posts(worker: str, stopping: Stopping = never) -> int:
    """Post what is due to each group whose service takes it now; returns how many were settled."""
    if why_waits(BOT, _settings()) is not None:
        return 0
    done = 0
    for bot_id in bots_with_posts():
        if not stopping():
            done += hand_over(take_posts(bot_id, worker), worker, stopping, _post, BotPost)
    return done


def deliver_sms(worker: str, stopping: Stopping = never) -> int:
    """Send the text messages that are due; returns how many were settled."""
    if why_waits(SMS, _settings()) is not None:
        return 0
    provider = provider_of(_settings())
    return hand_over(
        take_sms(worker), worker, stopping, lambda message_id: provider.send(_sms(message_id), datetime.now(UTC))
    )


def _post(post_id: int) -> None:
    from portal.notify.outgoing import post_json  # its client is loaded where something is sent

    settings, now = _settings(), datetime.now(UTC)
    bot, text = _said(post_id, settings)
    service, url = SERVICES[bot.service], unseal("bot address", bot.url)
    if url is None:
        raise Undelivered("the key that sealed the address has been retired", for_good=True)
    if not is_web_address(url, service.hosts, settings.webhook_allow):
        raise Undelivered("this is no address of the service", for_good=True)
    secret = unseal("bot secret", bot.secret) if bot.secret else None
    address, body = service.request(url, secret, text, now)
    headers = {"X-Delivery-Id": f"post-{post_id}"}
    answer = post_json(address, body, headers=headers, timeout=settings.send_timeout, allowed=settings.webhook_allow)
    try:
        service.read(answer)
    except Paused as reason:
        pause(bot.id, now + reason.pause)
        raise


def _said(post_id: int, settings: Settings) -> tuple[Bot, str]:
    with transaction(EVERYBODY, writes=False) as session:
        query = select(BotPost).where(or_(BotPost.id == post_id, BotPost.lead_id == post_id)).order_by(BotPost.id)
        posts = list(session.scalars(query.options(joinedload(BotPost.event), joinedload(BotPost.bot))))
        bot = posts[0].bot
        if bot.removed_at is not None or not (bot.is_on or posts[0].kind == TEST):
            raise Pointless("the bot is switched off")
        return bot, text_of(bot, posts, settings.base_url, settings.company_name)


def _sms(message_id: int) -> Sms:
    with transaction(EVERYBODY, writes=False) as session:
        query = select(Message).where(or_(Message.id == message_id, Message.lead_id == message_id))
        rows = list(session.scalars(query.options(joinedload(Message.event), joinedload(Message.recipient))))
        lead = next(row for row in rows if row.id == message_id)
        check_worth(session, lead, datetime.now(UTC))
        if not lead.recipient.mobile:
            raise Pointless("no mobile number any more")
        several = len(rows) > 1
        template = SEVERAL if several else template_of(lead.kind)
        parameters = {"count": str(len(rows))} if several else {"number": lead.facts.get("number", "")}
        locale = lead.recipient.locale or _settings().locale
        return Sms(f"message-{message_id}", lead.recipient.mobile, template, locale, parameters)


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
