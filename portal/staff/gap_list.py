"""The work list that raises the archive week by week: the worst gaps first, each with its act beside it."""

from dataclasses import replace
from typing import Any

from flask import Response, request

from portal.domain.quality.repository import SHOWS, WorkFilter
from portal.domain.quality.weeks import COMPANY
from portal.staff import staff
from portal.staff.gap_lines import KINDS_OF, line_of
from portal.web import account_words as words
from portal.web import quality_words
from portal.web.current import turn, uow
from portal.web.pages import page
from portal.web.region_words import provinces

LINES = 5
"""Gaps of one account that are shown; the next ones move up."""
MOST = 100
"""More gaps than an archive can have: all of them are shown beside a form that came back."""


@staff.get("/accounts/quality")
def list_gaps() -> Response:
    return work_page()


def work_page(wrong: dict[str, Any] | None = None) -> Response:
    """The list as the address narrows it; a form that came back (`wrong`) stands alone, whatever page it was on."""
    whose, wanted = _wanted()
    if wrong is not None:
        wanted = replace(wanted, show="all", owner_id=None, province=None, account_id=wrong["account_id"])
    found = uow.quality.work_list(wanted, **turn())
    lines = {row.number: [line_of(code) for code in row.gaps] for row in found.rows}
    if wanted.show != "all":
        kinds = KINDS_OF[wanted.show]
        lines = {number: [line for line in some if line.gap.kind in kinds] for number, some in lines.items()}
    post = uow.actor.staff_id or COMPANY
    past = uow.quality.past(COMPANY, post)
    shown = {
        "mine": uow.quality.progress(post, past[post]), "past": past[COMPANY if uow.sees_all else post],
        "company": uow.quality.progress_of_company(past[COMPANY]) if uow.sees_all else None,
    }  # fmt: skip
    return page(
        "staff/archive/index.html", found=found, lines=lines, most=MOST if wrong else LINES, whose=whose, wanted=wanted,
        people=uow.people.staff_names(), shows=quality_words.SHOWS, rests=quality_words.RESTS, tiers=words.TIERS,
        kinds=words.ACCOUNT_KINDS, provinces=provinces(), today=uow.today, wrong=wrong, **shown,
    )  # fmt: skip


def _wanted() -> tuple[str, WorkFilter]:
    """Whose accounts, as the address says it, and the filter: mine unless everybody's or somebody's."""
    asked = request.values
    show, whose, province = asked.get("show", "all"), asked.get("whose", "mine"), asked.get("province", "")
    show, at = show if show in SHOWS else "all", province if province in provinces() else None
    if whose == "all":
        return whose, WorkFilter(show, None, at)
    if whose.isascii() and whose.isdigit() and len(whose) < 10:
        return whose, WorkFilter(show, int(whose), at)
    return "mine", WorkFilter(show, uow.actor.staff_id, at)
