"""Words of a call brief: what to ask and what to leave alone, each with its reason and the page it comes from."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.domain.brief.advice import Tip
from portal.web.document_words import doc_name
from portal.web.locale import day_text

ASKS: dict[str, tuple[Any, Any]] = {
    "agreed": (_l("What became of this: %(what)s"), _l("the next step agreed for %(on)s")),
    "waiting": (_l("When do we get what %(number)s waits for: %(what)s"), _l("their request stands still without it")),
    "content": (_l("Are they content with our answer to %(number)s: %(what)s"), _l("answered, not confirmed yet")),
    "extension": (_l("Do they want to go on with %(number)s, and for how long"), _l("last day for the notice %(on)s")),
    "paper": (_l("When does the new one come: %(doc)s"), _l("the one on file ends on %(on)s")),
    "dormant": (_l("What keeps them from buying"), _l("a dormant account: nothing bought for half a year")),
    "top": (_l("Who decides on their side"), _l("no executive of theirs is on file")),
    "best_time": (_l("When they like to be called"), _l("the archive does not say it")),
    "birthday": (_l("When their birthday is, in passing"), _l("the archive does not know it")),
}
"""The question and why it is asked."""
LEAVES: dict[str, tuple[Any, Any]] = {
    "blacklisted": (_l("Any new business"), _l("the account is on the blacklist")),
    "untold": (_l("What is looked into under %(number)s"), _l("they have not been told of it")),
    "sum": (_l("The sum of %(number)s"), _l("it is not agreed: only in writing, through legal")),
    "gifts": (_l("Gifts, meals and invitations"), _l("a healthcare professional or public official")),
    "orders": (_l("New orders and targets"), _l("they still wait for us: %(number)s %(what)s")),
    "internal": (_l("%(number)s: %(what)s"), _l("promised among ourselves alone")),
}
"""What not to raise and why."""
CONTACT_TAB: dict[str, Any] = {"tab": "contacts", "_anchor": "tabs"}


@dataclass(frozen=True)
class Line:
    code: str
    what: str
    why: str
    href: str


def lines(tips: list[Tip], account_number: str) -> list[Line]:
    return [_line(tip, ASKS, account_number) for tip in tips]


def leave_line(tip: Tip | None, account_number: str) -> Line | None:
    return _line(tip, LEAVES, account_number) if tip else None


def _line(tip: Tip, words: dict[str, tuple[Any, Any]], account_number: str) -> Line:
    facts = dict(tip.facts)
    if tip.source[0] == "paper":
        facts["doc"] = doc_name(facts["what"])
    facts["on"] = day_text(facts["on"]) if facts.get("on") else ""
    what, why = words[tip.code]
    return Line(tip.code, str(what) % facts, str(why) % facts, href_of(*tip.source, account_number))


def href_of(kind: str, number: str, account_number: str) -> str:
    """The page that a line of the brief comes from."""
    views = {
        "request": "staff.show_request", "feedback": "staff.show_feedback", "contract": "staff.show_contract",
        "breach": "staff.show_breach", "promise": "staff.show_promise",
    }  # fmt: skip
    if kind in views:
        return url_for(views[kind], number=number)
    if kind == "paper":
        return url_for("staff.show_paper", paper_id=int(number))
    if kind == "contact":
        return url_for("staff.show_account", number=account_number, **CONTACT_TAB)
    if kind == "touch":
        return url_for("staff.show_account", number=account_number, tab="care", _anchor=f"touch-{number}")
    return url_for("staff.show_account", number=account_number)


def more(count: int, shown: int) -> str:
    """What stands behind the lines that are shown, in words; empty when all are."""
    return _("and %(num)s more", num=count - shown) if count > shown else ""
