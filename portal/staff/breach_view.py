"""Drawing the page of a breach with all its forms, blank or as they came back."""

from typing import Any

from flask import Response

from portal.domain.contracts.breaches.models import Breach
from portal.domain.contracts.clauses import Side
from portal.staff.breach_forms import (
    DecideBreach,
    NoteAgreement,
    NoteCompensation,
    NoteCure,
    NotePayment,
    ProposeChange,
    SendNotice,
)
from portal.staff.breach_page import BreachPage
from portal.staff.promise_forms import GivePromise
from portal.web.assessment_words import fact_label, line_in_words, note_in_words
from portal.web.breach_words import BREACH_KINDS, NOTICE_CHANNELS, OBLIGORS_FOR_STAFF, ORIGINS, OUTCOMES, PROPOSALS
from portal.web.contract_words import product_name, version_label
from portal.web.current import uow
from portal.web.pages import page
from portal.web.pledge_words import staff_clock
from portal.web.region_words import place_name

WORDS: dict[str, Any] = {
    "kinds": BREACH_KINDS, "channels": NOTICE_CHANNELS, "obligors": OBLIGORS_FOR_STAFF, "origins": ORIGINS,
    "proposals": PROPOSALS, "outcomes": OUTCOMES, "product_name": product_name, "version_label": version_label,
    "place_name": place_name, "line_words": line_in_words, "note_words": note_in_words, "fact_label": fact_label,
}  # fmt: skip
FORMS: dict[str, Any] = {
    "notice": SendNotice, "decide": DecideBreach, "cure": NoteCure, "agree": NoteAgreement, "change": ProposeChange,
    "pay": NotePayment, "compensate": NoteCompensation, "give": GivePromise,
}  # fmt: skip


def breach_page(breach: Breach, problem: str = "", **forms: Any) -> Response:
    """The page with whatever was typed, and why it could not be taken."""
    shown = BreachPage(breach)
    if "sums" in forms:
        shown.sums = forms.pop("sums")
    drawn = {name: forms.get(name) or _blank(name, shown) for name in FORMS}
    return page(
        "staff/breaches/show.html",
        shown=shown,
        breach=breach,
        problem=problem,
        today=uow.today,
        clock=staff_clock,
        **drawn,
        **WORDS,
    )


def _blank(name: str, shown: BreachPage) -> Any:
    if name == "give":
        return GivePromise.shown(uow.people.staff_names().items())
    form = FORMS[name].blank(**_known(name, shown))
    if name == "notice":
        form.offer(shown.evidence)
    if name == "compensate":
        form.contract.choices = [(one.number, f"{one.number} {one.title}".strip()) for one in shown.harmed]
    return form


def _known(name: str, shown: BreachPage) -> dict[str, Any]:
    if name == "pay":
        covered = 0 if shown.breach.is_ours else min(shown.due, shown.ledger.balance)
        return {"paid_on": uow.today, "from_deposit": covered}
    if name == "compensate" and shown.harmed:
        return {"sum": shown.harmed_fen, "contract": shown.harmed[0].number}
    if name == "notice" and shown.contract.side == Side.UPSTREAM:
        return {"channel": "paper"}
    return {"cured_on": uow.today} if name == "cure" else {}
