"""Papers a request asks for, given by the partner one by one."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, MultipleFileField
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from portal.identity.writing import begin_writing, late_write
from portal.partner import partner
from portal.partner.request_forms import Reopening, Reply
from portal.partner.requests import request_page
from portal.web.current import files_for, received_files, uow
from portal.web.file_words import ACCEPT
from portal.web.forms import Form
from portal.web.pages import Answer, see_other
from portal.web.paper_lines import papers_in_words


class GivePaper(Form):
    paper = IntegerField("", widget=HiddenInput(), validators=[Optional()])
    files = MultipleFileField(_l("Photos or files"), render_kw={"accept": ACCEPT})


@partner.post("/requests/<number:number>/papers")
@late_write
def give_paper(number: str) -> Answer:
    form = GivePaper.from_post()
    if not form.validate() or not received_files():
        problem = " ".join(map(str, form.files.errors)) or _("Choose a file first.")
        return request_page(uow.requests.get(number), Reply.blank(), Reopening.blank(), problem), 422
    begin_writing()
    service_request = uow.requests.get(number, alone=True)
    files = files_for(service_request.account_id)
    if uow.papers.give(service_request, form.paper.data or 0, files):
        names = _(", ").join(one.name for one in papers_in_words(service_request) if one.files)
        service_request.reply(by=uow.actor, at=uow.now, text=_("The papers are complete: %(names)s.", names=names))
        return see_other(".show_request", _("Thank you, that was the last one. We go on with it."), number=number)
    return see_other(".show_request", _("Received. We look at it."), number=number)
