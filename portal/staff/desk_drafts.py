"""Drafts at the desk: kept while somebody types, brought back in any browser, discarded and brought back."""

from datetime import date
from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField
from wtforms.validators import AnyOf

from portal.domain.requests.at_desk import AtDesk
from portal.domain.requests.composing import ANSWER, KINDS, LONGEST_DRAFT, NOTE
from portal.identity.writing import late_write, short_write, was_received
from portal.staff import staff
from portal.staff.desk_forms import AnswerRequest
from portal.web.current import uow
from portal.web.forms import Form, Text
from portal.web.pages import Answer, page, see_other

SENT_TO = {"answer": "staff.answer_request", "note": "staff.note_request"}
TABS = {"answer": "reply", "note": "note"}
TYPED = "input throttle:10s, input changed delay:2s"
"""At the first sign, so that colleagues are warned; now and then while it goes on; and once it pauses."""
ONE_OF_THEM = AnyOf(KINDS, _l("Choose one of the list."))


class SaveDraft(Form):
    """Sent by the form of an answer or a note as it stands; whatever else is on it is left out."""

    kind = HiddenField("", [ONE_OF_THEM])
    text = TextAreaField("", [Text(0, LONGEST_DRAFT)])


class NameDraft(Form):
    kind = HiddenField("", [ONE_OF_THEM])


@staff.post("/requests/<number:number>/drafts")
@late_write
def save_draft(number: str) -> Answer:
    """A small piece while somebody types; the desk again for who pressed the button."""
    form, filed = SaveDraft.from_post(), uow.requests.get(number, alone=True)
    if not form.validate():
        return page("staff/requests/draft.html", filed=filed, kind="", saved_at=None), 422
    kind = form.kind.data or ANSWER
    with short_write() as work:
        if not was_received(work, SENT_TO[kind]):  # else it was sent while this was on its way
            work.drafts.save(filed, kind, form.text.data or "")
    if request.headers.get("HX-Request"):
        saved_at = uow.now if (form.text.data or "").strip() else None
        return page("staff/requests/draft.html", filed=filed, kind=kind, saved_at=saved_at)
    return see_other(".show_request", _("Draft saved. Only you can see it."), number=number, tab=TABS[kind])


@staff.post("/requests/<number:number>/drafts/removals")
def discard_draft(number: str) -> Answer:
    return _mark(number, "discard")


@staff.post("/requests/<number:number>/drafts/returns")
def bring_back_draft(number: str) -> Answer:
    return _mark(number, "bring_back")


def _mark(number: str, verb: str) -> Response:
    form, filed = NameDraft.from_post(), uow.requests.get(number, alone=True)
    kind = (form.kind.data or ANSWER) if form.validate() else ANSWER
    getattr(uow.drafts, verb)(filed, kind)
    return see_other(".show_request", number=number, tab=TABS[kind])


def typing_into(number: str) -> dict[str, dict[str, str]]:
    """What makes a box keep its text while somebody types; that of a note also calls colleagues."""
    address = url_for("staff.save_draft", number=number)
    calls = {"data-call": url_for("staff.list_colleagues", number=number), "aria-controls": "note-calls",
             "aria-autocomplete": "list"}  # fmt: skip
    return {
        kind: {
            "hx-post": address, "hx-trigger": TYPED, "hx-target": f"#draft_{kind}", "hx-swap": "innerHTML",
            "hx-vals": f'{{"kind": "{kind}"}}', "hx-encoding": "application/x-www-form-urlencoded",
            "hx-sync": "this:replace", **(calls if kind == NOTE else {}),
        }
        for kind in KINDS
    }  # fmt: skip


def as_drafted(at_desk: AtDesk, kind: str) -> str:
    """What I had typed."""
    return at_desk.drafts[kind].text if kind in at_desk.drafts else ""


def fill_in(form: AnswerRequest, at_desk: AtDesk) -> None:
    """The other fields of an answer that was taken back; its files have to be chosen again."""
    drafted = at_desk.drafts.get(ANSWER)
    facts: dict[str, Any] = (drafted.facts or {}) if drafted else {}
    form.resolve.data = bool(facts.get("resolve"))
    promise = facts.get("promise") or {}
    if promise:
        form.promise_what.data, form.promise_due.data = promise["what"], date.fromisoformat(promise["due_on"])
        form.promise_owner.data = str(promise["owner_id"] or "")
        form.promise_internal.data = promise["is_internal"]
