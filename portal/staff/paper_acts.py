"""Papers of a request at the desk: ticked or refused one by one, and what is missing asked for in an answer."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, TextAreaField
from wtforms.validators import Optional, StopValidation
from wtforms.widgets import HiddenInput

from portal.identity.writing import begin_writing, late_write
from portal.staff import staff
from portal.staff.desk import desk
from portal.staff.desk_sending import OVERTAKEN
from portal.web.current import uow
from portal.web.forms import Form, SentenceField, Text, trimmed
from portal.web.pages import Answer, see_other


class CheckPaper(Form):
    """`verb` is accept or refuse; whoever refuses says why."""

    paper = IntegerField("", widget=HiddenInput(), validators=[Optional()])
    verb = HiddenField("")
    reason = SentenceField(_l("Why it will not do"))

    def validate_verb(self, field: Any) -> None:
        if field.data not in ("accept", "refuse"):
            raise StopValidation(_l("Choose one of the list."))

    def validate_reason(self, field: Any) -> None:
        Text(2 if self.verb.data == "refuse" else 0, 300)(self, field)


class AskForPapers(Form):
    """`seen` is the newest answer on the writer's page."""

    seen = IntegerField("", widget=HiddenInput(), validators=[Optional()])
    text = TextAreaField(_l("What the partner reads"), [Text(2, 4000)], filters=[trimmed])


@staff.post("/requests/<number:number>/papers")
def check_paper(number: str) -> Answer:
    form = CheckPaper.from_post()
    service_request = uow.requests.at_desk(number)
    if not form.validate():
        return desk(service_request, problem=_first(form)), 422
    if form.verb.data == "accept":
        uow.papers.accept(service_request, form.paper.data or 0)
        return see_other(".show_request", _("Ticked."), number=number)
    uow.papers.refuse(service_request, form.paper.data or 0, form.reason.data or "")
    return see_other(".show_request", _("Refused. The partner reads why."), number=number)


@staff.post("/requests/<number:number>/paper-demands")
@late_write
def ask_for_papers(number: str) -> Answer:
    form = AskForPapers.from_post()
    if not form.validate():
        return desk(uow.requests.at_desk(number), problem=_first(form)), 422
    begin_writing()
    service_request = uow.requests.get(number, alone=True)
    if form.seen.data is not None and any(uow.attending.newer(service_request, form.seen.data)):
        return desk(uow.requests.at_desk(number), problem=str(OVERTAKEN)), 409
    uow.papers.ask(service_request, form.text.data or "")
    return see_other(".show_request", _("Sent. The request waits for the partner."), number=number)


def _first(form: Form) -> str:
    """What is wrong, in one sentence."""
    return " ".join(str(one) for errors in form.errors.values() for one in errors)
