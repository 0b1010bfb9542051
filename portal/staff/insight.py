"""Figures for management: who brings the profit, who leaves, what we promised and owe; prepared by the worker."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.base import NotFound
from portal.domain.sales.months import last_day
from portal.domain.surveys.models import SurveyWave
from portal.domain.surveys.repository import Tally
from portal.insight import figures
from portal.insight.figures import Figures, Prepared
from portal.insight.periods import Period, asked_about, last_year, this_year
from portal.insight.preparing import LISTED
from portal.insight.reckoning import EVERYBODY
from portal.insight.risk import Risks
from portal.insight.satisfaction import Score
from portal.staff import staff
from portal.staff.insight_cards import Card, cohort_card, leaving_card, profit_card
from portal.staff.insight_flow_cards import answers_card, complaints_card, penalties_card
from portal.staff.insight_words import LISTS, REASONS, SEGMENTS
from portal.staff.surveys import score_of
from portal.staff.table_file import kind_asked, table_file
from portal.web.current import uow
from portal.web.day_asked import day_in
from portal.web.level_words import PARTS
from portal.web.locale import money
from portal.web.pages import page, see_other
from portal.web.survey_words import GROUPS

SHOWN = 100
"""Accounts of a list that the page shows; the file has all that are kept."""
AT_RISK = 8
LINES = {figures.ANSWERS: "weeks", figures.COMPLAINTS: "months", figures.PENALTIES: "months"}
"""Where figures that do not come from sales have their lines: a day first, then numbers."""
YEARS = {"year": this_year, "last": last_year}


@staff.get("/insight/")
def show_insight() -> Response:
    period, segment = _period(), _segment()
    prepared = _figures().of(period, segment)
    return page(
        "staff/insight/index.html", period=period, segment=segment, segments=SEGMENTS, kept=_kept(period, segment),
        cards=_cards(prepared, period), made_at=prepared.made_at, named=_named(),
        risks=Risks(uow).worst(AT_RISK) if segment == EVERYBODY else [], parts=PARTS,
        voices=_voices() if segment == EVERYBODY else [], manager=_manager, groups=GROUPS,
        untils=sorted({one.until for one in asked_about(uow.today) if one.is_year}, reverse=True),
    )  # fmt: skip


@staff.get("/insight/table")
def export_insight() -> Response:
    """The table of one card as a file; NotFound where there is no such card."""
    period, name = _period(), request.args.get("of", figures.PROFIT)
    if name not in figures.NAMES:
        raise NotFound("no such table")
    card = next((one for one in _cards(_figures().of(period, _segment()), period) if one.name == name), None)
    if card is None:
        return see_other(".show_insight", _("Not worked out yet"), "warn")
    kind = kind_asked()
    return table_file(f"{name}-{period.until:%Y%m}", kind, [str(one) for one in card.headings], card.rows)


@staff.get("/insight/accounts")
def list_insight_accounts() -> Response:
    """Who is behind a figure: the head, who left, who fell out of the head."""
    period, name = _period(), _list()
    found = _figures().listed(name, period, SHOWN)
    return page(
        "staff/insight/accounts.html", found=found, name=name, title=LISTS[name], period=period, lists=LISTS,
        why=_why, manager=_manager, kept=_kept(period, EVERYBODY),
        reasons=[(REASONS[code], count) for code, count in Counter(one.why for one in found if one.why).most_common()],
    )  # fmt: skip


@staff.post("/insight/accounts/exports")
def export_insight_accounts() -> Response:
    """The same as a file, with all that are kept; it names customers, so that it was taken is an event."""
    period, name, kind = _period(), _list(), kind_asked()
    rows = [(str(one.place), one.account.number, one.account.name_zh, money(one.profit), _why(one),
             _manager(one.account)) for one in _figures().listed(name, period, LISTED)]  # fmt: skip
    headings = [_("Place"), _("Number"), _("Name"), _("Gross profit"), _("Why"), _("Business manager")]
    _figures().note_taken(name, period, kind, len(rows))
    return table_file(f"{name}-{period.until:%Y%m}", kind, headings, rows)


def _list() -> str:
    """Which list the address asks for; NotFound for one that there is not."""
    name = request.args.get("of", figures.HEAD)
    if name not in LISTS:
        raise NotFound("no such list")
    return name


def _figures() -> Figures:
    """Figures are about everybody: whoever sees only some accounts finds none."""
    if not uow.sees_all:
        raise NotFound("figures of the whole company")
    return Figures(uow)


def _voices() -> list[tuple[SurveyWave, Tally, Score]]:
    """The latest wave of each kind that has begun with its figure, hidden under five answers."""
    begun = [wave for wave in uow.surveys.waves(most=20) if wave.has_begun(uow.now)]
    latest = {wave.kind: wave for wave in reversed(begun)}
    tallies = uow.surveys.tallies(list(latest.values()))
    return [(wave, tallies[wave.id], score_of(wave, tallies[wave.id])) for wave in latest.values()]


def _cards(prepared: Prepared, period: Period) -> list[Card]:
    made: list[tuple[str, Callable[[Any], Card]]] = [
        (figures.PROFIT, profit_card), (figures.LEAVING, lambda facts: leaving_card(facts, period)),
        (figures.ANSWERS, answers_card), (figures.COHORTS, cohort_card), (figures.COMPLAINTS, complaints_card),
        (figures.PENALTIES, penalties_card),
    ]  # fmt: skip
    return [card(prepared.facts[name]) for name, card in made if name in prepared.facts and _tells(name, prepared)]


def _tells(name: str, prepared: Prepared) -> bool:
    """Before the first sales nobody brought a profit, stayed or left: then only what happened otherwise is told."""
    facts = prepared.facts[name]
    sales = [prepared.facts.get(one, {}) for one in (figures.PROFIT, figures.LEAVING)]
    if any(one.get(count) for one in sales for count in ("accounts", "losing", "start", "end", "lost")):
        return True
    return any(any(line[1:]) for line in facts.get(LINES.get(name, ""), ()))


def _period() -> Period:
    """What the address asks for: this year, last year, or twelve months to the month `until`; the latest else."""
    wanted, day = request.args.get("period"), day_in(f"{request.args.get('until', '')}-01")
    if wanted in YEARS:
        return YEARS[wanted](uow.today)
    known = asked_about(uow.today)
    return next((one for one in known if day and one.is_year and one.until == last_day(day)), known[0])


def _named() -> str | None:
    """The year that the address names, if any."""
    asked = request.args.get("period", "")
    return asked if asked in YEARS else None


def _segment() -> str:
    asked = request.args.get("segment", EVERYBODY)
    return asked if asked in SEGMENTS else EVERYBODY


def _kept(period: Period, segment: str) -> dict[str, Any]:
    """The same question for another address."""
    named = {"period": _named()} if _named() else {"until": f"{period.until:%Y-%m}"}
    return {**named, "segment": segment if segment != EVERYBODY else None}


def _why(one: Any) -> str:
    return str(REASONS[one.why]) if one.why else ""


def _manager(account: Any) -> str:
    return account.business_manager.login.name if account.business_manager else "–"
