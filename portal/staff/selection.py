"""Several requests of the queue at once: looked at, then given to somebody or closed; all of them or none."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import HiddenField, TextAreaField

from portal.domain.base import Refused
from portal.domain.requests.together import MOST, Left
from portal.staff import staff
from portal.staff.queue_address import way_back
from portal.web.current import uow
from portal.web.forms import ChoiceField, Form, Text, seen_version, trimmed
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for
from portal.web.request_words import STAFF_STATES, STATE_TONES

CHOSEN = re.compile(r"SR-[0-9]{6}-[0-9]{1,9}")
NOBODY_KNOWS = _l("There is no such request, or you cannot see it.")


class AssignChosen(Form):
    list = HiddenField()
    staff = ChoiceField(_l("Give them to"))

    @classmethod
    def among(cls, people: Mapping[int, str], **values: Any) -> "AssignChosen":
        form = cls.blank(**values) if values else cls.from_post()
        form.staff.choices = [(str(staff_id), name) for staff_id, name in people.items()]
        return form


class CloseChosen(Form):
    list = HiddenField()
    reason = TextAreaField(
        _l("Reason, for the partners to read"), [Text(2, 2000)], filters=[trimmed], render_kw={"rows": 3}
    )


@staff.get("/requests/selection")
def choose_requests() -> Response:
    """What was ticked in the list, as it stands now, with the form for what is to be done with it."""
    remembered = request.args.get("list", "")[:1500]
    if request.args.get("act") == "close":
        return _page(CloseChosen.blank(list=remembered), request.args.getlist("chosen"))
    people = uow.people.staff_names()
    form = AssignChosen.among(people, list=remembered, staff=str(uow.actor.staff_id))
    return _page(form, request.args.getlist("chosen"))


@staff.post("/requests/assignments")
def assign_requests() -> Answer:
    form, seen = AssignChosen.among(uow.people.staff_names()), _seen()
    if not form.validate() or not 0 < len(seen) <= MOST:
        return _page(form, seen), 422
    assignee = uow.people.staff_member(int(form.staff.data))
    try:
        count = uow.together.assign(seen, assignee)
    except Left as left:
        return _page(form, seen, left.refusals), 409
    words = ngettext("%(num)s request is with %(name)s now.", "%(num)s requests are with %(name)s now.", count,
                     name=assignee.login.name)  # fmt: skip
    return see_other(".list_requests", words, **way_back(form.list.data or ""))


@staff.post("/requests/closings")
def close_requests() -> Answer:
    form, seen = CloseChosen.from_post(), _seen()
    if not form.validate() or not 0 < len(seen) <= MOST:
        return _page(form, seen), 422
    try:
        count = uow.together.close(seen, form.reason.data or "")
    except Left as left:
        return _page(form, seen, left.refusals), 409
    words = ngettext("%(num)s request is closed.", "%(num)s requests are closed.", count)
    return see_other(".list_requests", words, **way_back(form.list.data or ""))


def _seen() -> dict[str, int]:
    """Number → version on the writer's page, of what is ticked."""
    parts = (value.partition(".") for value in request.form.getlist("chosen"))
    return {number: seen_version(version) for number, _dot, version in parts if CHOSEN.fullmatch(number)}


def _page(
    form: AssignChosen | CloseChosen, numbers: Iterable[str], refusals: Mapping[str, Refused | None] | None = None
) -> Response:
    """With refusals, nothing was done; each is said beside its request. What was ticked stays ticked."""
    asked = [number for number in dict.fromkeys(numbers) if CHOSEN.fullmatch(number)]
    rows, why = uow.together.chosen(asked), _in_words(refusals or {})
    closes = isinstance(form, CloseChosen)
    return page(
        "staff/requests/selection.html", form=form, rows=rows, why=why, closes=closes, too_many=len(asked) > MOST,
        gone=[number for number, refusal in (refusals or {}).items() if refusal is None], most=MOST,
        nowhere=NOBODY_KNOWS, states=STAFF_STATES, tones=STATE_TONES, remembered=form.list.data or "",
        back=way_back(form.list.data or ""), refused=ngettext(
            "Nothing was changed: %(num)s request stands in the way.",
            "Nothing was changed: %(num)s requests stand in the way.", len(why),
        ) if why else "",
    )  # fmt: skip


def _in_words(refusals: Mapping[str, Refused | None]) -> dict[str, str]:
    return {number: words_for(refusal) if refusal else _("Gone") for number, refusal in refusals.items()}
