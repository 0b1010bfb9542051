"""What a promise was made in: a request, a feedback, a breach, or none of them (a call)."""

from dataclasses import dataclass
from typing import Any

from portal.domain.base import Refused

COLUMNS = {"service_request": "request_id", "feedback": "feedback_id", "breach": "breach_id"}
"""Table of the thing, and the column that ties a promise to it. By name only: requests and feedback are other rooms."""


@dataclass(frozen=True)
class Source:
    """`to_id` is the login of who filed the thing; `is_hidden` says that the partner has not been told of it."""

    number: str = ""
    to_id: int | None = None
    is_hidden: bool = False
    ties: tuple[tuple[str, int], ...] = ()


A_CALL = Source()


def source_of(thing: Any) -> Source:
    """The source for a request, a feedback or a breach; Refused(pledge.confidential) for confidential feedback, which
    colleagues of the writer must not learn of."""
    if getattr(thing, "is_confidential", False):
        raise Refused("pledge.confidential", number=thing.number)
    table = thing.__tablename__
    is_hidden = table == "breach" and thing.shown_at is None
    return Source(thing.number, getattr(thing, "posted_by_id", None), is_hidden, ((COLUMNS[table], thing.id),))
