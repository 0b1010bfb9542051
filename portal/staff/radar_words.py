"""Words of the radar: what each kind is called, what a line says, and where it leads."""

from datetime import date
from typing import Any, NamedTuple

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.insight.models import RadarItem
from portal.insight.radar import House, Kind
from portal.web import radar_words
from portal.web.account_words import TIERS
from portal.web.contract_words import SIDES
from portal.web.document_words import doc_name
from portal.web.locale import money

KINDS: dict[str, Any] = {
    Kind.CONTRACT_END: _l("Contract ends"),
    Kind.NOTICE: _l("Last day for a notice"),
    Kind.LICENCE: _l("Document runs out"),
    Kind.PROMISE: _l("Promise due"),
    Kind.DORMANT: _l("Core customer falls asleep"),
    Kind.TENDER: _l("Tender decision"),
    Kind.OURS: _l("Our own document runs out"),
    Kind.CALENDAR: _l("Calendar"),
}
TONES = {Kind.CONTRACT_END: "warn", Kind.NOTICE: "bad", Kind.DORMANT: "bad", Kind.LICENCE: "warn"}


class Line(NamedTuple):
    """One row of the list. `account` None: it is about us."""

    day: date
    kind: str
    says: str
    href: str
    number: str
    account: Any
    owner_id: int | None


def line_of(item: RadarItem) -> Line:
    return Line(item.day, item.kind, _says(item), _leads(item), item.number, item.account, item.owner_id)


def house_line(one: House) -> Line:
    """A line that is about no account."""
    if one.kind == Kind.CALENDAR:
        says = _("The official calendar of %(year)s is not out yet: days of that year are provisional.", year=one.code)
        return Line(one.day, one.kind, says, url_for("staff.list_deadlines"), one.code, None, None)
    says = " · ".join(part for part in (doc_name(one.code), one.text) if part)
    return Line(one.day, one.kind, says, url_for("staff.list_house_papers"), one.number, None, None)


def _says(item: RadarItem) -> str:
    match item.kind:
        case Kind.NOTICE:
            return " · ".join(part for part in (str(radar_words.WHAT[item.code]), item.text) if part)
        case Kind.CONTRACT_END:
            return " · ".join(part for part in (item.text, str(SIDES[item.code])) if part)
        case Kind.LICENCE:
            return doc_name(item.code)
        case Kind.DORMANT:
            return _(
                "%(tier)s, last bought in %(month)s; gross profit of twelve months %(sum)s",
                tier=TIERS[item.code], month=item.number, sum=money(int(item.text)),
            )  # fmt: skip
        case _:
            return item.text


def _leads(item: RadarItem) -> str:
    match item.kind:
        case Kind.NOTICE:
            return url_for("staff.show_contract", number=item.number, _anchor="notices")
        case Kind.CONTRACT_END:
            return url_for("staff.show_contract", number=item.number)
        case Kind.PROMISE:
            return url_for("staff.show_promise", number=item.number)
        case Kind.TENDER:
            return url_for("staff.show_opportunity", number=item.number)
    tab = {Kind.LICENCE: "papers", Kind.DORMANT: "sales"}.get(Kind(item.kind), "timeline")
    return url_for("staff.show_account", number=item.account.number, tab=tab, _anchor="tabs")
