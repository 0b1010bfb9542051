"""The queue: everything that waits for us, the promise that falls due first on top."""

from flask import Response, request

from portal.domain.people.away import away_today
from portal.domain.requests.queue import QueueFilter
from portal.staff import staff
from portal.staff.queue_address import Asked, asked_by, filter_of
from portal.staff.queue_views import UNCOUNTED, VIEWS, figures
from portal.staff.request_rows import queue_rows
from portal.web.current import turn, uow
from portal.web.labels import in_words
from portal.web.pages import page
from portal.web.request_words import CATEGORIES, PRIORITIES, STAFF_STATES


@staff.get("/requests/")
def list_requests() -> Response:
    asked, people = asked_by(request.args), uow.people.staff_names()
    wanted, newest = filter_of(asked.query, people)
    found = uow.queue.page(wanted, newest=newest, **turn())
    stood_in = {one.staff_id: one for one in away_today(uow).values() if one.deputy_id == uow.actor.staff_id}
    offered = {"categories": in_words(CATEGORIES), "states": in_words(STAFF_STATES), "priorities": in_words(PRIORITIES)}
    return page(
        "staff/requests/index.html", rows=queue_rows(found.rows, asked.as_list), found=found, asked=asked.query,
        kept=asked.kept, shown=asked, newest=newest, views=in_words(VIEWS),
        figures=figures(_counted(asked, people)), stood_in=stood_in,
        choices={name: tuple(table.items()) for name, table in {**offered, "people": people}.items()},
    )  # fmt: skip


def _counted(asked: Asked, people: dict[int, str]) -> dict[str, QueueFilter]:
    """Kept views whose figures cost little: of open work, by one thing that an index has in order."""
    filters = {
        f"kept{place}": filter_of(one.query, people)[0]
        for place, one in enumerate(asked.pinned)
        if len(one.query) == 1 and one.query.get("view", "") not in UNCOUNTED and not one.query.get("q")
    }
    return {name: one for name, one in filters.items() if one.is_open}
