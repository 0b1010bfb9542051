"""What a report says, section by section: prepared figures as pages show them, each with its own as-of."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select

from portal.domain.care.coverage import Coverage
from portal.domain.care.month import CareReport
from portal.domain.requests.rating import Rating
from portal.domain.sales.keeping import ledger_month
from portal.domain.sales.months import months_on
from portal.domain.surveys.kinds import SurveyKind
from portal.domain.surveys.models import SurveyWave
from portal.domain.surveys.repository import Surveys
from portal.domain.work import SHANGHAI, Work
from portal.insight.figures import FELL, NAMES, Figures
from portal.insight.periods import Period, trailing
from portal.insight.radar import AHEAD, Radar, Wanted
from portal.insight.satisfaction import Score, csat, nps

Facts = dict[str, Any]
FELL_SHOWN = 30
"""Accounts that fell out of the head and are named, the most profitable of the year before first."""
SPANS = (30, 60, AHEAD)
"""The radar is counted within so many days."""


def _figures(work: Work, period: Period) -> Facts:
    prepared = Figures(work).of(period)
    return {name: _as_of(prepared.made_at, prepared.facts[name]) for name in NAMES if name in prepared.facts}


def _fell(work: Work, period: Period) -> Facts:
    figures = Figures(work)
    rows = [[one.account_id, one.profit] for one in figures.listed(FELL, period, FELL_SHOWN)]
    made_at = figures.made_at(period)
    return {"fell": _as_of(made_at, {"accounts": rows})} if made_at and period in figures.with_lists() else {}


def _voices(work: Work, period: Period) -> Facts:
    """The latest wave of each kind begun by the end of the month, and what was said of requests in the month."""
    month, after = period.until.replace(day=1), _midnight(period.until + timedelta(days=1))
    found = [_wave(work, kind, after) for kind in SurveyKind]
    marks = select(Rating.score, func.count()).where(Rating.rated_at >= _midnight(month), Rating.rated_at < after)
    counts = dict(work.session.execute(marks.group_by(Rating.score)).all())
    rated = {"of": "requests", "kind": "csat", "number": "", **_score(csat(_spread(counts)))}
    return {"voices": _as_of(work.now, {"scores": [*(one for one in found if one), rated]})}


def _wave(work: Work, kind: SurveyKind, before: datetime) -> Facts | None:
    query = select(SurveyWave).where(SurveyWave.kind == kind, SurveyWave.opened_at < before)
    query = query.where(SurveyWave.held_at.is_(None)).order_by(SurveyWave.opened_at.desc(), SurveyWave.id.desc())
    wave = work.session.scalar(query.limit(1))
    if wave is None:
        return None
    tally = Surveys(work).tallies([wave])[wave.id]
    score = (nps if kind is SurveyKind.NPS else csat)(_spread(tally.marks))
    return {"of": "survey", "kind": str(kind), "number": wave.number, "asked": tally.asked, **_score(score)}


def _promises(work: Work, period: Period) -> Facts:
    """What fell due in the month, all of us together: a report of the company judges nobody by name."""
    month = CareReport(work).of(period.until)
    total, names = month.total, ("touches", "in_time", "kept_late", "broken")
    said = {"percent": total.percent, **{name: getattr(total, name) for name in names}}
    return {"promises": _as_of(work.now, {**said, "feedback": month.feedback})}


def _gaps(work: Work, _period: Period) -> Facts:
    return {"gaps": _as_of(work.now, Coverage(work).counts())}


def _radar(work: Work, _period: Period) -> Facts:
    radar, within = Radar(work), [work.today + timedelta(days=days) for days in SPANS]
    days = radar.by_day(Wanted())
    kinds = dict.fromkeys(kind for kind, _day in days)
    counts = {
        kind: [sum(count for (one, day), count in days.items() if one == kind and day <= until) for until in within]
        for kind in kinds
    }
    made_at = radar.made_at()
    return {"radar": _as_of(made_at, {"spans": SPANS, "kinds": counts})} if made_at else {}


STEPS: tuple[Callable[[Work, Period], Facts], ...] = (_figures, _fell, _voices, _promises, _gaps, _radar)
"""Each one short transaction."""


def gathered(work: Work, month: date, step: int) -> Facts:
    """What one of STEPS brings for the month that begins on `month`; figures are of the twelve months up to it."""
    return STEPS[step](work, trailing(month))


def ledger_says(work: Work) -> str | None:
    """The month that the sales ledger reaches to; None while nothing is booked."""
    month = ledger_month(work.session, work.today)
    return month.isoformat() if month else None


def is_prepared(work: Work, month: date) -> bool:
    """Whether the figures of the whole month have been worked out since it was over."""
    made_at = Figures(work).made_at(trailing(month))
    return made_at is not None and made_at >= _midnight(months_on(month, 1))


def _as_of(moment: datetime | None, facts: Any) -> Facts:
    return {"as_of": moment.isoformat() if moment else None, "facts": facts}


def _score(score: Score) -> Facts:
    """Where too few answered, not even the worker writes down what they said."""
    value = score.value
    return {"answers": score.answers, "value": None if value is None else [value.numerator, value.denominator]}


def _spread(counts: Any) -> Iterable[int]:
    return [int(mark) for mark, count in counts.items() if mark is not None for _ in range(count)]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
