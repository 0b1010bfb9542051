"""Counting days and months as contracts do (Civil Code 200-204), and back from the end of a term."""

from calendar import monthrange
from datetime import date, timedelta

from portal.domain.contracts.clauses import DayKind
from portal.domain.contracts.clauses.clause import DayCounted
from portal.domain.working_days import DAY, WorkingDays, add_working_days


def rolled(day: date, days: WorkingDays) -> date:
    """The first working day at or after civil day `day`: a last day that is a rest day moves there (art. 203); a
    make-up working day is none."""
    return next(days.going(day))


def remind_on(latest: date, days: WorkingDays) -> date:
    """The last working day at or before civil day `latest`: when a person should act at the latest."""
    return next(days.going(latest, -DAY))


def after_days(day: date, count: int, terms: DayCounted, days: WorkingDays) -> date:
    """The last civil day of a period of `count` days (0 or more) after `day`, which is not counted itself
    (art. 201); calendar or working days, rolled past rest days, as `terms` say (art. 203, 204)."""
    working = terms.day_kind == DayKind.WORKING
    last = add_working_days(day, count, days) if working else day + timedelta(days=count)
    return rolled(last, days) if terms.roll else last


def back_from(end: date, count: int, terms: DayCounted, days: WorkingDays) -> date:
    """The civil day `count` days (0 or more) before `end`, the latest on which a notice may arrive that is due "at
    least `count` days before". The law is silent here: it never rolls, for later would be too late."""
    if terms.day_kind == DayKind.WORKING:
        return add_working_days(end, -count, days)
    return end - timedelta(days=count)


def after_months(day: date, months: int) -> date:
    """The corresponding civil day `months` calendar months after `day`, or the last day of that month where there is
    none (art. 202)."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def suggest_end(starts_on: date, months: int) -> date:
    """The last day, inclusive, of `months` calendar months from `starts_on`: the day before the corresponding day,
    or the last day of the month where there is none (art. 202)."""
    corresponding = after_months(starts_on, months)
    return corresponding - timedelta(days=1) if corresponding.day == starts_on.day else corresponding


def extended_end(ends_on: date, months: int) -> date:
    """Where a term that ends on `ends_on` ends after `months` more: a new period from the next day on."""
    return suggest_end(ends_on + timedelta(days=1), months)


def calendar_notes(days: WorkingDays, *touched: date) -> tuple[str, ...]:
    """`calendar_provisional` when the official notice for one of these days is not loaded: it may still move them."""
    return ("calendar_provisional",) if any(days.is_provisional(day) for day in touched) else ()
