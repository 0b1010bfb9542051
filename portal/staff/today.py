"""Today: my work, sorted by when."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Response, url_for
from flask_babel import lazy_gettext as _l

from portal.domain.accounts.papers.paper import CHECKERS
from portal.domain.people.away import away_today
from portal.domain.requests.extension_states import DECIDER_ROLES
from portal.domain.requests.queue import QueueFilter
from portal.staff import staff
from portal.staff.queue_views import view_filters
from portal.staff.request_rows import QueueRow, queue_rows
from portal.staff.today_lines import contract_lines, feedback_lines, paper_lines
from portal.web.asked_extension import PROPOSALS
from portal.web.current import uow
from portal.web.pages import page
from portal.web.pledge_words import staff_clock

SHOWN = 8
"""Rows of a group; its heading leads to all of them."""
AHEAD = timedelta(days=90)
"""How far ahead contracts and papers are looked at."""
NOTICE_DAYS_AHEAD = 30
"""How far ahead the last days for notices are counted, today included."""
PAST = timedelta(days=30)
"""How long a paper that ran out stays on the page."""
GROUPS: tuple[tuple[str, Any, Any], ...] = (
    ("overdue", _l("Overdue"), _l("Nothing is overdue")),
    ("today", _l("Due today"), _l("Nothing else is due today")),
    ("mine", _l("Waiting for me"), _l("Nothing waits for you")),
    ("unassigned", _l("Unassigned"), _l("Everything is assigned")),
)


@dataclass(frozen=True)
class WorkGroup:
    """Requests of one kind of urgency; `count` may be more than the rows shown."""

    name: str
    title: Any
    nothing: Any
    href: str
    count: int
    rows: list[QueueRow]


@staff.get("/")
def today() -> Response:
    day, post = uow.today, uow.actor.staff_id
    return page(
        "staff/today.html", groups=work_groups(),
        **feedback_to_follow_up(), today=day,
        contracts=contract_lines(uow.contracts.ending(day, day + AHEAD, most=SHOWN), day),
        notice_days=uow.deadlines.notice_days_within(NOTICE_DAYS_AHEAD, mine=post) if post else 0,
        papers=paper_lines(uow.accounts.expiring_papers(day - PAST, day + AHEAD, most=SHOWN), day),
        changes_proposed=uow.proposals.waiting(),
        pledges=uow.promises.open_of(post) if post else [], clock=staff_clock, most=SHOWN,
        stood_in=[one for one in away_today(uow).values() if one.deputy_id == post],
        to_check=uow.paper_board.to_check() if uow.actor.has(*CHECKERS) else 0,
        approvals=uow.extensions.waiting(most=SHOWN) if uow.actor.has(*DECIDER_ROLES) else [], proposals=PROPOSALS,
    )  # fmt: skip


def work_groups() -> list[WorkGroup]:
    """The groups of the page; my own list leaves out what already stands above as late or due."""
    filters = view_filters()
    filters["mine"] = QueueFilter(assignee_id=uow.actor.staff_id, runs=True, due_from=filters["today"].due_before)
    counts = uow.queue.counts({name: filters[name] for name, _, _ in GROUPS})
    return [
        WorkGroup(
            name, title, nothing, url_for(".list_requests", view=name), counts[name],
            queue_rows(uow.queue.page(filters[name], size=SHOWN).rows, f"view={name}") if counts[name] else [],
        )
        for name, title, nothing in GROUPS
    ]  # fmt: skip


def feedback_to_follow_up() -> dict[str, Any]:
    """New feedback and what is late of the rest, owed longest first, with its clock; and how much there is."""
    found = uow.loop.to_follow_up(SHOWN)
    return {"feedback": feedback_lines(found.rows), "feedback_count": found.total, "feedback_late": found.late}
