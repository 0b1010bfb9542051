"""“You said, we did” at the desk: a text from closed feedback, read by a second person before partners read it."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField
from wtforms.validators import StopValidation

from portal.domain.base import Refused
from portal.domain.feedback.models import Feedback
from portal.domain.voice.saying import Saying, SayingState
from portal.staff import staff
from portal.web.current import uow
from portal.web.forms import Form, Text, seen_version, trimmed
from portal.web.loop_words import SAYING_STATES, SAYING_TONES
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for

ROWS = {"rows": 3}
WORDS: dict[str, Any] = {"states": SAYING_STATES, "tones": SAYING_TONES}


class WriteSaying(Form):
    feedback = HiddenField("")
    said = TextAreaField(_l("You said"), [Text(5, 600)], filters=[trimmed], render_kw=ROWS)
    did = TextAreaField(_l("We did"), [Text(5, 600)], filters=[trimmed], render_kw=ROWS)
    said_en = TextAreaField(_l("You said, in English"), [Text(0, 900)], filters=[trimmed], render_kw=ROWS)
    did_en = TextAreaField(_l("We did, in English"), [Text(0, 900)], filters=[trimmed], render_kw=ROWS)

    def validate_did_en(self, field: Any) -> None:
        if bool(field.data) != bool(self.said_en.data):
            raise StopValidation(_l("Write both English texts or none: without them English readers get the Chinese."))

    def texts(self) -> dict[str, str]:
        return {name: self[name].data or "" for name in ("said", "did", "said_en", "did_en")}

    def refuse(self, refusal: Refused) -> None:
        """Beside the text that names somebody."""
        found = refusal.facts.get("found", [])
        place = next((name for name, text in self.texts().items() if any(one in text for one in found)), "said")
        self[place].errors = [words_for(refusal)]


@staff.get("/sayings/")
def list_sayings() -> Response:
    rows = uow.sayings.at_desk()
    return page("staff/sayings/index.html", rows=rows, names=_names(rows), **WORDS)


@staff.get("/sayings/new")
def new_saying() -> Response:
    feedback = uow.feedback.get(request.args.get("feedback", "")[:20])
    return _new(feedback, WriteSaying.blank(feedback=feedback.number))


@staff.post("/sayings/")
def draft_saying() -> Answer:
    form = WriteSaying.from_post()
    feedback = uow.feedback.get((form.feedback.data or "")[:20])
    if form.validate():
        try:
            saying = uow.sayings.draft(feedback, form.texts())
            words = _("Kept as a draft. Somebody else reads and publishes it.")
            return see_other(".show_saying", words, number=saying.number)
        except Refused as refusal:
            form.refuse(refusal)
    return _new(feedback, form), 422


@staff.get("/sayings/<number:number>")
def show_saying(number: str) -> Response:
    return _page(uow.sayings.get(number))


@staff.post("/sayings/<number:number>")
def write_saying(number: str) -> Answer:
    saying, form = uow.sayings.get(number), WriteSaying.from_post()
    if form.validate():
        try:
            uow.sayings.write(saying, form.texts())
            return see_other(".show_saying", _("Kept. Somebody else reads and publishes it."), number=number)
        except Refused as refusal:
            if refusal.code != "saying.names_somebody":
                raise
            form.refuse(refusal)
    return _page(saying, form), 422


@staff.post("/sayings/<number:number>/publication")
def publish_saying(number: str) -> Response:
    uow.sayings.publish(uow.sayings.get(number), seen=seen_version(request.form.get("version")))
    return see_other(".show_saying", _("Partners read it now."), number=number)


@staff.post("/sayings/<number:number>/withdrawal")
def withdraw_saying(number: str) -> Response:
    uow.sayings.get(number).withdraw(by=uow.actor, at=uow.now)
    return see_other(".show_saying", _("Partners do not see it any more."), number=number)


def _new(feedback: Feedback, form: WriteSaying) -> Response:
    return page("staff/sayings/new.html", feedback=feedback, form=form)


def _page(saying: Saying, form: WriteSaying | None = None) -> Response:
    return page(
        "staff/sayings/show.html", saying=saying, form=form or WriteSaying.blank(**saying.texts),
        source=uow.sayings.source(saying), names=_names([saying]), is_draft=saying.state == SayingState.DRAFT,
        is_mine=saying.written_by_id == uow.actor.login_id, **WORDS,
    )  # fmt: skip


def _names(rows: Any) -> dict[int, str]:
    return uow.people.names_of_logins(one for row in rows for one in (row.written_by_id, row.published_by_id))
