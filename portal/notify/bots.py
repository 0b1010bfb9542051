"""Keeping group bots: adding, changing, finding them, and what became of what they were last told."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import func, select

from portal.db.sealing import seal
from portal.domain.base import Conflict, NotFound, Refused
from portal.domain.work import AnySelect, Repository
from portal.notify.bot import Bot, BotPost
from portal.notify.models import known_id


@dataclass(frozen=True)
class Kept:
    """A bot, what it was last told, and how many notices wait or were given up."""

    bot: Bot
    last: BotPost | None
    waiting: int
    dead: int


class Bots(Repository):
    def all(self) -> list[Kept]:
        bots = self.session.scalars(select(Bot).where(Bot.removed_at.is_(None)).order_by(Bot.name, Bot.id)).all()
        last = select(func.max(BotPost.id)).where(BotPost.lead_id.is_(None)).group_by(BotPost.bot_id)
        said = {post.bot_id: post for post in self.session.scalars(select(BotPost).where(BotPost.id.in_(last)))}
        counted = (
            select(BotPost.bot_id, BotPost.state, func.count(BotPost.id))
            .where(BotPost.state.in_(("pending", "leased", "folded", "dead")))
            .group_by(BotPost.bot_id, BotPost.state)
        )
        counts = {(bot_id, state): count for bot_id, state, count in self.session.execute(counted)}
        return [
            Kept(
                bot, said.get(bot.id), sum(counts.get((bot.id, state), 0) for state in ("pending", "leased", "folded")),
                counts.get((bot.id, "dead"), 0),
            )
            for bot in bots
        ]  # fmt: skip

    def get(self, bot_id: int) -> Bot:
        """One that was not removed; raises NotFound."""
        query: AnySelect = select(Bot).where(Bot.id == known_id(bot_id), Bot.removed_at.is_(None))
        bot: Bot | None = self.session.scalar(self.for_change(query))
        if bot is None:
            raise NotFound(str(bot_id))
        return bot

    def add(self, facts: dict[str, Any]) -> Bot:
        """A bot that hears from now on; Refused for whoever does not see every account, of which it hears."""
        self._require_reach()
        bot = Bot(url=b"", url_hint="", secret=None)
        self._write(bot, facts)
        self.session.add(bot)
        bot.record("bot.added", by=self.work.actor, at=self.work.now, name=bot.name, **_told(bot))
        return bot

    def change(self, bot: Bot, facts: dict[str, Any], *, seen: int) -> None:
        """Write it anew, an empty address or secret leaves the old one; Conflict if somebody was faster, Refused as for
        `add`."""
        self._require_reach()
        if bot.version != seen:
            raise Conflict("edit.conflict")
        before = _told(bot)
        renewed = [name for name in ("url", "secret") if facts.get(name)]
        self._write(bot, facts)
        bot.record(
            "bot.changed", by=self.work.actor, at=self.work.now, name=bot.name, before=before, after=_told(bot),
            renewed=renewed,
        )  # fmt: skip

    def _require_reach(self) -> None:
        if not self.work.sees_all:
            raise Refused("bot.beyond_reach")

    @staticmethod
    def _write(bot: Bot, facts: dict[str, Any]) -> None:
        for name in ("name", "service", "locale", "hears", "quiet", "per_minute"):
            if name in facts:
                setattr(bot, name, facts[name])
        if facts.get("url"):
            bot.url, bot.url_hint = seal("bot address", facts["url"]), hint_of(facts["url"])
        if facts.get("secret"):
            bot.secret = seal("bot secret", facts["secret"])


def hint_of(url: str) -> str:
    """The host and the last four signs: enough to tell two bots apart, too little to post."""
    return f"{urlsplit(url).hostname}/…{url[-4:]}"[:80]


def _told(bot: Bot) -> dict[str, Any]:
    return {name: getattr(bot, name) for name in ("service", "locale", "hears", "quiet", "per_minute")}
