"""The radar: what falls into the next ninety days, on a time line and as a list with its days."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from portal.insight.radar import House, Kind, Radar, Wanted, window
from portal.staff import staff
from portal.staff.radar_words import KINDS, TONES, Line, house_line, line_of
from portal.staff.table_file import kind_asked, table_file
from portal.web.current import turn, uow
from portal.web.lanes import time_line
from portal.web.locale import short_day
from portal.web.pages import page
from portal.web.region_words import province_name, provinces

IN_A_FILE = 10_000
"""Lines of a file at most, the nearest days; narrowed lists fit."""


@staff.get("/insight/radar")
def show_radar() -> Response:
    radar, wanted = Radar(uow), _wanted()
    house = _of_the_house(radar, wanted)
    counts = _counts(radar, wanted, house)
    found = radar.page(wanted, **turn())
    return page(
        "staff/insight/radar.html", lines=_merged([line_of(one) for one in found.rows], house, found), found=found,
        wanted=wanted, kept=_kept(wanted), kinds=KINDS, tones=TONES, people=uow.people.staff_names(),
        provinces=provinces(), drawing=_drawn(counts), total=sum(sum(one.values()) for one in counts.values()),
        made_at=radar.made_at(), first=window(uow.today)[0], until=window(uow.today)[1], today=uow.today,
    )  # fmt: skip


@staff.post("/insight/radar/exports")
def export_radar() -> Response:
    """The same as a file; it names customers, so that it was taken is an event."""
    radar, wanted, kind = Radar(uow), _wanted(), kind_asked()
    house = [house_line(one) for one in _of_the_house(radar, wanted)]
    rows = radar.page(wanted, size=IN_A_FILE).rows
    lines = sorted([*house, *(line_of(one) for one in rows)], key=lambda one: one.day)
    names = uow.people.staff_names()
    radar.note_taken(wanted, kind, len(lines))
    headings = [_("Day"), _("Days left"), _("Kind"), _("What"), _("Number"), _("Account number"), _("Account"),
                _("Province"), _("Who looks after it")]  # fmt: skip
    return table_file(f"radar-{uow.today:%Y%m%d}", kind, headings, (_cells(one, names) for one in lines))


def _cells(one: Line, names: Mapping[int, str]) -> list[str]:
    account = one.account
    about = (account.number, account.name_zh, province_name(account.province)) if account else ("", "", "")
    return [one.day.isoformat(), str((one.day - uow.today).days), str(KINDS[one.kind]), one.says, one.number, *about,
            names.get(one.owner_id or 0, "")]  # fmt: skip


def _of_the_house(radar: Radar, wanted: Wanted) -> list[House]:
    """What is about no account belongs to nobody's list and to no province."""
    if wanted.owner_id or wanted.province:
        return []
    return [one for one in radar.of_the_house() if wanted.kind in (None, one.kind)]


def _counts(radar: Radar, wanted: Wanted, house: list[House]) -> dict[str, dict[date, int]]:
    """By kind, in their order, how many fall on each day; every kind that is asked for, of ours only what there is."""
    found: dict[str, dict[date, int]] = {kind: {} for kind in KINDS}
    for (kind, day), count in radar.by_day(wanted).items():
        found[kind][day] = count
    for one in house:
        found[one.kind][one.day] = found[one.kind].get(one.day, 0) + 1
    ours = (Kind.OURS, Kind.CALENDAR)
    return {kind: days for kind, days in found.items() if wanted.kind in (None, kind) and (days or kind not in ours)}


def _drawn(counts: Mapping[str, Mapping[date, int]]) -> Any:
    def say(name: Any, week: date, count: int) -> str:
        return _("Week from %(day)s: %(what)s, %(count)s", day=short_day(week), what=name, count=count)

    return time_line([(KINDS[kind], days) for kind, days in counts.items()], *window(uow.today), say)


def _merged(lines: list[Line], house: list[House], found: Any) -> list[Line]:
    """The few lines about ourselves stand among those of the first page."""
    own = [] if found.newer else [house_line(one) for one in house]
    return sorted([*lines, *own], key=lambda one: one.day)


def _wanted() -> Wanted:
    asked = request.args
    owner = asked.get("owner", "")
    return Wanted(
        asked.get("of") if asked.get("of") in KINDS else None,
        int(owner) if owner.isascii() and owner.isdigit() and len(owner) < 10 else None,
        asked.get("province") if asked.get("province") in provinces() else None,
    )


def _kept(wanted: Wanted) -> dict[str, Any]:
    return {"of": wanted.kind, "owner": wanted.owner_id, "province": wanted.province}
