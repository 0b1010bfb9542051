"""The sections of a monthly report as cards: those of the figures page, and some that only the report has."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.insight import figures
from portal.insight.periods import trailing
from portal.insight.satisfaction import LEAST
from portal.staff.insight_cards import Card, cohort_card, leaving_card, profit_card
from portal.staff.insight_flow_cards import answers_card, complaints_card, penalties_card
from portal.staff.radar_words import KINDS
from portal.web.care_words import GAPS
from portal.web.locale import money

Named = Mapping[int, tuple[str, str]]
"""By account id its number and what it may be called in this report."""


class Section(NamedTuple):
    """A card and the moment its figures are as of; None for what nobody has worked out."""

    card: Card
    as_of: datetime | None


def sections_of(facts: Mapping[str, Any], month: date, named: Named) -> list[Section]:
    """In the order of the report; what was not there when it was made is left out."""
    period = trailing(month)
    made: list[tuple[str, Callable[[Any], Card]]] = [
        (figures.PROFIT, profit_card), (figures.LEAVING, lambda one: leaving_card(one, period)),
        (figures.COHORTS, cohort_card), ("fell", lambda one: _fell(one, named)), (figures.ANSWERS, answers_card),
        (figures.COMPLAINTS, complaints_card), (figures.PENALTIES, penalties_card), ("voices", _voices),
        ("promises", _promises), ("gaps", _gaps), ("radar", _radar),
    ]  # fmt: skip
    return [Section(card(facts[name]["facts"]), _moment(facts[name]["as_of"])) for name, card in made if name in facts]


def _fell(facts: Mapping[str, Any], named: Named) -> Card:
    rows = [(*named.get(account_id, ("–", "–")), money(profit)) for account_id, profit in facts["accounts"]]
    return Card(
        "fell", _("Who fell out of the head"),
        _("In the head of the twelve months before, and not in this one.") if rows else _("Nobody did."),
        (_l("Account number"), _l("Account"), _l("Gross profit")), rows,
    )  # fmt: skip


def _voices(facts: Mapping[str, Any]) -> Card:
    rows = [(_asked(one), str(one["answers"]), _value(one)) for one in facts["scores"]]
    return Card(
        "voices", _("What customers say"), "", (_l("Survey"), _l("Answers"), _l("Score")), rows,
        foot=_("Fewer than %(least)s answers: no score.", least=LEAST),
    )  # fmt: skip


def _asked(one: Mapping[str, Any]) -> str:
    if one["of"] == "requests":
        return _("CSAT after requests, in the month")
    return f"{one['kind'].upper()} {one['number']}"


def _value(one: Mapping[str, Any]) -> str:
    if one["value"] is None:
        return "–"
    value = one["value"][0] / one["value"][1]
    return f"{value:+.1f}" if one["kind"] == "nps" else f"{value:.1f}%"


def _promises(facts: Mapping[str, Any]) -> Card:
    rate = "–" if facts["percent"] is None else f"{facts['percent']}%"
    said = ((_l("Kept in time"), facts["in_time"]), (_l("Kept late"), facts["kept_late"]),
            (_l("Overdue"), facts["broken"]), (_l("Contacts made"), facts["touches"]),
            (_l("Feedback received"), facts["feedback"]["came"]), (_l("Feedback closed"), facts["feedback"]["closed"]),
            (_l("Feedback unanswered"), facts["feedback"]["unanswered"]))  # fmt: skip
    return Card(
        "promises", _("Promises of the month: %(rate)s kept in time", rate=rate), "", (_l("What"), _l("Count")),
        [(str(words), f"{count:,}") for words, count in said],
    )  # fmt: skip


def _gaps(facts: Mapping[str, int]) -> Card:
    total = sum(facts.values())
    title = _("Core customers: %(count)s gaps in who stands opposite whom", count=f"{total:,}")
    rows = [(str(GAPS[gap]), f"{count:,}") for gap, count in facts.items()]
    return Card("gaps", title, "", (_l("Gap"), _l("Accounts")), rows)


def _radar(facts: Mapping[str, Any]) -> Card:
    spans = [_("within %(days)s days", days=days) for days in facts["spans"]]
    rows = [(str(words), *(f"{count:,}" for count in facts["kinds"][kind]))
            for kind, words in KINDS.items() if kind in facts["kinds"]]  # fmt: skip
    return Card("radar", _("The next 90 days"), "" if rows else _("Nothing ahead"), (_l("Kind"), *spans), rows)


def _moment(iso: str | None) -> datetime | None:
    return datetime.fromisoformat(iso) if iso else None
