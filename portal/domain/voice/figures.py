"""How well the loop works: closed, answered how fast, complained again, complaints by accounts (domain 6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from statistics import median
from typing import Any, NamedTuple

from sqlalchemy import func, select

from portal.domain.accounts.kinds import AccountStatus
from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.feedback.kinds import FeedbackKind, FeedbackState
from portal.domain.feedback.models import Feedback
from portal.domain.feedback.repeating import WITHIN
from portal.domain.feedback.repository import FeedbackRepository
from portal.domain.sales.months import month_of
from portal.domain.work import SHANGHAI, AnySelect, Repository
from portal.domain.working_days import civil_day

DONE = frozenset({FeedbackState.CLOSED, FeedbackState.CONFIRMED_BY_PARTNER})


class Told(NamedTuple):
    """One piece of feedback as it is counted."""

    account_id: int
    kind: str
    subtype: str
    state: str
    posted_at: datetime
    answered_at: datetime | None


@dataclass(frozen=True)
class FigureFilter:
    """Feedback posted from civil day `first` to `last` (Asia/Shanghai) by accounts of these codes; empty is any."""

    first: date
    last: date
    kind: str = ""
    province: str = ""
    tier: str = ""


@dataclass(frozen=True)
class LoopFigures:
    """Of one stretch of time. Shares are unrounded percent and None where there is nothing to take a share of; what was
    turned into a request is in no share of closing. `answer_hours`: the median of hours, as they pass on the wall, from
    filing to the first answer. `per_hundred`: complaints by a hundred active accounts of today."""

    received: int
    complaints: int
    closed: Fraction | None
    answered: int
    answer_hours: float | None
    repeated: Fraction | None
    per_hundred: Fraction | None


def figures_of(told: Sequence[Told], before: Sequence[Told], active: int) -> LoopFigures:
    """Of `told`; `before` are complaints of the ninety days before and of that time itself, for finding repeats."""
    counted = [one for one in told if one.state != FeedbackState.CONVERTED]
    complaints = [one for one in told if one.kind == FeedbackKind.COMPLAINT]
    hours = [(one.answered_at - one.posted_at).total_seconds() / 3600 for one in told if one.answered_at]
    again = repeats([*before, *complaints])
    return LoopFigures(
        received=len(told), complaints=len(complaints),
        closed=_percent(sum(one.state in DONE for one in counted), len(counted)),
        answered=len(hours), answer_hours=median(hours) if hours else None,
        repeated=_percent(sum(one in again for one in complaints), len(complaints)),
        per_hundred=_percent(len(complaints), active),
    )  # fmt: skip


def repeats(complaints: Iterable[Told]) -> set[Told]:
    """Those that follow, within ninety days, another one of the same account and subtype."""
    last: dict[tuple[int, str], datetime] = {}
    found = set()
    for one in sorted(set(complaints), key=lambda one: one.posted_at):
        cause = (one.account_id, one.subtype)
        if one.subtype and cause in last and one.posted_at - last[cause] <= WITHIN:
            found.add(one)
        last[cause] = one.posted_at
    return found


class VoiceFigures(Repository):
    def by_month(self, wanted: FigureFilter) -> tuple[dict[date, LoopFigures], LoopFigures]:
        """The figures of each month of filing (by its first day), and of all together; of what this person may read."""
        known, begin = self._told(wanted, wanted.first - WITHIN), _midnight(wanted.first)
        told = [one for one in known if one.posted_at >= begin]
        before = [one for one in known if one.kind == FeedbackKind.COMPLAINT]
        active = self._active(wanted)
        months: dict[date, list[Told]] = {}
        for one in told:
            months.setdefault(month_of(civil_day(one.posted_at)), []).append(one)
        by_month = {month: figures_of(rows, before, active) for month, rows in sorted(months.items())}
        return by_month, figures_of(told, before, active)

    def _told(self, wanted: FigureFilter, first: date) -> list[Told]:
        columns = (
            Feedback.account_id, Feedback.kind, Feedback.subtype, Feedback.state, Feedback.posted_at,
            Feedback.answered_at,
        )  # fmt: skip
        query = FeedbackRepository(self.work).readable_among(select(*columns).select_from(Feedback))
        query = query.join(Account, Account.id == Feedback.account_id)
        begin, end = _midnight(first), _midnight(wanted.last + timedelta(days=1))
        query = _of_accounts(query, wanted).where(Feedback.posted_at >= begin, Feedback.posted_at < end)
        return [Told(*row) for row in self.session.execute(query)]

    def _active(self, wanted: FigureFilter) -> int:
        query = _of_accounts(select(func.count(Account.id)).select_from(Account), wanted)
        return self.session.scalar(query.where(Account.status == AccountStatus.ACTIVE)) or 0


def _of_accounts(query: AnySelect, wanted: FigureFilter) -> AnySelect:
    if wanted.tier:
        query = query.join(AccountStanding, AccountStanding.account_id == Account.id)
    asked: tuple[tuple[Any, str], ...] = (
        (Account.kind, wanted.kind), (Account.province, wanted.province), (AccountStanding.tier, wanted.tier),
    )  # fmt: skip
    return query.where(*(column == code for column, code in asked if code))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)


def _percent(part: int, whole: int) -> Fraction | None:
    return Fraction(100 * part, whole) if whole else None
