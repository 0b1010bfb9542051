"""How good the archive is now, and how good it was when each week began: of the company and of everybody's accounts."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from portal.domain.quality.models import ArchiveQuality, ArchiveWeek
from portal.domain.work import AnySelect, Repository, Work

COMPANY = 0
WEEK = timedelta(weeks=1)


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
    """The first civil day of its week."""
    return day - timedelta(days=day.weekday())


class Weeks(Repository):
    def past(self, *owners: int, weeks: int = 12) -> dict[int, dict[date, Sums]]:
        """By owner the sums of the last Mondays, the latest first; the first one may be the coming Monday: how it
        stood a few minutes ago. One statement."""
        since = monday(self.work.today) - timedelta(weeks=weeks - 1)
        query = select(ArchiveWeek).where(ArchiveWeek.owner_id.in_(owners), ArchiveWeek.week_on >= since)
        found: dict[int, dict[date, Sums]] = {owner_id: {} for owner_id in owners}
        for week in sorted(self.session.scalars(query), key=lambda week: week.week_on, reverse=True):
            found[week.owner_id][week.week_on] = Sums(week.accounts, week.filled, week.weight, week.gaps)
        return found

    def progress(self, owner_id: int, past: dict[date, Sums]) -> Progress:
        """This week so far of the accounts of one of us, counted now."""
        query = _sums().where(ArchiveQuality.owner_id == owner_id)
        now = Sums(*(number or 0 for number in self.session.execute(query).one()))
        return Progress(past.get(monday(self.work.today)), now)

    def progress_of_company(self, past: dict[date, Sums]) -> Progress | None:
        """This week so far of the whole company, as the worker counted it a few minutes ago: nobody waits for a sum
        over all accounts. None before it counted for the first time."""
        begun = past.get(monday(self.work.today))
        now = past.get(monday(self.work.today) + WEEK, begun)
        return Progress(begun, now) if now else None


def note_week(work: Work) -> int:
    """Write down where this week began, once, and how it stands now: that is where the coming week begins. Returns how
    many rows are new."""
    found = {COMPANY: Sums(*(number or 0 for number in work.session.execute(_sums()).one()))}
    owned = _sums().add_columns(ArchiveQuality.owner_id).where(ArchiveQuality.owner_id.is_not(None))
    for *numbers, owner_id in work.session.execute(owned.group_by(ArchiveQuality.owner_id)):
        found[owner_id] = Sums(*(number or 0 for number in numbers))
    begun = monday(work.today)
    there = {(week.week_on, week.owner_id): week for week in work.session.scalars(
        select(ArchiveWeek).where(ArchiveWeek.owner_id.in_(found), ArchiveWeek.week_on >= begun))}  # fmt: skip
    new = 0
    for owner_id, sums in found.items():
        for week_on in (begun, begun + WEEK):
            week = there.get((week_on, owner_id))
            if week is None:
                new, week = new + 1, ArchiveWeek(week_on=week_on, owner_id=owner_id)
                work.session.add(week)
            elif week_on == begun:
                continue
            week.accounts, week.filled, week.weight, week.gaps = sums.accounts, sums.filled, sums.weight, sums.gaps
    return new


def _sums() -> AnySelect:
    one = ArchiveQuality
    gaps = one.errors + one.missing + one.papers + one.stale
    query = select(func.count(one.id), func.sum(one.filled), func.sum(one.weight), func.sum(gaps))
    return query.where(one.weight > 0)
