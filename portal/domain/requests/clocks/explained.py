"""Why a deadline is where it is: what was promised, what of the time counted, what did not, and what is left."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from portal.domain.requests.working_time import BusinessHours, Span, counted_between, minutes_between
from portal.domain.working_days import DAY, WorkingDays, civil_day


class Counted(NamedTuple):
    """Business time that counts: `spans` of one day, or whole working days from `day` to `until` taken together."""

    day: date
    until: date
    minutes: int
    spans: tuple[Span, ...] = ()
    days: int = 1


class Rested(NamedTuple):
    """A pause, still open without `ended_at`; `minutes` are the business minutes given back for it until now."""

    state: str
    began_at: datetime
    ended_at: datetime | None
    minutes: int


class Closed(NamedTuple):
    """Days in a row on which nothing counts, with the name of the holiday; blank for an ordinary weekend."""

    day: date
    until: date
    name: str


@dataclass(frozen=True)
class Explanation:
    """Minutes are business minutes; `used` until it was kept or until now. `made_up` are weekend days that count.
    `is_provisional`: an official notice that may still move the deadline is not out."""

    began_at: datetime
    due_at: datetime
    allowed: int
    used: int
    counted: Sequence[Counted]
    pauses: Sequence[Rested]
    closed: Sequence[Closed]
    made_up: Sequence[date]
    is_provisional: bool

    @property
    def left(self) -> int:
        """Negative when it is late."""
        return self.allowed - self.used


def explain(
    began_at: datetime, due_at: datetime, allowed: int, until: datetime, *, days: WorkingDays, hours: BusinessHours,
    pauses: Sequence[tuple[str, datetime, datetime | None]] = (), names: Mapping[date, str] | None = None,
) -> Explanation:  # fmt: skip
    """The promise of `allowed` business minutes from `began_at` on, as it stands at `until` (all aware); `pauses` are
    (state, from, to), the last one perhaps open, and `names` those of holidays by civil day (Asia/Shanghai)."""
    rested = [_rested(pause, began_at, until, days, hours) for pause in pauses]
    over = [(one.began_at, one.ended_at or until) for one in rested]
    first, last = civil_day(began_at), civil_day(due_at)
    passed = [first + DAY * n for n in range((last - first).days + 1)]
    ended = [(began, ended) for began, ended in over if began < due_at]
    counted = counted_between(began_at, due_at, days, hours, ended)
    return Explanation(
        began_at, due_at, allowed, minutes_between(began_at, max(began_at, until), days, hours, over),
        list(_lines(counted, hours.minutes_a_day())), rested, list(_closed(passed, days, names or {})),
        [day for day in passed if day.weekday() > 4 and days.is_workday(day)],
        any(days.is_provisional(day) for day in passed),
    )  # fmt: skip


def _rested(
    pause: tuple[str, datetime, datetime | None], began_at: datetime, until: datetime, days: WorkingDays,
    hours: BusinessHours,
) -> Rested:  # fmt: skip
    state, begins, ends = pause
    begins = max(begins, began_at)
    end = max(begins, ends or until)
    return Rested(state, begins, ends and end, minutes_between(begins, end, days, hours))


def _lines(spans: Iterable[Span], whole: int) -> Iterator[Counted]:
    """One line a day; whole days that follow each other are one line."""
    run: Counted | None = None
    for day, parts in _by_day(spans):
        minutes = sum((closes - opens for opens, closes in parts), timedelta()) // timedelta(minutes=1)
        if minutes == whole and run is not None:
            run = run._replace(until=day, minutes=run.minutes + minutes, days=run.days + 1, spans=())
            continue
        if run is not None:
            yield run
            run = None
        line = Counted(day, day, minutes, tuple(parts))
        if minutes == whole:
            run = line
        else:
            yield line
    if run is not None:
        yield run


def _by_day(spans: Iterable[Span]) -> Iterator[tuple[date, list[Span]]]:
    parts: dict[date, list[Span]] = {}
    for opens, closes in spans:
        parts.setdefault(civil_day(opens), []).append((opens, closes))
    yield from parts.items()


def _closed(passed: Sequence[date], days: WorkingDays, names: Mapping[date, str]) -> Iterator[Closed]:
    run: Closed | None = None
    for day in passed:
        if days.is_workday(day):
            if run is not None:
                yield run
            run = None
        elif run is not None:
            run = run._replace(until=day, name=run.name or names.get(day, ""))
        else:
            run = Closed(day, day, names.get(day, ""))
    if run is not None:
        yield run
