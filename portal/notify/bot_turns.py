"""Whose turn it is to post: the caps of the services, kept by all workers together."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import select, update

from portal.db.transaction import transaction
from portal.domain.scope import GuardedSession
from portal.notify.bot import Bot, BotPost
from portal.notify.leases import EVERYBODY, due_ids, fold, is_due, lease
from portal.notify.services import SERVICES

WINDOW = 75.0
"""Seconds that a minute of a service is taken to last: what is taken now may be posted some seconds later."""
MOST_IN_ONE = 20
"""So many notices stand in one message when more come than the cap lets through."""
LOOK = 500


def bots_with_posts() -> list[int]:
    """Ids of bots for which something is due, asked without the write lock."""
    now = datetime.now(UTC)
    with transaction(EVERYBODY, writes=False) as session:
        return list(session.scalars(select(BotPost.bot_id).where(is_due(BotPost, now)).distinct()))


def take_posts(bot_id: int, worker: str) -> list[int]:
    """Ids of what this bot may post now, each with those folded into it, leased to `worker`.

    Within the cap each notice is a message of its own; beyond it they are folded, none is left out. While the bot is
    another worker's turn, or the service has had enough, nothing.
    """
    now = datetime.now(UTC)
    with transaction(EVERYBODY) as session:
        bot = session.scalar(select(Bot).where(Bot.id == bot_id).with_for_update(skip_locked=True))
        if bot is None or (bot.paused_until is not None and bot.paused_until > now):
            return []
        recent = [moment for moment in bot.recent if moment > now.timestamp() - WINDOW]
        free = _free(bot, recent, now.timestamp())
        if free <= 0:
            return []
        leads = _leads(session, bot, free, now)
        lease(session, BotPost, leads, worker, now)
        pace = [*recent, *(now.timestamp() for _ in leads)]
        session.execute(update(Bot).where(Bot.id == bot_id).values(recent=pace))
        return leads


def pause(bot_id: int, until: datetime) -> None:
    """Post nothing there before `until`: the service said so."""
    with transaction(EVERYBODY) as session:
        session.execute(update(Bot).where(Bot.id == bot_id).values(paused_until=until))


def _free(bot: Bot, recent: Sequence[float], now: float) -> int:
    """How many messages the service still takes in this minute and in this second."""
    within_second = sum(moment > now - 1 for moment in recent)
    return min(bot.per_minute - len(recent), SERVICES[bot.service].per_second - within_second)


def _leads(session: GuardedSession, bot: Bot, free: int, now: datetime) -> list[int]:
    due = due_ids(BotPost, now, BotPost.bot_id == bot.id).limit(LOOK)
    ids = list(session.scalars(due.with_for_update(skip_locked=True)))
    tried = set(session.scalars(select(BotPost.id).where(BotPost.id.in_(ids), BotPost.tried_at.is_not(None))))
    old = [one for one in ids if one in tried][:free]
    fresh, left = [one for one in ids if one not in tried], free - len(old)
    if len(fresh) <= left:
        return [*old, *fresh]
    lots = [fresh[at : at + MOST_IN_ONE] for at in range(0, len(fresh), MOST_IN_ONE)][:left]
    return [*old, *(fold(session, BotPost, lot) for lot in lots)]
