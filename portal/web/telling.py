"""Events told as sentences, with links, before and after, and a heading where a new day begins."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup, escape

from portal.web.account_words import ACCOUNT_STATUSES, FIELDS, words_of_change
from portal.web.document_words import doc_name
from portal.web.duplicate_words import others_of
from portal.web.locale import clock_time, day_text, local, short_day
from portal.web.people_words import PARTNER_ROLES
from portal.web.timeline_words import EVENTS, UNKNOWN

_PAGES = {
    "service_request": "staff.show_request", "feedback": "staff.show_feedback", "contract": "staff.show_contract",
    "breach": "staff.show_breach", "pledge": "staff.show_promise", "archive_proposal": "staff.show_archive_change",
    "gift": "staff.show_gift", "occasion_plan": "staff.show_plan",
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """One event as the timeline shows it; `day` is a heading where a new day begins."""

    what: Markup
    details: list[Markup]
    when: str
    icon: str
    tone: str
    day: str | None


def tell(rows: list[Any], today: date) -> Iterator[Told]:
    """Events, newest first, in words."""
    last: date | None = None
    for row in rows:
        words, icon, tone = EVENTS.get(row.kind, UNKNOWN)
        day = local(row.at).date()
        heading = None if day == last else _day(day, today)
        yield Told(_sentence(words, row), list(_details(row)), clock_time(row.at), icon, tone, heading)
        last = day


def _sentence(words: Any, row: Any) -> Markup:
    actor = Markup("<b>{}</b>").format(row.actor or _("The portal"))
    name = doc_name(row.facts["doc_type"]) if "doc_type" in row.facts else row.facts.get("name", "")
    facts = {"actor": actor, "thing": _thing(row), "name": name}
    return escape(words) % facts


def _thing(row: Any) -> Markup:
    if row.subject == "qualification":
        href = url_for("staff.show_paper", paper_id=row.subject_id)
        return Markup('<a href="{}">{}</a>').format(href, row.number)
    page = _PAGES.get(row.subject)
    if page is None or not row.number:
        return escape(row.number)
    return Markup('<a href="{}">{}</a>').format(url_for(page, number=row.number), row.number)


def _details(row: Any) -> Iterator[Markup]:
    """Before and after of what was changed, a role, a reason."""
    facts = row.facts
    if row.kind == "account.status_changed":
        yield _change(ACCOUNT_STATUSES.get(facts["before"], ""), ACCOUNT_STATUSES.get(facts["after"], ""))
        yield escape(facts.get("reason", ""))
    elif row.kind == "account.revealed":
        yield escape(FIELDS.get(facts["field"], "")) + _(": ") + escape(facts["reason"])
    elif row.kind in ("account.blacklisted", "account.blacklist_lifted"):
        yield escape(facts["reason"])
        yield escape(facts.get("evidence", ""))
    elif row.kind == "contract.extended":
        yield _change(*(day_text(date.fromisoformat(day)) for day in facts["changes"]["ends_on"]))
    elif row.kind == "pledge.moved":
        yield _change(*(day_text(date.fromisoformat(facts[name])) for name in ("from_on", "due_on")))
    elif row.kind in ("pledge.given", "pledge.due"):
        yield escape(_("by %(day)s", day=day_text(date.fromisoformat(facts["due_on"]))))
    elif row.kind == "qualification.waived":
        yield escape(_("through %(day)s", day=day_text(date.fromisoformat(facts["until"]))))
        yield escape(facts["reason"])
    elif row.kind == "qualification.reminded":
        yield escape(_("good until %(day)s", day=day_text(date.fromisoformat(facts["due_on"]))))
    elif row.kind in ("contract.suspended", "contract.disputed", "contract.reconciled"):
        yield escape(facts.get("reason", ""))
    elif row.kind in ("contract.terminated", "contract.settled") and "on" in facts:
        yield escape(day_text(date.fromisoformat(facts["on"])))
    elif row.kind == "contract.resumed":
        yield escape(ngettext("on hold for %(num)s day", "on hold for %(num)s days", facts["days"]))
    elif row.kind.startswith(("account.merge", "account.kept")):
        yield from others_of(facts)
        yield from _changes(facts.get("changes", {}))
    elif row.kind.partition(".")[0] in ("account", "standing", "contact", "proposal"):
        yield from _changes(facts.get("changes", {}))
    elif facts.get("role") in PARTNER_ROLES:
        yield escape(PARTNER_ROLES[facts["role"]])


def _changes(changes: dict[str, Any]) -> Iterator[Markup]:
    for name, (old, new) in changes.items():
        label = escape(FIELDS.get(name, name))
        if name.endswith("_id"):
            yield label
        else:
            yield label + _(": ") + _change(old and words_of_change(name, old), words_of_change(name, new))


def _change(old: Any, new: Any) -> Markup:
    struck = Markup("<del>{}</del> ").format(old) if old is not None else ""
    return struck + Markup("<ins>{}</ins>").format(new)


def _day(day: date, today: date) -> str:
    if day == today:
        return _("Today")
    return short_day(day) if day.year == today.year else day_text(day)
