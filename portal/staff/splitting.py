"""Opening a request of its own from messages of another."""

from typing import Any

from flask import Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.fields.choices import SelectChoice

from portal.domain.base import Refused
from portal.domain.requests.catalogue import RequestCategory
from portal.domain.requests.splitting import PartnerSaid
from portal.staff import staff
from portal.web.current import uow
from portal.web.fact_fields import CHOOSE, TickField, choices_in
from portal.web.forms import ChoiceField, Form, LineField, Text
from portal.web.locale import moment_text
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for
from portal.web.request_words import CATEGORIES


class SplitRequest(Form):
    messages = TickField(_l("Which messages"))
    category = ChoiceField(_l("Category"), [Text(1, 30)], choices=[CHOOSE, *choices_in(CATEGORIES)])
    subject = LineField(_l("Subject"), [Text(2, 120)])
    since_written = BooleanField(_l("Its clock counts from when it was written"))

    def among(self, said: list[PartnerSaid]) -> "SplitRequest":
        """With the messages there are to choose from."""
        self.messages.choices = [SelectChoice(one.key, f"{one.who} · {moment_text(one.at)}") for one in said]
        return self


@staff.get("/requests/<number:number>/splitting")
def show_splitting(number: str) -> Response:
    said = uow.splitting.messages(uow.requests.get(number))
    return _page(number, SplitRequest.blank().among(said), said)


@staff.post("/requests/<number:number>/splitting")
def split_request(number: str) -> Answer:
    said = uow.splitting.messages(uow.requests.get(number))
    form = SplitRequest.from_post().among(said)
    if not form.validate():
        return _page(number, form, said), 422
    try:
        made = uow.splitting.split(
            number, form.messages.data or [], category=RequestCategory(form.category.data),
            subject=form.subject.data or "", since_written=form.since_written.data,
        )  # fmt: skip
    except Refused as refusal:
        form.messages.errors = [words_for(refusal)]
        return _page(number, form, said), 422
    words = _("Opened from %(number)s. The partner is told the new number.", number=number)
    return see_other(".show_request", words, number=made.number)


def _page(number: str, form: SplitRequest, said: list[PartnerSaid]) -> Response:
    asked: Any = uow.requests.get(number)
    return page("staff/requests/splitting.html", asked=asked, form=form, texts={one.key: one.text for one in said})
