"""Field kinds that only the facts of a case need: moments, bounded days, yes or no while it may be unknown."""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from portal.domain.contracts.clauses.kinds import BadValue, Day, Kind, YesNo
from portal.domain.work import SHANGHAI

CIVIL = Day(earliest=date(1990, 1, 1), latest=date(2199, 12, 31))
"""A day on which something of a contract can happen; the bounds keep sums of days within the calendar."""


@dataclass(frozen=True)
class Moment(Kind):
    """A moment: ISO date and time with its offset from UTC (`2026-11-01T23:59:59+08:00`), never without one."""

    name: ClassVar[str] = "moment"
    years: range = range(1990, 2200)

    def read(self, raw: object) -> datetime:
        text = raw.isoformat() if isinstance(raw, datetime) else raw
        try:
            moment = datetime.fromisoformat(unicodedata.normalize("NFKC", text).strip())  # type: ignore[arg-type]
        except (TypeError, ValueError):
            raise BadValue("not_a_moment") from None
        if moment.tzinfo is None:
            raise BadValue("not_a_moment")
        if moment.year not in self.years:
            raise BadValue("out_of_range")
        return moment

    def write(self, value: object) -> object:
        return value.isoformat() if isinstance(value, datetime) else str(value)

    def typed(self, text: str) -> object:
        """People type the time of Shanghai, without an offset."""
        try:
            moment = datetime.fromisoformat(unicodedata.normalize("NFKC", text).strip())
        except ValueError:
            raise BadValue("not_a_moment") from None
        return (moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)).isoformat()

    def shown(self, value: object) -> str:
        local = datetime.fromisoformat(str(value)).astimezone(SHANGHAI).replace(tzinfo=None)
        return local.isoformat(timespec="auto" if local.second or local.microsecond else "minutes")


@dataclass(frozen=True)
class Known(Kind):
    """Yes or no, and blank while nobody knows: unlike an absent yes/no, which is no."""

    name: ClassVar[str] = "known"

    def read(self, raw: object) -> bool:
        return YesNo().read(raw)

    def shown(self, value: object) -> str:
        return "yes" if value else "no"
