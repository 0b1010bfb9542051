"""Ways of looking at the queue: the named views with their figures, and what an address asks for."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time, timedelta

from flask_babel import lazy_gettext as _l

from portal.domain.base import half_width
from portal.domain.requests.catalogue import Priority, RequestCategory
from portal.domain.requests.queue import QueueFilter
from portal.domain.requests.states import RequestState
from portal.search.finding import find
from portal.web.current import uow

VIEWS = {
    "open": _l("All open"),
    "mine": _l("Mine"),
    "overdue": _l("Overdue"),
    "today": _l("Due today"),
    "unassigned": _l("Unassigned"),
    "waiting": _l("Waiting for partner"),
    "resolved": _l("Resolved"),
}
NOBODY = "none"
"""The assignee filter's word for requests that nobody has."""
REQUEST_NUMBER = re.compile(r"SR-[0-9]{6}-[0-9]{1,9}")


def view_filters() -> dict[str, QueueFilter]:
    """What each named view asks for; what waits for the partner is neither overdue nor due."""
    now, tomorrow = uow.now, _midnight(uow.now)
    return {
        "open": QueueFilter(),
        "mine": QueueFilter(assignee_id=uow.actor.staff_id),
        "overdue": QueueFilter(runs=True, due_before=now),
        "today": QueueFilter(runs=True, due_from=now, due_before=tomorrow),
        "unassigned": QueueFilter(assignee_id=0),
        "waiting": QueueFilter(is_open=None, state=RequestState.WAITING_PARTNER),
        "resolved": QueueFilter(is_open=None, state=RequestState.RESOLVED),
    }


def figures() -> dict[str, str]:
    """How many each view holds, `999+` beyond what is worth counting."""
    counted = uow.queue.counts(view_filters(), most=1000)
    return {name: str(number) if number < 1000 else "999+" for name, number in counted.items()}


def narrowed(asked: Mapping[str, str], people: Iterable[int]) -> QueueFilter:
    """The filter of an address; a value outside its list is as if not asked."""
    wanted = view_filters().get(asked["view"], QueueFilter())
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


def _midnight(moment: datetime) -> datetime:
    """The beginning of the next civil day."""
    day = moment.astimezone(uow.zone).date() + timedelta(days=1)
    return datetime.combine(day, time(), uow.zone).astimezone(UTC)
