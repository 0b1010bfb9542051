"""Requests as rows for staff: everything said and dated before the template's loop begins."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from flask import request, url_for

from portal.web.account_words import TIERS
from portal.web.labels import in_words
from portal.web.locale import Moments
from portal.web.promise_clocks import PromiseClocks
from portal.web.promise_words import Clock
from portal.web.request_words import CATEGORIES, STAFF_STATES, STATE_TONES

ANY_NUMBER = "X-0"
PLAIN = "!$&'()*+,/:;=@"
"""What the router leaves as it is in an address."""
NO_CLOCK = Clock("", "", "", "")


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
    clock: Clock
    assignee: str
    posted: str


def queue_rows(found: Iterable[Any], of_list: str = "") -> list[QueueRow]:
    """Rows of the queue in words; addresses and labels are made once, not per cell. A request that is opened from them
    remembers `of_list`."""
    remembers = f"?{urlencode({'list': of_list})}" if of_list else ""
    categories, states, tiers = in_words(CATEGORIES), in_words(STAFF_STATES), in_words(TIERS)
    clock, moment = PromiseClocks().latest, Moments().text
    desk, archive = _prefix("staff.show_request"), _prefix("staff.show_account")
    return [
        QueueRow(
            number=row.number,
            href=f"{desk}{row.number}{remembers}",
            subject=row.subject,
            category=categories[row.category],
            account=row.short_name or row.name_zh,
            account_href=f"{archive}{row.account_number}",
            tier=tiers.get(row.tier or "", ""),
            is_vip=row.tier == "vip",
            state=states[row.state],
            tone=STATE_TONES.get(row.state, ""),
            is_urgent=row.priority == "p1",
            clock=clock(row) or NO_CLOCK,
            assignee=row.assignee or "",
            posted=moment(row.posted_at),
        )
        for row in found
    ]  # fmt: skip


def address_below(endpoint: str) -> Callable[[str], str]:
    """What makes the addresses of things of one kind from their numbers."""
    prefix = _prefix(endpoint)
    return lambda number: f"{prefix}{quote(number, safe=PLAIN)}"


def _prefix(endpoint: str) -> str:
    return _prefix_below(request.root_path, endpoint)


@cache
def _prefix_below(_root: str, endpoint: str) -> str:
    return url_for(endpoint, number=ANY_NUMBER).removesuffix(ANY_NUMBER)
