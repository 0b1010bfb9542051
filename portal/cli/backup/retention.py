"""Which backups of a folder stay: the newest so many, and the newest of the last days and weeks that have one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path

_OURS = re.compile(r"portal-(\d{8}-\d{6})\.backup")


@dataclass(frozen=True)
class Retention:
    """`newest`, `days` and `weeks` that stay; weeks begin on Monday, days are those of the company's time zone."""

    newest: int = 0
    days: int = 0
    weeks: int = 0

    def __bool__(self) -> bool:
        return bool(self.newest or self.days or self.weeks)

    def stays(self, moments: Iterable[datetime], zone: tzinfo) -> set[datetime]:
        """Of backups made at these (aware) moments, those to keep; the newest of all always stays."""
        falling = sorted(moments, reverse=True)
        days: dict[object, datetime] = {}
        weeks: dict[object, datetime] = {}
        for moment in falling:
            civil = moment.astimezone(zone).date()
            days.setdefault(civil, moment)
            weeks.setdefault(civil.isocalendar()[:2], moment)
        return {*falling[: max(self.newest, 1)], *list(days.values())[: self.days], *list(weeks.values())[: self.weeks]}


def backups_in(folder: Path) -> dict[datetime, Path]:
    """The backups of a folder by the moment in their name, oldest first; what others put there is not ours."""
    named = sorted((found[1], path) for path in folder.iterdir() if (found := _OURS.fullmatch(path.name)))
    return {moment: path for stamp, path in named if (moment := _moment(stamp))}


def drop_old(folder: Path, rule: Retention, zone: tzinfo) -> list[Path]:
    """Remove what need not stay; returns what was removed, oldest first."""
    there = backups_in(folder)
    old = [path for moment, path in there.items() if moment not in rule.stays(there, zone)]
    for path in old:
        path.unlink()
    return old


def _moment(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
