"""The documents we hand out: our company's, and those of products and batches, each checked by a second person."""

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.base import Refused
from portal.identity.writing import begin_writing, late_write
from portal.staff import staff
from portal.staff.paper_forms import KeepOurs, RefusePaper
from portal.web.contract_words import product_name
from portal.web.current import received_files, uow
from portal.web.document_words import DOC_TYPES, doc_name
from portal.web.forms import Form
from portal.web.pages import Answer, page, see_other
from portal.web.paper_form import PLACES
from portal.web.paper_words import STATES, staff_state
from portal.web.refusals import words_for


@staff.get("/papers/ours")
def list_house_papers() -> Response:
    return _list()


@staff.get("/papers/ours/new")
def new_house_paper() -> Response:
    doc_type = request.args.get("type", "")
    form = KeepOurs.blank(
        doc_type=doc_type if doc_type in DOC_TYPES else "approval_cert", product=request.args.get("product", "")[:20]
    )
    return page("staff/papers/new_ours.html", form=form.offer())


@staff.post("/papers/ours")
@late_write
def add_house_paper() -> Answer:
    form = KeepOurs.from_post().offer()
    if not form.validate():
        return page("staff/papers/new_ours.html", form=form), 422
    begin_writing()
    product = uow.products.get(form.product.data) if form.product.data else None
    try:
        uow.house_papers.submit(form.printed(), received_files(), product, (form.batch_no.data or "").upper())
    except Refused as refusal:
        form[PLACES.get(refusal.code, "doc_type")].errors = [words_for(refusal)]
        return page("staff/papers/new_ours.html", form=form), 422
    return see_other(".list_house_papers", _("Kept. Partners get it once somebody else has checked it."))


@staff.post("/papers/ours/<int:house_id>/verification")
def verify_house_paper(house_id: int) -> Answer:
    paper = uow.house_papers.get(house_id)
    if not Form.from_post().validate():
        return _list(), 422
    try:
        uow.house_papers.verify(paper)
    except Refused as refusal:
        return _list(words_for(refusal)), 409
    return see_other(".list_house_papers", _("“%(name)s” can be handed out.", name=doc_name(paper.doc_type)))


@staff.post("/papers/ours/<int:house_id>/rejection")
def reject_house_paper(house_id: int) -> Answer:
    paper, form = uow.house_papers.get(house_id), RefusePaper.from_post()
    if not form.validate():
        return _list(_("Say why it will not do, so that the right one is kept.")), 422
    try:
        uow.house_papers.reject(paper, form.reason.data or "")
    except Refused as refusal:
        return _list(words_for(refusal)), 409
    return see_other(".list_house_papers", _("Refused."))


def _list(problem: str = "") -> Response:
    product = request.args.get("product", "")[:20]
    chosen = uow.products.get(product) if product else None
    shared = uow.house_papers.all(product_id=chosen.id if chosen else None)
    return page(
        "staff/papers/ours.html", shared=shared, chosen=chosen, problem=problem, product_name=product_name,
        actor=uow.actor, tones=STATES, staff_state=staff_state, today=uow.today,
    )  # fmt: skip
