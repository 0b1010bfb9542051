"""Hours in which nobody is disturbed, and the hour of the one mail a day: civil time of Asia/Shanghai."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from portal.domain.work import SHANGHAI

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Quiet:
    """From `begins` until `ends`, over midnight when it begins later than it ends."""

    begins: time
    ends: time

    def over_at(self, moment: datetime) -> datetime:
        """`moment` itself when it is not quiet then; else the moment when the quiet ends."""
        here = moment.astimezone(SHANGHAI)
        if not self._holds(here.time()):
            return moment
        end = datetime.combine(here.date(), self.ends, SHANGHAI)
        return (end if end > here else end + DAY).astimezone(moment.tzinfo)

    def _holds(self, clock: time) -> bool:
        if self.begins <= self.ends:
            return self.begins <= clock < self.ends
        return clock >= self.begins or clock < self.ends


def quiet_from(text: str) -> Quiet | None:
    """`21:00-08:00` as hours, nothing as none; ValueError for what is neither."""
    if not text:
        return None
    if not re.fullmatch(r"\d\d:\d\d-\d\d:\d\d", text, re.ASCII):
        raise ValueError("takes hours such as 21:00-08:00, or off")
    begins, ends = (time.fromisoformat(part) for part in text.split("-"))
    if begins == ends:
        raise ValueError("begins and ends at the same minute")
    return Quiet(begins, ends)


def after_quiet(text: str, moment: datetime) -> datetime:
    """When what comes up at `moment` may go out, by hours written as `21:00-08:00`."""
    quiet = quiet_from(text)
    return quiet.over_at(moment) if quiet else moment


def next_at(clock: str, moment: datetime) -> datetime:
    """The next time after `moment` that clocks show `clock` (`09:00`)."""
    here = moment.astimezone(SHANGHAI)
    found = datetime.combine(here.date(), time.fromisoformat(clock), SHANGHAI)
    return (found if found > here else found + DAY).astimezone(moment.tzinfo)
