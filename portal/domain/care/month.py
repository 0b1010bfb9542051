"""What the care of customers came to in one month, for each of us and in all, as far as the reader sees accounts."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import and_, case, func, select

from portal.domain.accounts.kinds import AccountStatus
from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.care.coverage import ERRORS, Coverage
from portal.domain.care.models import CareDuty, Touch
from portal.domain.feedback.kinds import UNANSWERED
from portal.domain.feedback.models import Feedback
from portal.domain.feedback.repository import for_everybody
from portal.domain.people.models import Staff
from portal.domain.people.repository import PeopleRepository
from portal.domain.promises.models import Pledge
from portal.domain.promises.open import IS_STILL_OPEN
from portal.domain.promises.record import IN_TIME
from portal.domain.sales.months import last_day, month_of
from portal.domain.work import SHANGHAI, Repository

OLD = timedelta(days=366)
"""Feedback older than this when the month begins is not looked for among what was closed in it."""


@dataclass
class PersonMonth:
    """One of us. `accounts` cared for and `late` (duties due or late) are as of today; the promises are those that fell
    due in the month: kept in time, kept late, still open."""

    name: str
    accounts: int = 0
    touches: int = 0
    missed: int = 0
    late: int = 0
    in_time: int = 0
    kept_late: int = 0
    broken: int = 0

    @property
    def percent(self) -> int | None:
        """Of what fell due, the share kept in time, rounded down; None where nothing fell due."""
        every = self.in_time + self.kept_late + self.broken
        return 100 * self.in_time // every if every else None


@dataclass
class CareMonth:
    """`kinds`: contacts that count, by type. `errors`: core accounts without an owner or a sponsor, as of today."""

    first: date
    last: date
    people: list[PersonMonth]
    kinds: dict[str, int]
    feedback: dict[str, int]
    errors: dict[str, int]
    total: PersonMonth = field(default_factory=lambda: PersonMonth(""))

    def __post_init__(self) -> None:
        for name in vars(self.total).keys() - {"name"}:
            setattr(self.total, name, sum(getattr(one, name) for one in self.people))


class CareReport(Repository):
    def of(self, day: date) -> CareMonth:
        """The month in which the civil day lies (Asia/Shanghai)."""
        first, last = month_of(day), last_day(month_of(day))
        names = PeopleRepository(self.work).staff_names()
        people: dict[int, PersonMonth] = defaultdict(lambda: PersonMonth(""))
        kinds = self._touches(people, first, last)
        self._standing(people)
        self._promises(people, first, last)
        for staff_id, person in people.items():
            person.name = names.get(staff_id, "")
        shown = sorted((one for one in people.values() if one.name), key=lambda one: (-one.accounts, one.name))
        counts = Coverage(self.work).counts()
        errors: dict[str, int] = {gap: counts[gap] for gap in ERRORS}
        return CareMonth(first, last, shown, kinds, self._feedback(first, last), errors)

    def _touches(self, people: dict[int, PersonMonth], first: date, last: date) -> dict[str, int]:
        kinds: Counter[str] = Counter()
        query = select(Touch.by_id, Touch.type, Touch.is_valid, func.count(Touch.id))
        query = query.where(Touch.by_id.in_(select(Staff.id)), Touch.on.between(first, last), Touch.is_mass.is_(False))
        for staff_id, kind, is_valid, count in self.session.execute(
            query.group_by(Touch.by_id, Touch.type, Touch.is_valid)
        ):
            person = people[staff_id]
            if is_valid:
                person.touches += count
                kinds[kind] += count
            else:
                person.missed += count
        return dict(kinds.most_common())

    def _standing(self, people: dict[int, PersonMonth]) -> None:
        cared: Any = select(AccountStanding.care_owner_id, func.count(AccountStanding.id))
        cared = cared.join(Account, Account.id == AccountStanding.account_id)
        cared = cared.where(AccountStanding.care_owner_id.is_not(None), Account.status != AccountStatus.ARCHIVED)
        for staff_id, count in self.session.execute(cared.group_by(AccountStanding.care_owner_id)):
            people[staff_id].accounts = count
        late = select(CareDuty.owner_id, func.count(CareDuty.id)).where(CareDuty.owner_id.is_not(None))
        late = late.where(CareDuty.shown_from <= self.work.today).group_by(CareDuty.owner_id)
        for owner_id, count in self.session.execute(late):
            people[owner_id or 0].late = count

    def _promises(self, people: dict[int, PersonMonth], first: date, last: date) -> None:
        broken = and_(*IS_STILL_OPEN, Pledge.due_on < self.work.today)
        sums = [func.sum(case((one, 1), else_=0)) for one in (Pledge.kept_on.is_not(None), IN_TIME, broken)]
        query = select(Pledge.owner_id, *sums).where(Pledge.due_on.between(first, last)).group_by(Pledge.owner_id)
        for owner_id, kept, in_time, open_late in self.session.execute(query):
            person = people[owner_id]
            person.in_time, person.kept_late, person.broken = in_time, kept - in_time, open_late

    def _feedback(self, first: date, last: date) -> dict[str, int]:
        """Confidential complaints in none of them, whoever asks: the worker writes these figures down for others."""
        begins, ends = (datetime.combine(day, time(), SHANGHAI) for day in (first, last + timedelta(days=1)))
        within: dict[str, tuple[Any, ...]] = {
            "came": (Feedback.posted_at >= begins, Feedback.posted_at < ends),
            "closed": (Feedback.closed_at >= begins, Feedback.closed_at < ends, Feedback.posted_at >= begins - OLD),
            "unanswered": (Feedback.state.in_(UNANSWERED),),
        }
        return {
            name: self.session.scalar(for_everybody(select(func.count(Feedback.id)).where(*found))) or 0
            for name, found in within.items()
        }
