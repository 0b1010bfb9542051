"""Ways of looking at the queue: the named views with their figures, and what an address asks for."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta

from flask_babel import lazy_gettext as _l

from portal.domain.base import half_width
from portal.domain.requests.catalogue import Priority, RequestCategory
from portal.domain.requests.queue import QueueFilter
from portal.domain.requests.states import RequestState
from portal.domain.working_days import add_working_days
from portal.search.finding import find
from portal.web.current import uow

VIEWS = {
    "open": _l("All open"),
    "overdue": _l("Overdue"),
    "today": _l("Due today"),
    "mine": _l("Waiting for me"),
    "unassigned": _l("Unassigned"),
    "silent": _l("Silent partners"),
    "waiting": _l("Waiting for partner"),
    "resolved": _l("Resolved"),
    "all": _l("All, ended too"),
}
UNCOUNTED = frozenset({"all", "silent"})
"""Views without a figure: it would have to walk what no index has in order."""
ENDED_TOO = frozenset({"all"})
SILENT_AFTER = 5
"""Working days without a word, from when we asked, after which a partner is silent."""
NEWEST = "newest"
"""The word for: filed last, on top. Else the promise that falls due first is."""
NOBODY = "none"
"""The assignee filter's word for requests that nobody has."""
REQUEST_NUMBER = re.compile(r"SR-[0-9]{6}-[0-9]{1,9}")


def view_filters() -> dict[str, QueueFilter]:
    """What each named view asks for; what waits for the partner is neither overdue nor due, nor waits for me."""
    now, tomorrow = uow.now, _midnight(uow.today)
    waiting = QueueFilter(is_open=None, state=RequestState.WAITING_PARTNER)
    return {
        "open": QueueFilter(),
        "overdue": QueueFilter(runs=True, due_before=now),
        "today": QueueFilter(runs=True, due_from=now, due_before=tomorrow),
        "mine": QueueFilter(assignee_id=uow.actor.staff_id, runs=True),
        "unassigned": QueueFilter(assignee_id=0),
        "silent": waiting._replace(touched_before=_long_silent()),
        "waiting": waiting,
        "resolved": QueueFilter(is_open=None, state=RequestState.RESOLVED),
        "all": QueueFilter(is_open=None),
    }


def figures(more: Mapping[str, QueueFilter]) -> dict[str, str]:
    """How many each view and each of `more` holds, `999+` beyond what is worth counting; one statement for all."""
    counted = uow.queue.counts(
        {name: one for name, one in view_filters().items() if name not in UNCOUNTED} | dict(more), most=1000
    )
    return {name: str(number) if number < 1000 else "999+" for name, number in counted.items()}


def is_newest_first(query: Mapping[str, str]) -> bool:
    """Everything there ever was has no order by promises."""
    return query.get("sort") == NEWEST or query.get("view") in ENDED_TOO


def narrowed(asked: Mapping[str, str], people: Iterable[int]) -> QueueFilter:
    """The filter of an address; a value outside its list is as if not asked."""
    wanted = view_filters()[asked["view"]] if asked["view"] in VIEWS else QueueFilter()
    if asked["category"] in set(RequestCategory):
        wanted = wanted._replace(category=asked["category"])
    if asked["priority"] in set(Priority):
        wanted = wanted._replace(priority=asked["priority"])
    if asked["state"] in set(RequestState):
        wanted = wanted._replace(state=asked["state"], is_open=None)
    known = {str(staff_id): staff_id for staff_id in people} | {NOBODY: 0}
    if asked["assignee"] in known:
        wanted = wanted._replace(assignee_id=known[asked["assignee"]])
    return _searched(wanted, half_width(asked["q"]).strip())


def _searched(wanted: QueueFilter, words: str) -> QueueFilter:
    """A number finds its request whatever its state; other words look in what is chosen."""
    if not words:
        return wanted
    if REQUEST_NUMBER.fullmatch(words.upper()):
        return QueueFilter(is_open=None, number=words.upper())
    return wanted._replace(ids=tuple(find(uow, words, "request")))


def _long_silent() -> datetime:
    """Who has not been heard or asked since has been silent for SILENT_AFTER whole working days."""
    return _midnight(add_working_days(uow.today, -SILENT_AFTER, uow.requests.working_days) - timedelta(days=1))


def _midnight(day: date) -> datetime:
    """The end of a civil day."""
    return datetime.combine(day + timedelta(days=1), time(), uow.zone).astimezone(UTC)
