"""Views of the queue that the company keeps: one for everybody, one for the service desk."""

from portal.cli.demo.clock import AS_OF
from portal.cli.demo.hand.stage import Stage
from portal.domain.people.roles import StaffRole
from portal.domain.requests.canned_reply import Shelf
from portal.domain.requests.queue_views import QueueViews


def write_queue_views(stage: Stage) -> None:
    """By the administrator, beside the built-in ones."""
    views = QueueViews(stage.work(AS_OF, "admin"))
    for name, query, shelf, role in (
        ("加急未分派", {"view": "unassigned", "priority": "p1"}, Shelf.COMPANY, None),
        ("物流在途", {"category": "delivery_query"}, Shelf.TEAM, StaffRole.SERVICE),
    ):
        views.keep({"name": name, "query": query, "shelf": shelf, "role": role, "is_pinned": True})
