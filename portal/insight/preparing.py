"""The worker's part: all figures anew now and then, some accounts in each round, so that messages go out in between."""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

from portal.domain.work import Work
from portal.insight.books import AT_ONCE, Books, Buyer
from portal.insight.figures import (
    ANSWERS,
    COHORTS,
    COMPLAINTS,
    FELL,
    HEAD,
    LEAVING,
    LOST,
    PENALTIES,
    PROFIT,
    Figures,
    Named,
)
from portal.insight.flows import Flows, answer_facts, complaint_facts, penalty_facts, weeks_to
from portal.insight.periods import WITH_LISTS, Period, asked_about
from portal.insight.reasons import Reasons
from portal.insight.reckoning import EVERYBODY, Walk
from portal.insight.telling import cohort_facts, leaving_facts, profit_facts

log = logging.getLogger("portal.worker")
LISTED = 1_000
"""Accounts of a list that are kept, the most profitable first; a page says how many there are in all."""
Doing = Callable[[bool], AbstractContextManager[Work]]
"""Opens a short transaction of the worker, for writing or not."""
Facts = dict[tuple[str, str], dict[str, Any]]


def prepare(doing: Doing, today: date) -> Iterator[None]:
    """Work out everything that pages show as of civil day `today`; pauses after each short piece of it."""
    periods = list(asked_about(today))
    listed = periods[:WITH_LISTS]
    with doing(False) as work:
        buyers, since = Books(work).buyers(), Books(work).first_month()
    yield
    walk = Walk([*periods, *(period.year_before for period in listed)], since or periods[0].until)
    for start in range(0, len(buyers), AT_ONCE):
        with doing(False) as work:
            for book in Books(work).of(buyers[start : start + AT_ONCE]):
                walk.add(book)
        yield
    flows = _flows(doing, buyers, periods, today)
    yield
    for period in periods:
        facts = flows(period)
        for _segment in _reckon(facts, walk, period):
            yield
        with doing(True) as work:
            Figures(work).keep(period, facts)
        yield
    numbers = {buyer.number: buyer.id for buyer in buyers}
    for period in listed:
        for name, named in _lists(doing, walk, period, numbers):
            yield
            with doing(True) as work:
                Figures(work).keep_list(name, period, named)
            yield


def _reckon(facts: Facts, walk: Walk, period: Period) -> Iterator[None]:
    """Put beside what flows what the walk says, segment by segment; pauses after each."""
    segments, profits = {EVERYBODY, *walk.courses, *(segment for segment, _ in facts)}, walk.profits(period)
    for segment in segments:
        yield
        facts[segment, PROFIT] = profit_facts(profits[segment])
        leaving = facts[segment, LEAVING] = leaving_facts(walk, period, segment)
        facts[segment, COHORTS] = cohort_facts(walk, period, segment)
        active = {date.fromisoformat(month["until"]): month["end"] for month in leaving["months"]}
        complaints = facts.get((segment, COMPLAINTS), {})
        facts[segment, COMPLAINTS] = complaint_facts(complaints, period, active)


def _flows(doing: Doing, buyers: list[Buyer], periods: list[Period], today: date) -> Callable[[Period], Facts]:
    segments = {buyer.id: buyer.segments for buyer in buyers}
    first = min(period.first for period in periods)
    weeks = {period: weeks_to(today if period == periods[0] else min(today, period.until)) for period in periods}
    with doing(False) as work:
        answers = Flows(work).answers(segments, sorted({week for some in weeks.values() for week in some}))
        complaints = Flows(work).complaints(segments, first)
        penalties = Flows(work).penalties(segments, first)

    def of(period: Period) -> Facts:
        facts: Facts = {}
        for segment in {EVERYBODY, *answers, *complaints, *penalties}:
            facts[segment, ANSWERS] = answer_facts(answers.get(segment, {}), weeks[period])
            facts[segment, COMPLAINTS] = dict(complaints.get(segment, {}))
            facts[segment, PENALTIES] = penalty_facts(penalties.get(segment, {}), period)
        return facts

    return of


def _lists(doing: Doing, walk: Walk, period: Period, ids: dict[str, int]) -> Iterator[tuple[str, list[Named]]]:
    head = walk.concentration(period).head
    yield HEAD, [Named(ids[one.account_no], one.profit) for one in head[:LISTED]]
    names = {one.account_no for one in head}
    fell = [one for one in walk.concentration(period.year_before).head if one.account_no not in names]
    yield FELL, [Named(ids[one.account_no], one.profit) for one in fell[:LISTED]]
    lost = sorted(walk.left(period, EVERYBODY), key=lambda one: (-one.profit, one.account_no))[:LISTED]
    with doing(False) as work:
        why = Reasons(work).of([ids[one.account_no] for one in lost], period.until)
    yield LOST, [Named(ids[one.account_no], one.profit, why[ids[one.account_no]]) for one in lost]
