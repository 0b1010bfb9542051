"""Sending a qualification paper from a phone or a desk; it counts once we have checked it."""

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.accounts.papers.catalogue import DOC_TYPES, Per
from portal.domain.base import NotFound, Refused
from portal.identity.writing import begin_writing, late_write
from portal.partner import partner
from portal.partner.documents import documents_page
from portal.web.current import files_for, uow
from portal.web.document_words import consequence, doc_name
from portal.web.pages import Answer, page, see_other
from portal.web.paper_form import PLACES, GivePaper
from portal.web.refusals import words_for


@partner.get("/documents/new")
def new_document() -> Response:
    doc_type = request.args.get("type")
    if not doc_type:
        return see_other(".list_documents")
    if not _is_known(doc_type):
        raise NotFound(doc_type)
    return _ask(GivePaper.blank(doc_type=doc_type))


@partner.post("/documents/")
@late_write
def give_document() -> Answer:
    form = GivePaper.from_post()
    doc_type = form.doc_type.data or ""
    if not _is_known(doc_type):
        return documents_page(_("Choose one of the list.")), 422
    if not form.validate():
        return _ask(form), 422
    begin_writing()
    account = uow.accounts.own(alone=True)
    try:
        uow.qualifications.submit(account, form.printed(), files_for(account.id))
    except Refused as refusal:
        field = PLACES.get(refusal.code)
        if field is None:
            raise
        form[field].errors = [words_for(refusal)]
        return _ask(form), 422
    return see_other(
        ".list_documents", _("Thank you. We check “%(name)s” and tell you the result.", name=doc_name(doc_type))
    )


def _is_known(code: str) -> bool:
    """Whether it is a type that accounts give about themselves."""
    return code in DOC_TYPES and DOC_TYPES[code].per is Per.ACCOUNT


def _ask(form: GivePaper) -> Response:
    doc_type = form.doc_type.data or ""
    lines = uow.qualifications.lines(uow.accounts.own(alone=True))
    line = next((one for one in lines if one.doc_type == doc_type), None)
    lost = bool(form.errors) and any(upload.filename for upload in request.files.getlist("files"))
    return page(
        "partner/documents/new.html", form=form, name=doc_name(doc_type), consequence=consequence(doc_type), line=line,
        files_are_lost=lost,
    )  # fmt: skip
