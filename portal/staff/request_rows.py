"""Requests as rows for staff: everything said and dated before the template's loop begins."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from flask import url_for

from portal.domain.requests.promise import promise
from portal.domain.requests.states import ENDED, PAUSED, RequestState
from portal.web.account_words import TIERS
from portal.web.current import uow
from portal.web.locale import Moments
from portal.web.promise_words import Clock, Clocks
from portal.web.request_words import CATEGORIES, STAFF_STATES

TONES = {
    RequestState.NEW: "info",
    RequestState.ACCEPTED: "accent",
    RequestState.IN_PROGRESS: "accent",
    RequestState.WAITING_PARTNER: "warn",
    RequestState.RESOLVED: "good",
}
"""Colour of a state's badge; the others are grey."""
ANY_NUMBER = "X-0"


class QueueRow(NamedTuple):
    number: str
    href: str
    subject: str
    category: str
    account: str
    account_href: str
    tier: str
    is_vip: bool
    state: str
    tone: str
    is_urgent: bool
    clock: Clock | None
    assignee: str
    posted: str


def queue_rows(found: Iterable[Any]) -> list[QueueRow]:
    """Rows of the queue in words; addresses and labels are made once, not per cell."""
    categories = {code: str(words) for code, words in CATEGORIES.items()}
    states = {code: str(words) for code, words in STAFF_STATES.items()}
    tiers = {code: str(words) for code, words in TIERS.items()}
    clock, moment = queue_clocks(), Moments().text
    desk, archive = _prefix("staff.show_request"), _prefix("staff.show_account")
    return [
        QueueRow(
            number=row.number,
            href=f"{desk}{row.number}",
            subject=row.subject,
            category=categories[row.category],
            account=row.short_name or row.name_zh,
            account_href=f"{archive}{row.account_number}",
            tier=tiers.get(row.tier or "", ""),
            is_vip=row.tier == "vip",
            state=states[row.state],
            tone=TONES.get(row.state, ""),
            is_urgent=row.priority == "p1",
            clock=clock(row),
            assignee=row.assignee or "",
            posted=moment(row.posted_at),
        )
        for row in found
    ]  # fmt: skip


def queue_clocks() -> Callable[[Any], Clock | None]:
    """The promise of a row that runs; for a resolved request how it was kept, for an ended one none."""
    now, time, clocks = uow.now, uow.requests.work_minutes, Clocks()

    def clock(row: Any) -> Clock | None:
        if row.state in ENDED:
            return None
        stands = promise(
            row.due_at, since=row.posted_at, now=now, time=time, kept_at=row.resolved_at, paused=row.state in PAUSED
        )
        return clocks.of(stands, first=row.answered_at is None)

    return clock


def _prefix(endpoint: str) -> str:
    return url_for(endpoint, number=ANY_NUMBER).removesuffix(ANY_NUMBER)
