"""Which feedback is late at this moment, as a condition, and the calendar by which that is told."""

from datetime import datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, or_

from portal.domain.feedback.loop import FeedbackLoop
from portal.domain.feedback.models import Feedback
from portal.domain.feedback.owed import RULES, LoopClock, Rule
from portal.domain.requests.calendar import days_and_hours, working_days_far
from portal.domain.requests.clocks.policies import current_policy
from portal.domain.requests.working_time import add_minutes
from portal.domain.work import SHANGHAI, Work

COLUMNS = {"owed_from": Feedback.owed_from, "posted_at": Feedback.posted_at}
MISSING = {
    "decision": Feedback.decision == "", "rated_at": FeedbackLoop.rated_at.is_(None), "": None,
}  # fmt: skip
LOOK_BACK = timedelta(days=31)
"""How far back the beginning of an acknowledgement that falls due now is looked for."""


def loop_clock(work: Work) -> LoopClock:
    """By the calendar and the office hours in force; work that only reads takes those of a minute ago."""
    days, hours = (working_days_far(work), current_policy(work).hours) if work.writes else days_and_hours(work)

    def minutes_after(start: datetime, minutes: int) -> datetime:
        return add_minutes(start, minutes, days, hours)

    return LoopClock(work.now, days, minutes_after)


def is_late(clock: LoopClock) -> ColumnElement[bool]:
    """The condition on Feedback, joined from the outside with FeedbackLoop."""
    return and_(Feedback.owed_from.is_not(None), or_(*(_late_by(rule, clock) for rule in RULES)))


def _late_by(rule: Rule, clock: LoopClock) -> ColumnElement[bool]:
    missing, column = MISSING[rule.unless], COLUMNS[rule.anchor]
    late = and_(Feedback.kind == rule.kind, Feedback.state.in_(rule.states), column < edge_of(rule, clock))
    return late if missing is None else and_(late, missing)


def edge_of(rule: Rule, clock: LoopClock) -> datetime:
    """What was begun before this moment is late now."""
    if not rule.minutes:
        return datetime.combine(clock.edge(rule), time(), SHANGHAI)
    early, late = clock.now - LOOK_BACK, clock.now
    while late - early > timedelta(seconds=30):
        middle = early + (late - early) / 2
        if clock.minutes_after(middle, rule.minutes) <= clock.now:
            early = middle
        else:
            late = middle
    return late
