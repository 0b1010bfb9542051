"""What waits or was given up on its way out: what staff see of it and what they may do."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from portal.domain.base import NotFound
from portal.domain.paging import Page, page_of
from portal.domain.people.models import Login
from portal.domain.scope import OUTSIDE_SCOPE
from portal.domain.work import Work
from portal.notify.bot import Bot
from portal.notify.leases import follow
from portal.notify.models import EMAIL, GOES_OUT, SMS, BotPost, Message, known_id
from portal.notify.posted import Posted
from portal.settings import Settings

BOT = "bot"
CHANNELS = (EMAIL, SMS, BOT)
WAITING = ("pending", "leased")
MOST_AT_ONCE = 500
"""So many are tried again by one press."""


def why_waits(channel: str, settings: Settings) -> str | None:
    """None when this channel goes out; else a code: demo or no_server."""
    if settings.is_demo:
        return "demo"
    return "no_server" if channel == EMAIL and not settings.smtp_url else None


def messages_in(work: Work, channel: str, *states: str, after: str | None = None, before: str | None = None) -> Page:
    """Messages of a channel in these states with whom they are for, newest first; those told together are one."""
    table = _table(channel)
    query = _in_states(channel, states).options(_whom(channel)).execution_options(**_ALL)
    return page_of(work.session, query, (table.id,), after=after, before=before, descending=True)


def count_in(work: Work, channel: str, *states: str) -> int:
    few = _in_states(channel, states).with_only_columns(_table(channel).id).limit(1000).subquery()
    return work.session.scalar(select(func.count()).select_from(few), execution_options=_ALL) or 0


def message_of(work: Work, message_id: int, channel: str = EMAIL) -> Posted:
    """One message of the outbox, locked for a decision; raises NotFound. Mail and text messages have one numbering."""
    table = _table(channel)
    query: Any = select(table).where(table.id == known_id(message_id)).with_for_update()
    message: Posted | None = work.session.scalar(
        query if channel == BOT else query.where(GOES_OUT), execution_options=_ALL
    )
    if message is None:
        raise NotFound(str(message_id))
    return message


def discard(work: Work, message: Posted) -> None:
    """Not sent, and those told together with it neither; Conflict when it does not wait any more."""
    message.discard(by=work.actor, at=work.now)
    follow(work.session, message)


def replay_all(work: Work, channel: str) -> int:
    """Try everything of a channel that was given up again, each under its old id; returns how many, MOST_AT_ONCE at
    most."""
    table = _table(channel)
    dead = _in_states(channel, ("dead",)).order_by(table.id).limit(MOST_AT_ONCE).with_for_update(skip_locked=True)
    rows: Sequence[Posted] = work.session.scalars(dead, execution_options=_ALL).all()
    for message in rows:
        message.replay(by=work.actor, at=work.now)
    return len(rows)


def _in_states(channel: str, states: Sequence[str]) -> Select[Any]:
    table = _table(channel)
    query = select(table).where(table.state.in_(states))
    return query if channel == BOT else query.where(GOES_OUT, Message.channel == channel)


def _table(channel: str) -> type[Any]:
    return BotPost if channel == BOT else Message


def _whom(channel: str) -> Any:
    if channel == BOT:
        return joinedload(BotPost.bot).load_only(Bot.name, Bot.service)
    return joinedload(Message.recipient).load_only(Login.name, Login.email, Login.mobile)


_ALL = {OUTSIDE_SCOPE: "the outbox is one: administrators see who could not be reached, never what was written"}
