"""How good the archive is now, and how good it was when each week began: of the company and of everybody's accounts."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from portal.domain.quality.models import ArchiveQuality, ArchiveWeek
from portal.domain.work import AnySelect, Repository, Work

COMPANY = 0


@dataclass(frozen=True)
class Sums:
    """`percent` of what is asked of all these accounts together is filled; `gaps` are open."""

    accounts: int
    filled: int
    weight: int
    gaps: int

    @property
    def percent(self) -> float:
        """One place after the point: a company's figure moves by less than one percent a day."""
        return round(100 * self.filled / self.weight, 1) if self.weight else 100.0


@dataclass(frozen=True)
class Progress:
    """Where it stands, and where it stood on Monday; `begun` is None in the first week of somebody."""

    begun: Sums | None
    now: Sums

    @property
    def gained(self) -> float:
        return round(self.now.percent - self.begun.percent, 1) if self.begun else 0.0

    @property
    def closed(self) -> int:
        """How many gaps fewer than on Monday; negative when more came up."""
        return self.begun.gaps - self.now.gaps if self.begun else 0


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


class Weeks(Repository):
    def past(self, *owners: int, weeks: int = 12) -> dict[int, dict[date, Sums]]:
        """By owner the sums of the last Mondays, the latest first; one statement."""
        since = monday(self.work.today) - timedelta(weeks=weeks - 1)
        query = select(ArchiveWeek).where(ArchiveWeek.owner_id.in_(owners), ArchiveWeek.week_on >= since)
        found: dict[int, dict[date, Sums]] = {owner_id: {} for owner_id in owners}
        for week in self.session.scalars(query.order_by(ArchiveWeek.owner_id, ArchiveWeek.week_on.desc())):
            found[week.owner_id][week.week_on] = Sums(week.accounts, week.filled, week.weight, week.gaps)
        return found

    def progress(self, owner_id: int, past: dict[date, Sums]) -> Progress:
        """This week so far, of the company or of the accounts of one of us."""
        query = _sums()
        if owner_id != COMPANY:
            query = query.where(ArchiveQuality.owner_id == owner_id)
        now = Sums(*(number or 0 for number in self.session.execute(query).one()))
        return Progress(past.get(monday(self.work.today)), now)


def note_week(work: Work) -> int:
    """Write down where this week began, once; returns how many rows."""
    week_on = monday(work.today)
    if work.session.scalar(select(ArchiveWeek.id).where(ArchiveWeek.week_on == week_on).limit(1)) is not None:
        return 0
    whole = Sums(*(number or 0 for number in work.session.execute(_sums()).one()))
    found = {COMPANY: whole}
    owned = _sums().add_columns(ArchiveQuality.owner_id).where(ArchiveQuality.owner_id.is_not(None))
    for *numbers, owner_id in work.session.execute(owned.group_by(ArchiveQuality.owner_id)):
        found[owner_id] = Sums(*(number or 0 for number in numbers))
    work.session.add_all(
        ArchiveWeek(week_on=week_on, owner_id=owner_id, accounts=sums.accounts, filled=sums.filled,
                    weight=sums.weight, gaps=sums.gaps)
        for owner_id, sums in found.items()
    )  # fmt: skip
    return len(found)


def _sums() -> AnySelect:
    one = ArchiveQuality
    gaps = one.errors + one.missing + one.papers + one.stale
    query = select(func.count(one.id), func.sum(one.filled), func.sum(one.weight), func.sum(gaps))
    return query.where(one.weight > 0)
