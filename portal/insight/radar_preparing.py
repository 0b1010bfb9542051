"""The worker's part of the radar: finds what lies ahead little by little, and writes what has changed."""

from collections.abc import Iterator

from portal.domain.deadlines import Deadlines
from portal.insight.preparing import Doing
from portal.insight.radar import Item, Kind, Radar
from portal.insight.radar_finding import FINDERS, LOOK, last_days


def prepare_radar(doing: Doing) -> Iterator[None]:
    """Work the radar out anew; pauses after each short piece of it."""
    found: dict[Kind, list[Item]] = {Kind.CONTRACT_END: [], Kind.NOTICE: []}
    with doing(False) as work:
        watched = Deadlines(work).watched()
    for at in range(0, len(watched), LOOK):
        with doing(False) as work:
            for kind, items in last_days(work, watched[at : at + LOOK]).items():
                found[kind] += items
        yield
    for kind, find in FINDERS.items():
        with doing(False) as work:
            found[kind] = list(find(work))
        yield
    for kind, items in found.items():
        with doing(False) as work:
            lots = Radar(work).keep(kind, items)
        for gone, new in lots:
            with doing(True) as work:
                Radar(work).write(gone, new)
            yield
    with doing(True) as work:
        Radar(work).done(found)
