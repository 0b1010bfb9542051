"""Changing the working calendar: a dry run, the change itself, its undoing. What the days were before stands in the
event log, and the promises that are open are reckoned anew (domain 5.3)."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from portal.domain.base import NotFound, Refused
from portal.domain.events import Event
from portal.domain.requests.calendar import CalendarDay, forget_calendar
from portal.domain.requests.clocks.calendar_rows import CalendarChange
from portal.domain.requests.clocks.reckoning import reckon_open
from portal.domain.scope import OUTSIDE_SCOPE
from portal.domain.work import Repository
from portal.domain.working_days import DAY, LONGEST_REST, BrokenCalendar, WorkingDays

AT_ONCE = 100
"""So many requests are reckoned anew in the transaction of the change; the worker goes on with the others."""
TAKEN, UNDONE = "calendar.changed", "calendar.undone"


class DayFacts(NamedTuple):
    """What the calendar says of one civil day."""

    day: date
    is_workday: bool
    name: str = ""
    source: str = ""

    def stored(self) -> list[Any]:
        return [self.day.isoformat(), self.is_workday, self.name, self.source]

    @classmethod
    def read(cls, stored: Sequence[Any]) -> "DayFacts":
        return cls(date.fromisoformat(stored[0]), *stored[1:4])


class Difference(NamedTuple):
    """One day that a change makes different; `before` is None where the calendar holds no row."""

    before: DayFacts | None
    after: DayFacts

    @property
    def is_one(self) -> bool:
        """Whether anybody would notice: a day that is as it was, said by another source or without its name, is not."""
        if self.before is None or self.before.is_workday != self.after.is_workday:
            return True
        return bool(self.after.name) and self.after.name != self.before.name


class CalendarChanges(Repository):
    def year(self, year: int) -> list[CalendarDay]:
        """The rows of a year, in order."""
        query = select(CalendarDay).where(CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31)))
        return list(self.session.scalars(query.order_by(CalendarDay.day)))

    def draft(self, days: Iterable[DayFacts], *, file_name: str = "", is_notice: bool = False) -> CalendarChange:
        """A dry run: nothing changes until it is taken. A notice makes the rest of its years final as well."""
        change = CalendarChange(
            wanted=[one.stored() for one in sorted(days)], file_name=file_name[:200], is_notice=is_notice,
            made_by_id=self.work.actor.login_id, made_at=self.work.now,
        )  # fmt: skip
        self.session.add(change)
        self.session.flush()
        return change

    def get(self, ref: str) -> CalendarChange:
        query = select(CalendarChange).where(CalendarChange.ref == ref).options(joinedload(CalendarChange.made_by))
        change = self.session.scalar(query)
        if change is None:
            raise NotFound(ref)
        return change

    def taken(self, most: int = 20) -> list[CalendarChange]:
        """The latest changes that were taken, the newest first."""
        query = select(CalendarChange).where(CalendarChange.taken_at.is_not(None))
        newest = query.order_by(CalendarChange.id.desc()).limit(most)
        return list(self.session.scalars(newest.options(joinedload(CalendarChange.made_by))))

    def differences(self, change: CalendarChange) -> list[Difference]:
        """What taking it would change now, in the order of days."""
        wanted = [DayFacts.read(stored) for stored in change.wanted]
        known = self._known(one.day for one in wanted)
        pairs = (Difference(_facts(known.get(one.day)), one) for one in wanted)
        return [one for one in pairs if one.is_one]

    def made_final(self, change: CalendarChange) -> list[int]:
        """Years that a notice makes final and that are provisional now."""
        years = {int(stored[0][:4]) for stored in change.wanted} if change.is_notice else set()
        return sorted(year for year in years if any(row.is_provisional for row in self.year(year)))

    def take(self, change: CalendarChange) -> None:
        """Write the days, remember what they were, reckon the open promises anew. Refused when it was taken, and
        (`calendar.no_work`) when it leaves no working day for so long that no deadline could be counted."""
        if change.taken_at is not None:
            raise Refused("calendar.taken")
        different, years = self.differences(change), self.made_final(change)
        self._require_work([one.after for one in different])
        self._write([one.after for one in different])
        self._set_provisional(years, to=False)
        change.taken_at, change.first_day = self.work.now, date.fromisoformat(change.wanted[0][0])
        facts = [[one.before and one.before.stored(), one.after.stored()] for one in different]
        change.record(TAKEN, by=self.work.actor, at=self.work.now, days=facts, made_final=years)
        self._reckon(change)

    def undo(self, change: CalendarChange) -> None:
        """Put the days back to what they were. Refused when one of them was changed again since."""
        if change.taken_at is None or change.undone_at is not None:
            raise Refused("calendar.nothing_to_undo")
        query = select(Event).where(Event.subject == "calendar_change", Event.subject_id == change.id)
        whose = {OUTSIDE_SCOPE: "the calendar belongs to no account"}
        event = self.session.scalars(query.where(Event.kind == TAKEN), execution_options=whose).one()
        pairs = [(before and DayFacts.read(before), DayFacts.read(after)) for before, after in event.facts["days"]]
        known = self._known(after.day for _, after in pairs)
        for _, after in pairs:
            if _facts(known.get(after.day)) != after:
                raise Refused("calendar.changed_since", day=after.day.isoformat())
        self._write([before for before, _ in pairs if before is not None])
        for before, after in pairs:
            if before is None:
                self.session.delete(known[after.day])
        self._set_provisional(event.facts["made_final"], to=True)
        change.undone_at = self.work.now
        change.record(UNDONE, by=self.work.actor, at=self.work.now, days=len(pairs))
        self._reckon(change)

    def _reckon(self, change: CalendarChange) -> None:
        self.session.flush()
        forget_calendar(self.work)
        change.seen_id, change.done_at = 0, None
        if self.work.sees_all:  # whoever sees some accounts only leaves all of them to the worker
            reckon_open(self.work, AT_ONCE, change)

    def _require_work(self, wanted: Sequence[DayFacts]) -> None:
        off = [one.day for one in wanted if not one.is_workday]
        if not off:
            return
        around = timedelta(days=LONGEST_REST)
        known = self._known((off[0] - around, off[-1] + around))
        stands = {day: row.is_workday for day, row in known.items()} | {one.day: one.is_workday for one in wanted}
        days = WorkingDays(stands)
        for day in off:
            try:
                rest = next(days.going(day)) - next(days.going(day, -DAY))
            except BrokenCalendar:
                rest = 2 * around
            if rest > around:
                raise Refused("calendar.no_work", day=day.isoformat(), most=LONGEST_REST)

    def _known(self, days: Iterable[date]) -> dict[date, CalendarDay]:
        asked = sorted(days)
        if not asked:
            return {}
        query = select(CalendarDay).where(CalendarDay.day.between(asked[0], asked[-1]))
        return {row.day: row for row in self.session.scalars(query)}

    def _write(self, days: Sequence[DayFacts]) -> None:
        known = self._known(one.day for one in days)
        for one in days:
            row = known.get(one.day) or CalendarDay(day=one.day)
            row.is_workday, row.name, row.source = one.is_workday, one.name, one.source
            self.session.add(row)
        self.session.flush()

    def _set_provisional(self, years: Iterable[int], *, to: bool) -> None:
        for year in years:
            whole = CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31))
            self.session.execute(update(CalendarDay).where(whole).values(is_provisional=to))


def _facts(row: CalendarDay | None) -> DayFacts | None:
    return DayFacts(row.day, row.is_workday, row.name, row.source) if row is not None else None
