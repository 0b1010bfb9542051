"""What a group bot says: one notice, or several folded into one."""

from collections.abc import Sequence
from typing import Any

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from portal.notify.addresses import path_to
from portal.notify.bot import Bot, BotPost
from portal.notify.bot_hearing import TEST
from portal.notify.services import SERVICES
from portal.notify.words import sentence


def text_of(bot: Bot, posts: Sequence[BotPost], base_url: str, company: str) -> str:
    """The words in the bot's language, within what its service takes."""
    with force_locale(bot.locale):
        if len(posts) > 1:
            return _several(posts, base_url, SERVICES[bot.service].most_bytes)
        post = posts[0]
        if post.kind == TEST:
            return _("Test message of %(company)s: this group hears the portal.", company=company)
        return f"{sentence(post.kind, for_staff=True)}\n{_about(post.facts)}\n{_link(post, base_url)}"


def _several(posts: Sequence[BotPost], base_url: str, most_bytes: int) -> str:
    """Every number stands there; names of accounts give way when all of it would be too long."""
    head = ngettext("%(num)s notices of the portal", "%(num)s notices of the portal", len(posts))
    tail = f"{base_url}/staff/"
    for longest in (80, 12, 0):
        lines = [f"· {_about(post.facts, longest)} {sentence(post.kind, for_staff=True)}" for post in posts]
        text = "\n".join([head, *lines, tail])
        if len(text.encode()) <= most_bytes:
            return text
    return "\n".join([head, " ".join(post.facts.get("number", "") for post in posts), tail])


def _about(facts: dict[str, Any], longest: int = 80) -> str:
    return " · ".join(part for part in (facts.get("number", ""), facts.get("account", "")[:longest]) if part)


def _link(post: BotPost, base_url: str) -> str:
    return base_url + path_to(post.event.subject, post.event.number, for_staff=True)
