"""Notice deadlines: what can still be done about agreements, by whom, and the last day for it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Response, request
from flask_babel import lazy_gettext as _l

from portal.domain.contracts.clauses import Party, Side
from portal.domain.deadlines import Deadline
from portal.domain.paging import page_of_list
from portal.domain.people.roles import StaffRole
from portal.staff import staff
from portal.web.contract_words import SIDES
from portal.web.current import turn, uow
from portal.web.pages import page
from portal.web.radar_words import WHAT, act_by, open_from, who, why

GROUPS = ((7, _l("Next 7 days")), (30, _l("In 8 to 30 days")), (None, _l("More than 30 days ahead")))
"""Days from today, today counted, and what the group is called."""
KEEPERS = frozenset({StaffRole.BUSINESS, StaffRole.CARE})
"""Whoever looks after accounts begins with the own ones."""
WHOSE = ("mine", "all")
WORDS = {"what": WHAT, "who": who, "why": why, "act_by": act_by, "open_from": open_from}


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to. `by` is who must act: us, partner, or anybody."""

    whose: str
    side: str | None
    by: str | None

    @property
    def kept(self) -> dict[str, str | None]:
        """The same for an address."""
        return {"whose": self.whose, "side": self.side, "by": self.by}


@staff.get("/contracts/deadlines")
def list_deadlines() -> Response:
    wanted = _wanted()
    found = page_of_list(
        uow.deadlines.all(
            side=wanted.side,
            by=Party(wanted.by) if wanted.by else None,
            mine=uow.actor.staff_id if wanted.whose == "mine" else None,
        ),
        lambda one: one.key,
        **turn(),
    )
    return page(
        "staff/contracts/deadlines.html", found=found, groups=_grouped(list(found.rows)), wanted=wanted,
        today=uow.today, sides=SIDES, **WORDS,
    )  # fmt: skip


def _wanted() -> Wanted:
    asked = request.args
    usual = "mine" if uow.actor.has(*KEEPERS) else "all"
    whose, side, by = asked.get("whose"), asked.get("side"), asked.get("by")
    return Wanted(
        whose if whose in WHOSE else usual,
        side if side in frozenset(Side) else None,
        by if by in (Party.US, Party.PARTNER) else None,
    )


def _grouped(rows: list[Deadline]) -> list[tuple[Any, list[Deadline]]]:
    """The rows of a page by how near their last day is; no empty group."""
    found = []
    for days, title in GROUPS:
        until = None if days is None else uow.today + timedelta(days=days - 1)
        near = [one for one in rows if until is None or one.window.arrives_by <= until]
        rows = rows[len(near) :]
        if near:
            found.append((title, near))
    return found
