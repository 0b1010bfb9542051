"""One paper of an account at the desk: what is on it, every version, and the decision of a second person."""

from flask import Response
from flask_babel import gettext as _

from portal.domain.accounts.models import Account, Qualification
from portal.domain.base import Conflict, Refused
from portal.staff import staff
from portal.staff.paper_forms import RefusePaper
from portal.web.current import uow
from portal.web.document_words import doc_name, paper_number
from portal.web.forms import Form
from portal.web.pages import Answer, page, see_other
from portal.web.paper_words import STATES, staff_state, stops
from portal.web.refusals import words_for


@staff.get("/papers/<int:paper_id>")
def show_paper(paper_id: int) -> Response:
    return _page(*uow.qualifications.get(paper_id), RefusePaper.blank())


@staff.post("/papers/<int:paper_id>/verification")
def verify_paper(paper_id: int) -> Answer:
    paper, account = uow.qualifications.get(paper_id)
    if not Form.from_post().validate():
        return _page(paper, account, RefusePaper.blank()), 422
    try:
        uow.qualifications.verify(paper)
    except Refused as refusal:
        return _page(paper, account, RefusePaper.blank(), words_for(refusal)), 409
    return see_other(".list_papers", _("“%(name)s” of %(account)s counts from now on.", name=doc_name(paper.doc_type),
                                       account=account.display_name))  # fmt: skip


@staff.post("/papers/<int:paper_id>/rejection")
def reject_paper(paper_id: int) -> Answer:
    paper, account = uow.qualifications.get(paper_id)
    form = RefusePaper.from_post()
    if not form.validate():
        return _page(paper, account, form), 422
    try:
        uow.qualifications.reject(paper, form.reason.data or "")
    except (Conflict, Refused) as refusal:
        return _page(paper, account, form, words_for(refusal)), 409
    return see_other(".list_papers", _("Refused. The partner reads why."))


def _page(paper: Qualification, account: Account, form: RefusePaper, problem: str = "") -> Response:
    versions = uow.qualifications.history(account.id, paper.doc_type)
    may_check = paper.may_be_checked_by(uow.actor)
    names = uow.people.names_of_logins(one for row in versions for one in (row.submitted_by_id, row.decided_by_id))
    return page(
        "staff/papers/show.html", paper=paper, account=account, form=form, problem=problem, versions=versions,
        files=uow.attachments.on(versions), names=names, may_check=may_check,
        number=paper.number if may_check else paper_number(paper),
        is_own=paper.submitted_by_id == uow.actor.login_id, name=doc_name(paper.doc_type),
        stops=stops(paper.doc_type), tones=STATES, staff_state=staff_state, today=uow.today,
        paper_number=paper_number,
    )  # fmt: skip
