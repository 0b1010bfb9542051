"""Pages of a list: what was asked, and what follows."""

from collections.abc import Callable
from typing import Any

from portal.api.shapes import fault
from portal.domain.integrations.feed import Wanted, key_of
from portal.domain.paging import Page, is_cursor
from portal.web.problems import Problem


def wanted(asked: dict[str, Any], subject: str) -> Wanted:
    """Which page; Problem 422 for a cursor that is none of this list's, for it would begin anew in silence."""
    since, after = asked.get("updated_since"), asked.get("after")
    if after is not None and not is_cursor(after, key_of(subject, by_change=since is not None)):
        raise Problem(422, faults=[fault("after", "not_a_choice")])
    return Wanted(since, after, asked.get("limit", 50))


def shown(page: Page, render: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    return {"items": [render(row) for row in page.rows], "next": page.older}
