"""The hospital-entry pack at the desk: choose the documents, and one archive with every page marked goes out."""

import io
from typing import Any

from flask import Response, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from portal.domain.accounts.papers.catalogue import Act
from portal.domain.attachments.models import StoredFile
from portal.domain.base import NotFound, Refused
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.pack import VALID, Document, Wanted
from portal.identity.files import storage
from portal.identity.writing import begin_writing, late_write
from portal.staff import staff
from portal.storage.bundle import Entry, entry_name, stream_bundle
from portal.storage.stamping import Unstampable, stamped
from portal.web.choice_words import CHOICES
from portal.web.contract_words import product_name
from portal.web.current import uow
from portal.web.document_words import doc_name
from portal.web.fact_fields import TickField
from portal.web.forms import Form, SentenceField, Text
from portal.web.locale import current_locale, day_text
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for

STANDS = {
    "valid": _l("valid"), "expired": _l("expired"), "no_file": _l("on record, without a file"),
    "missing": _l("not in the archive"),
}  # fmt: skip
LACKING = {"expired": _l("has expired"), "no_file": _l("not at hand yet"), "missing": _l("not at hand yet")}
"""The same to whoever gets the pack: how our archive stands is not theirs to read."""


class MakePack(Form):
    institution = SentenceField(_l("Hospital or unit"), [Text(2, 80)])
    purpose = SentenceField(_l("Purpose"), [Text(2, 40)])
    documents = TickField(_l("Documents"))

    def among(self, wanted: list[Wanted]) -> "MakePack":
        """What can be taken: valid documents that have a file."""
        self.documents.choices = [
            SelectChoice(one.ref, f"{one.whose or lazy_pgettext('house paper', 'Our company')} · {one.file.name}")
            for one in takable(wanted)
        ]
        return self

    def validate_documents(self, field: Any) -> None:
        if not field.data:
            raise StopValidation(_l("Choose at least one"))


def takable(wanted: list[Wanted]) -> list[Document]:
    return [one for each in wanted for one in each.documents if one.stands == VALID]


@staff.get("/requests/<number:number>/pack")
def choose_pack(number: str) -> Response:
    asked = uow.requests.get(number)
    wanted = uow.packs.wanted(asked)
    purpose = CHOICES["purpose"].get(asked.fields.get("purpose", ""), "")
    everything = [one.ref for one in takable(wanted)]
    form = MakePack.blank(
        institution=asked.fields.get("institution", ""), purpose=str(purpose), documents=everything
    )  # fmt: skip
    return _choose(asked, wanted, form)


@staff.post("/requests/<number:number>/pack")
@late_write
def make_pack(number: str) -> Answer:
    asked = uow.requests.get(number)
    wanted = uow.packs.wanted(asked)
    form = MakePack.from_post().among(wanted)
    if not form.validate():
        return _choose(asked, wanted, form), 422
    stopped = uow.packs.stopped_by(asked, wanted)
    if stopped:
        facts = {"doc_types": stopped, "act": Act.ACTING, "name": asked.account.name_zh}
        form.documents.errors = [words_for(Refused("paper.stops", **facts))]
        return _choose(asked, wanted, form), 422
    chosen = [one for one in takable(wanted) if one.ref in set(form.documents.data or ())]
    made, left_out = _make(asked, wanted, chosen, form)
    if made is None:
        form.documents.errors = [_("None of these can be marked page by page. Send them by hand.")]
        return _choose(asked, wanted, form), 422
    begin_writing()
    again = uow.requests.get(number, alone=True)
    try:
        uow.packs.hand_over(again, _said(form, left_out), made, [one.file.sha256 for one in chosen])
    except Refused as refusal:
        form.documents.errors = [words_for(refusal)]
        return _choose(asked, wanted, form), 409
    return see_other(".show_request", _("The pack is made and sent with an answer."), number=number)


def _make(
    asked: ServiceRequest, wanted: list[Wanted], chosen: list[Document], form: MakePack
) -> tuple[StoredFile | None, list[str]]:
    """The archive, stored, and what of the wanted is not in it with the reason. Where a paper comes from is ours to
    know, so neither names of accounts nor of files go out."""
    line = _("Only for %(institution)s, %(purpose)s, %(day)s", institution=form.institution.data,
             purpose=form.purpose.data, day=day_text(uow.today))  # fmt: skip
    entries, listed, left_out = [], [], _not_there(wanted, chosen)
    for document in chosen:
        name = doc_name(document.doc_type)
        try:
            with storage().open(document.file.sha256) as source:
                content = stamped(source, document.file.media_type, line)
        except (Unstampable, NotFound):
            left_out.append(_("%(name)s: a file that cannot be marked page by page", name=name))
            continue
        entries.append(Entry.of(entry_name(len(entries) + 1, f"{name}.pdf"), content))
        listed.append((entries[-1].name, name, document.until))
    if not entries:
        return None, left_out
    index = render_template(
        "staff/requests/pack_list.html", lang="zh-CN" if current_locale() == "zh" else "en", line=line, listed=listed,
        left_out=left_out, asked=asked, product=product_name(asked.product) if asked.product else "",
    )  # fmt: skip
    packed = b"".join(stream_bundle([Entry.of("index.html", index.encode()), *entries], storage().open))
    sha256, size = storage().put(io.BytesIO(packed))
    name = _("Hospital entry pack %(number)s.zip", number=asked.number)
    return StoredFile(sha256, name, size, "application/zip"), left_out


def _not_there(wanted: list[Wanted], chosen: list[Document]) -> list[str]:
    """Types the request names of which nothing goes into the pack, each with the reason."""
    there = {one.doc_type for one in chosen}
    colon, left = _(": "), _("not chosen")
    return [
        doc_name(one.doc_type) + colon + str(LACKING.get(one.stands, left))
        for one in wanted
        if one.doc_type not in there
    ]


def _said(form: MakePack, left_out: list[str]) -> str:
    """The answer that goes with it; what is missing is named."""
    head = _("Here is the pack of documents for %(institution)s (%(purpose)s). Every page is marked for this use only.",
             institution=form.institution.data, purpose=form.purpose.data)  # fmt: skip
    return "\n".join([head, *([_("Not in it:"), *(f"– {one}" for one in left_out)] if left_out else [])])


def _choose(asked: ServiceRequest, wanted: list[Wanted], form: MakePack) -> Response:
    return page(
        "staff/requests/pack.html", filed=asked, wanted=wanted, form=form.among(wanted), stands=STANDS,
        doc_name=doc_name, boxes={box.data: box for box in form.documents},
    )  # fmt: skip
