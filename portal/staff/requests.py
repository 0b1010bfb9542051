"""The queue: everything that waits for us, the promise that falls due first on top."""

from flask import Response, request

from portal.domain.people.away import away_today
from portal.staff import staff
from portal.staff.queue_views import VIEWS, figures, narrowed
from portal.staff.request_rows import queue_rows
from portal.web.current import turn, uow
from portal.web.labels import in_words
from portal.web.pages import page
from portal.web.request_words import CATEGORIES, PRIORITIES, STAFF_STATES

FILTERS = ("view", "q", "category", "state", "priority", "assignee")


@staff.get("/requests/")
def list_requests() -> Response:
    asked = {name: request.args.get(name, "")[:100] for name in FILTERS}
    stood_in = {one.staff_id: one for one in away_today(uow).values() if one.deputy_id == uow.actor.staff_id}
    people = uow.people.staff_names()
    found = uow.queue.page(narrowed(asked, people), **turn())
    kept = {name: value for name, value in asked.items() if value}
    return page(
        "staff/requests/index.html", rows=queue_rows(found.rows), found=found, asked=asked, kept=kept, people=people,
        views=in_words(VIEWS), figures=figures(), categories=in_words(CATEGORIES), states=in_words(STAFF_STATES),
        priorities=in_words(PRIORITIES), stood_in=stood_in,
    )  # fmt: skip
