"""The board of documents: what came in to be checked, what has run out, and what will within 7 to 90 days."""

from typing import Any

from flask import Response, request
from flask_babel import lazy_gettext as _l

from portal.domain.accounts.kinds import AccountKind
from portal.domain.accounts.papers.paper import days_left, standing
from portal.domain.qualifications.board import VIEWS, BoardFilter
from portal.staff import staff
from portal.web.account_words import ACCOUNT_KINDS
from portal.web.current import turn, uow
from portal.web.document_words import DOC_TYPES, doc_name, paper_number
from portal.web.labels import in_words
from portal.web.pages import page
from portal.web.paper_words import STATES, staff_state

TITLES: dict[str, Any] = {
    "submitted": _l("To be checked"),
    "expired": _l("Expired"),
    "7": _l("Within 7 days"),
    "30": _l("Within 30 days"),
    "60": _l("Within 60 days"),
    "90": _l("Within 90 days"),
}


@staff.get("/papers/")
def list_papers() -> Response:
    wanted, mine = _wanted()
    found = uow.paper_board.page(wanted, **turn())
    kept = {"type": wanted.doc_type, "kind": wanted.kind, "mine": "1" if mine else None}
    return page(
        "staff/papers/index.html", found=found, wanted=wanted, kept=kept, mine=mine, titles=in_words(TITLES),
        counts=uow.paper_board.counts(wanted), types=in_words(DOC_TYPES), kinds=in_words(ACCOUNT_KINDS),
        doc_name=doc_name, paper_number=paper_number, days_left=days_left, standing=standing, tones=STATES,
        staff_state=staff_state, today=uow.today,
    )  # fmt: skip


def _wanted() -> tuple[BoardFilter, bool]:
    """What the address asks for; words it does not know count as left out."""
    asked = request.args
    view, doc_type, kind = asked.get("view"), asked.get("type"), asked.get("kind")
    mine = asked.get("mine") == "1" and uow.actor.staff_id is not None
    return BoardFilter(
        view=view if view in VIEWS else VIEWS[0],
        doc_type=doc_type if doc_type in DOC_TYPES else None,
        kind=kind if kind in set(AccountKind) else None,
        manager_id=uow.actor.staff_id if mine else None,
    ), mine
