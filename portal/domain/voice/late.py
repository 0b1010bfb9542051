"""Which feedback is late at this moment, as a condition, and the calendar by which that is told."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, literal_column, or_, select

from portal.domain.almost import sifting
from portal.domain.feedback.kinds import FeedbackState
from portal.domain.feedback.loop import FeedbackLoop
from portal.domain.feedback.models import Feedback
from portal.domain.feedback.owed import RULES, LoopClock, Rule
from portal.domain.requests.calendar import days_and_hours, working_days_far
from portal.domain.requests.clocks.policies import current_policy
from portal.domain.requests.working_time import add_minutes
from portal.domain.work import SHANGHAI, Work

COLUMNS = {"owed_from": Feedback.owed_from, "posted_at": Feedback.posted_at}
_RATED = select(FeedbackLoop.id).where(FeedbackLoop.feedback_id == Feedback.id, FeedbackLoop.rated_at.is_not(None))
MISSING = {"decision": Feedback.decision == "", "rated_at": ~_RATED.correlate(Feedback).exists(), "": None}
"""What the row beside it says is looked up only for the kind that is rated."""
FIRST_LOOK, LOOK_BACK = timedelta(days=1), timedelta(days=31)
"""How far back the beginning of an acknowledgement that falls due now is looked for: near first, then further."""


def loop_clock(work: Work) -> LoopClock:
    """By the calendar and the office hours in force; work that only reads takes those of a minute ago."""
    days, hours = (working_days_far(work), current_policy(work).hours) if work.writes else days_and_hours(work)

    def minutes_after(start: datetime, minutes: int) -> datetime:
        return add_minutes(start, minutes, days, hours)

    return LoopClock(work.now, days, minutes_after)


def is_late(clock: LoopClock) -> ColumnElement[bool]:
    """The condition on Feedback."""
    return _late([edge_of(rule, clock) for rule in RULES])


@cache
def late_then() -> ColumnElement[bool]:
    """The same with named places for `edges`, for statements that are put together once."""
    return _late([bindparam(f"edge_{place}") for place in range(len(RULES))])


def edges(clock: LoopClock) -> dict[str, datetime]:
    """What `late_then` is given."""
    return {f"edge_{place}": edge_of(rule, clock) for place, rule in enumerate(RULES)}


def _late(begun_before: Sequence[Any]) -> ColumnElement[bool]:
    late = (_late_by(rule, edge) for rule, edge in zip(RULES, begun_before, strict=True))
    return and_(Feedback.owed_from.is_not(None), sifting(or_(*late)))


def _late_by(rule: Rule, edge: Any) -> ColumnElement[bool]:
    missing, column = MISSING[rule.unless], COLUMNS[rule.anchor]
    late = and_(Feedback.kind == _said(rule.kind), one_of_states(rule.states), column < edge)
    return late if missing is None else and_(late, missing)


def one_of_states(states: Iterable[FeedbackState]) -> ColumnElement[bool]:
    """The words themselves: eight rules would hand in some thirty values, and lists are written anew each time."""
    return Feedback.state.in_([_said(state) for state in sorted(states)])


def _said(word: str) -> Any:
    return literal_column(f"'{word}'")


def edge_of(rule: Rule, clock: LoopClock) -> datetime:
    """What was begun before this moment is late now."""
    if not rule.minutes:
        return datetime.combine(clock.edge(rule), time(), SHANGHAI)
    early, late = clock.now - FIRST_LOOK, clock.now
    while clock.minutes_after(early, rule.minutes) > clock.now and clock.now - early < LOOK_BACK:
        early, late = early - (clock.now - early), early
    while late - early > timedelta(seconds=30):
        middle = early + (late - early) / 2
        if clock.minutes_after(middle, rule.minutes) <= clock.now:
            early = middle
        else:
            late = middle
    return late
