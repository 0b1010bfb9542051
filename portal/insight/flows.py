"""What is counted by week or month without the ledger: promised answers, complaints, penalties; with any segment."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select

from portal.domain.contracts.breaches.models import Breach
from portal.domain.contracts.breaches.penalty import BreachPenalty
from portal.domain.contracts.breaches.states import BreachState
from portal.domain.feedback.kinds import CONFIDENTIAL, FeedbackKind
from portal.domain.feedback.models import Feedback
from portal.domain.requests.clocks.policy import NEVER
from portal.domain.requests.models import ServiceRequest
from portal.domain.sales.months import last_day, month_of
from portal.domain.work import Repository
from portal.domain.working_days import civil_day
from portal.insight.periods import Period
from portal.insight.reckoning import EVERYBODY

WEEKS = 12
Segments = Mapping[int, tuple[str, ...]]
"""By account id what pages narrow by."""


class Flows(Repository):
    def answers(self, segments: Segments, weeks: Sequence[date]) -> dict[str, dict[date, tuple[int, int]]]:
        """By segment and Monday: how many first answers were due in that week, and how many of them came in time. What
        is not due yet does not count. Weeks are Shanghai's."""
        one, since = ServiceRequest, _moment(min(weeks))
        query = select(one.account_id, one.answer_due_at, one.answered_at).where(
            one.answer_due_at >= since, one.answer_due_at < min(self.work.now, _moment(max(weeks) + timedelta(days=7)))
        )
        found: dict[str, dict[date, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
        for account_id, due_at, answered_at in self.session.execute(query):
            if due_at >= NEVER:
                continue
            day = civil_day(due_at)
            monday, is_kept = day - timedelta(days=day.weekday()), answered_at is not None and answered_at <= due_at
            for segment in (EVERYBODY, *segments.get(account_id, ())):
                week = found[segment][monday]
                week[0] += 1
                week[1] += is_kept
        return {name: {day: (due, kept) for day, (due, kept) in rows.items()} for name, rows in found.items()}

    def complaints(self, segments: Segments, since: date) -> dict[str, Counter[date]]:
        """By segment and last day of the month: how many complaints were made; the confidential ones are
        nobody's figure."""
        query = select(Feedback.account_id, Feedback.posted_at).where(
            Feedback.kind == FeedbackKind.COMPLAINT, Feedback.posted_at >= _moment(since),
            Feedback.subtype.not_in([subtype for _, subtype in CONFIDENTIAL]),
        )  # fmt: skip
        found: dict[str, Counter[date]] = defaultdict(Counter)
        for account_id, posted_at in self.session.execute(query):
            month = last_day(month_of(civil_day(posted_at)))
            for segment in (EVERYBODY, *segments.get(account_id, ())):
                found[segment][month] += 1
        return found

    def penalties(self, segments: Segments, since: date) -> dict[str, dict[date, Counter[str]]]:
        """By segment and last day of the month in which the sum that counts was made: `owed_to_us`, `owed_by_us` and of
        both `paid`, in fen, and how many `breaches`. What was waived is a sum of nothing."""
        newest = select(func.max(BreachPenalty.id)).group_by(BreachPenalty.breach_id)
        query = (
            select(Breach, BreachPenalty.fen, BreachPenalty.made_at)
            .join(BreachPenalty, BreachPenalty.breach_id == Breach.id)
            .where(BreachPenalty.id.in_(newest), BreachPenalty.made_at >= _moment(since))
        )
        found: dict[str, dict[date, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        for breach, fen, made_at in self.session.execute(query):
            month = last_day(month_of(civil_day(made_at)))
            for segment in (EVERYBODY, *segments.get(breach.account_id, ())):
                sums = found[segment][month]
                sums["breaches"] += 1
                sums["owed_by_us" if breach.is_ours else "owed_to_us"] += fen
                sums["paid"] += fen if breach.state == BreachState.PAID else 0
        return found


def weeks_to(day: date) -> list[date]:
    """The Mondays of the last WEEKS weeks, that of `day` included, the earliest first."""
    monday = day - timedelta(days=day.weekday())
    return [monday - timedelta(weeks=back) for back in reversed(range(WEEKS))]


def answer_facts(rows: Mapping[date, tuple[int, int]], weeks: Iterable[date]) -> dict[str, Any]:
    return {"weeks": [[monday.isoformat(), *rows.get(monday, (0, 0))] for monday in weeks]}


def complaint_facts(rows: Mapping[date, int], period: Period, active: Mapping[date, int]) -> dict[str, Any]:
    """Month by month how many, and how many accounts were active at its end."""
    return {"months": [[day.isoformat(), rows.get(day, 0), active.get(day, 0)] for day in period.ends]}


def penalty_facts(rows: Mapping[date, Mapping[str, int]], period: Period) -> dict[str, Any]:
    names = ("breaches", "owed_to_us", "owed_by_us", "paid")
    return {"months": [[day.isoformat(), *(rows.get(day, {}).get(name, 0) for name in names)] for day in period.ends]}


def _moment(day: date) -> datetime:
    """A moment at or shortly before the day begins in Shanghai."""
    return datetime.combine(day - timedelta(days=1), time(16), UTC)
