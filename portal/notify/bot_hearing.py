"""Which group bots hear of an event, and all that they are told of it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from portal.domain.scope import GuardedSession
from portal.notify.bot import Bot
from portal.notify.groups import heard_by_bots, is_urgent, priority_of
from portal.notify.hours import after_quiet
from portal.notify.recipients import Circle

TEST = "bot.tested"
"""The event by which somebody asks for a test message: told to that bot alone, at once, whether it is on or not."""


def bots_listening(session: GuardedSession) -> list[Bot]:
    return list(session.scalars(select(Bot).where(Bot.removed_at.is_(None)).order_by(Bot.id)))


def posts_of(circle: Circle, bots: Sequence[Bot], now: datetime) -> Iterator[dict[str, Any]]:
    """Columns of what each bot is told: number and account, never a subject, a text, a note or a person."""
    event, groups = circle.event, heard_by_bots(circle.event.kind)
    urgent = event.kind == TEST or is_urgent(event.kind, priority_of(circle.thing))
    facts = {"number": event.number, "account": circle.account.display_name if circle.account else ""}
    for bot in bots:
        if _hears(bot, event.kind, event.subject_id, groups):
            yield {
                "event_id": event.id, "bot_id": bot.id, "kind": event.kind, "state": "pending", "made_at": now,
                "run_at": now if urgent else after_quiet(bot.quiet, now),
                "facts": {name: text for name, text in facts.items() if text},
            }  # fmt: skip


def _hears(bot: Bot, kind: str, subject_id: int | None, groups: frozenset[str]) -> bool:
    if kind == TEST:
        return bot.id == subject_id
    return bot.is_on and not groups.isdisjoint(bot.hears)
