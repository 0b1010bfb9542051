"""Which months the figures are about: twelve months up to the end of one that is over, this year, last year."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from portal.domain.sales.months import YEAR, last_day, last_ended, month_of, months_from, months_on

KEPT = 12
"""So many trailing periods back can be looked at."""
WITH_LISTS = 3
"""So many periods, the latest first, have lists: the trailing year, this year, last year."""


class Period(NamedTuple):
    """Whole months, from the first civil day to the last."""

    first: date
    until: date

    @property
    def before(self) -> date:
        """The civil day at whose end it begins."""
        return self.first - timedelta(days=1)

    @property
    def ends(self) -> list[date]:
        """The last civil day of each of its months."""
        return [last_day(month) for month in months_from(self.first, month_of(self.until))]

    @property
    def is_year(self) -> bool:
        """Whether it is twelve months long."""
        return self == trailing(month_of(self.until))

    @property
    def year_before(self) -> "Period":
        """The twelve months that end where it begins."""
        return trailing(month_of(self.before))


def trailing(month: date) -> Period:
    """Twelve months up to and with the one that begins on `month`."""
    return Period(months_on(month, 1 - YEAR), last_day(month))


def this_year(today: date) -> Period:
    """From 1 January to the last month that is over; in January it is the whole last year."""
    month = last_ended(today)
    return Period(month.replace(month=1), last_day(month))


def last_year(today: date) -> Period:
    return trailing(months_on(last_ended(today).replace(month=1), -1))


def asked_about(today: date) -> Sequence[Period]:
    """The periods that are prepared, each once: the latest trailing one first."""
    latest = last_ended(today)
    rolling = [trailing(months_on(latest, -back)) for back in range(KEPT)]
    return list(dict.fromkeys([rolling[0], this_year(today), last_year(today), *rolling[1:]]))
