"""Handing over what a colleague owns, what the successor reads first, and taking it back."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.base import Refused
from portal.domain.hand_over.models import FAILED, HandOver
from portal.domain.people.models import Staff
from portal.staff import staff
from portal.staff.hand_over_form import GiveAway
from portal.web.account_words import TIERS
from portal.web.current import uow
from portal.web.hand_over_words import GROUP_WORDS, counted
from portal.web.pages import Answer, page, see_other
from portal.web.radar_words import WHAT
from portal.web.refusals import words_for


@staff.get("/admin/people/<ref:member>/hand-over")
def show_hand_over(member: str) -> Response:
    return _page(uow.people.staff_member_named(member))


@staff.post("/admin/people/<ref:member>/hand-over")
def hand_over(member: str) -> Answer:
    leaving = uow.people.staff_member_named(member)
    counts = uow.hand_overs.counts(leaving)
    form = GiveAway.among(_others(leaving), counts, posted=True)
    if not form.validate():
        return _page(leaving, form, counts=counts), 422
    heirs = form.heirs(counts)
    if not heirs:
        form.everything.errors = [_("Choose who comes after, for all or for a group.")]
        return _page(leaving, form, counts=counts), 422
    try:
        done = uow.hand_overs.give(leaving, heirs)
    except Refused as refusal:
        return _page(leaving, form, _told(refusal), counts), 409
    said = [] if done.is_at_work else [_("All of it is with whom you chose.")]
    return see_other(".read_hand_over", *said, number=done.number)


@staff.get("/hand-overs/<number:number>")
def read_hand_over(number: str) -> Response:
    done = uow.hand_overs.get(number)
    response = _reading(done)
    if request.headers.get("X-Poll") and not done.is_at_work:
        response.headers["HX-Refresh"] = "true"  # all of it is done: now the whole page has more to show
    return response


@staff.post("/hand-overs/<number:number>/undoing")
def undo_hand_over(number: str) -> Answer:
    try:
        done = uow.hand_overs.undo(number)
    except Refused as refusal:
        return _reading(uow.hand_overs.get(number), _told(refusal)), 409
    said = [] if done.is_at_work else [_("%(name)s has it all back.", name=done.leaving.login.name)]
    return see_other(".read_hand_over", *said, number=number)


def _others(leaving: Staff) -> dict[int, str]:
    return {staff_id: name for staff_id, name in uow.people.staff_names().items() if staff_id != leaving.id}


def _told(refusal: Refused) -> str:
    if "counts" in refusal.facts:
        refusal.facts["counts"] = counted(refusal.facts["counts"])
    return words_for(refusal)


def _page(leaving: Staff, form: Any = None, problem: str = "", counts: dict[str, int] | None = None) -> Response:
    counts = uow.hand_overs.counts(leaving) if counts is None else counts
    form = GiveAway.among(_others(leaving), counts, posted=False) if form is None else form
    return page(
        "staff/hand_overs/new.html", leaving=leaving, counts=counts, form=form, problem=problem, words=GROUP_WORDS,
        reading=uow.readings.of_post(leaving), earlier=uow.hand_overs.of(leaving), **_shown(),
    )  # fmt: skip


def _reading(done: HandOver, problem: str = "") -> Response:
    names = uow.people.staff_names()
    sizes = {name: len(ids) for name, ids in done.moved.items()}
    got = {name: (names.get(staff_id, "–"), sizes.get(name, 0)) for name, staff_id in done.heirs.items()}
    return page(
        "staff/hand_overs/show.html", done=done, problem=problem, got=got, words=GROUP_WORDS,
        reading=uow.readings.of_heir(done, uow.actor.staff_id), left=_left(done), **_shown(),
    )  # fmt: skip


def _left(done: HandOver) -> list[str]:
    """Heirs of one that failed who have left."""
    heirs = [uow.people.staff_member(staff_id) for staff_id in sorted(set(done.heirs.values()))]
    return [heir.login.name for heir in heirs if heir.login.deactivated_at] if done.state == FAILED else []


def _shown() -> dict[str, Any]:
    return {"tiers": TIERS, "windows": WHAT, "today": uow.today}
