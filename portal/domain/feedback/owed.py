"""What we owe a piece of feedback next, and by when (domain 6 [DEF]).

Worked out from its facts and never stored, so that a new calendar holds at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, NamedTuple

from portal.domain.feedback.kinds import ENDED, KINDS, UNANSWERED, FeedbackKind, FeedbackState
from portal.domain.work import SHANGHAI
from portal.domain.working_days import WorkingDays, add_working_days, civil_day


class Due(StrEnum):
    """What is owed."""

    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    THANK = "thank"
    DECIDE = "decide"
    RATE = "rate"
    CALL_BACK = "call_back"


class Owed(NamedTuple):
    """What, and the moment (aware) until which there is time: an end of office hours or of a civil day, exclusive."""

    what: Due
    until: datetime

    @property
    def last_day(self) -> date:
        """The civil day (Asia/Shanghai) by the end of which it is owed."""
        return civil_day(self.until) if self.what == Due.ACKNOWLEDGE else _day_before(self.until)


@dataclass(frozen=True)
class Rule:
    """`what` is owed of `kind` in `states`, counted from `anchor`, in working days or, to acknowledge, in business
    minutes; with `unless` only while that fact is missing."""

    what: Due
    kind: FeedbackKind
    states: frozenset[FeedbackState]
    anchor: str = "owed_from"
    working_days: int = 0
    minutes: int = 0
    unless: str = ""


OPEN = frozenset(FeedbackState) - ENDED
UNLESS = {"decision": "decision", "rating": "rated_at"}
ASKED = {"decision": Due.DECIDE, "rating": Due.RATE}


def _rules() -> Iterator[Rule]:
    for kind, rule in KINDS.items():
        within = rule.answer_working_days
        if rule.acknowledge_minutes is not None:
            yield Rule(Due.ACKNOWLEDGE, kind, frozenset({FeedbackState.NEW}), minutes=rule.acknowledge_minutes)
        if rule.needs in ASKED:
            yield Rule(ASKED[rule.needs], kind, OPEN, "posted_at", within, unless=UNLESS[rule.needs])
        answer = Due.THANK if kind is FeedbackKind.PRAISE else Due.ANSWER
        yield Rule(answer, kind, UNANSWERED, working_days=within)
        if rule.call_back_working_days is not None:
            answered = frozenset({FeedbackState.ANSWERED})
            yield Rule(Due.CALL_BACK, kind, answered, working_days=rule.call_back_working_days)


RULES = tuple(_rules())
"""The first that applies says what comes next; what applies further down can be late as well."""


@dataclass(frozen=True)
class LoopClock:
    """Now, the calendar, and `minutes_after`, which adds business minutes to a moment."""

    now: datetime
    days: WorkingDays
    minutes_after: Any

    def until(self, rule: Rule, start: datetime) -> datetime:
        if rule.minutes:
            moment: datetime = self.minutes_after(start, rule.minutes)
            return moment
        return _end_of(add_working_days(civil_day(start), rule.working_days, self.days))

    def owed(self, feedback: Any, loop: Any) -> Owed | None:
        """What is owed next of a feedback and of the row beside it (or None): what falls due first, and of what falls
        due together what stands first in RULES."""
        found = [Owed(rule.what, self.until(rule, getattr(feedback, rule.anchor))) for rule in applying(feedback, loop)]
        return min(found, key=lambda one: one.until, default=None)

    def edge(self, rule: Rule) -> date:
        """The first civil day on which it could begin and not be late yet, for rules in working days."""
        return add_working_days(civil_day(self.now), -rule.working_days, self.days)


def applying(feedback: Any, loop: Any) -> Iterator[Rule]:
    """The rules that apply to it now; none to what was answered before the loop was kept."""
    for rule in RULES:
        if rule.kind == feedback.kind and feedback.state in rule.states and feedback.owed_from is not None:
            fact = getattr(feedback, rule.unless, None) or getattr(loop, rule.unless, None) if rule.unless else None
            if not fact:
                yield rule


def _end_of(day: date) -> datetime:
    return datetime.combine(date.fromordinal(day.toordinal() + 1), time(), SHANGHAI)


def _day_before(midnight: datetime) -> date:
    return date.fromordinal(civil_day(midnight).toordinal() - 1)
