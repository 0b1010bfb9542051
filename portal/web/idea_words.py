"""Words of suggestions: what to talk about, to write and to give, each with its reason and its link."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from portal.domain.brief.ideas import Idea, IdeaKind
from portal.web.brief_words import href_of
from portal.web.document_words import doc_name
from portal.web.gift_words import OCCASIONS
from portal.web.locale import day_text, money

KINDS: dict[str, Any] = {
    IdeaKind.TOPIC: _l("To talk about"),
    IdeaKind.MESSAGE: _l("To write"),
    IdeaKind.GIFT: lazy_pgettext("idea", "A gift"),
}
ICONS = {IdeaKind.TOPIC: "message-2", IdeaKind.MESSAGE: "message-circle", IdeaKind.GIFT: "heart-handshake"}
TOPICS: dict[str, tuple[Any, Any]] = {
    "promise": (_l("How our promise stands: %(what)s"), _l("promised for %(on)s")),
    "promise_late": (_l("Why our promise is late and when it comes: %(what)s"), _l("it was promised for %(on)s")),
    "feedback": (_l("What they wait to hear about: %(what)s"), _l("their feedback %(number)s is not answered")),
    "listing": (_l("Congratulate them: %(what)s"), _l("they told us of it on %(on)s")),
    "paper": (_l("Whether we can help with the new one: %(what)s"), _l("the one on file ends on %(on)s")),
    "anniversary": (_l("%(years)s years of working together"), _l("on %(on)s")),
}
"""What to talk about and why."""


@dataclass(frozen=True)
class IdeaLine:
    kind: str
    what: str
    why: str
    href: str


def idea_lines(found: list[Idea], account_number: str) -> list[IdeaLine]:
    return [_line(idea, account_number) for idea in found]


def _line(idea: Idea, number: str) -> IdeaLine:
    facts = {**idea.facts, "on": day_text(idea.facts["on"]) if idea.facts.get("on") else ""}
    if idea.kind is IdeaKind.TOPIC:
        if idea.code == "paper":
            facts["what"] = doc_name(facts["what"])
        what, why = TOPICS[idea.code]
        return IdeaLine(idea.kind, str(what) % facts, str(why) % facts, href_of(*idea.source, number))
    facts["occasion"] = OCCASIONS[idea.code]
    view = "staff.show_messages" if idea.kind is IdeaKind.MESSAGE else "staff.new_gift"
    href = url_for(view, number=number, contact=idea.source[1], occasion=idea.code)
    if idea.kind is IdeaKind.MESSAGE:
        return IdeaLine(idea.kind, _("Greet %(name)s: %(occasion)s", **facts), _("on %(on)s", **facts), href)
    why = _("%(on)s; %(left)s may still be given", on=facts["on"], left=money(facts["left"]))
    return IdeaLine(idea.kind, _("Something small for %(name)s: %(occasion)s", **facts), why, href)
