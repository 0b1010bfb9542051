"""The form of a qualification paper: what is printed on it, and photos or files of every page."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, MultipleFileField
from wtforms.validators import StopValidation

from portal.domain.qualifications.giving import PaperFacts
from portal.web.current import received_files
from portal.web.fact_fields import DayField
from portal.web.file_words import ACCEPT
from portal.web.forms import Form, LineField, Text


class GivePaper(Form):
    """On a phone the file field offers the camera, and takes several photos."""

    doc_type = HiddenField("")
    files = MultipleFileField(_l("Photos or files of every page"), render_kw={"accept": ACCEPT})
    number = LineField(_l("Number on the document"), [Text(0, 60)])
    issued_on = DayField(_l("Issued on"))
    expires_on = DayField(_l("Good through"), description=_l("The last day printed on it; it counts until midnight"))
    long_term = BooleanField(_l("Long-term: no last day is printed on it"))

    def validate_files(self, field: Any) -> None:
        if not received_files() and not any(getattr(one, "filename", "") for one in field.data or ()):
            raise StopValidation(_l("Add at least one photo or file: nobody can check what cannot be seen."))

    def validate_expires_on(self, field: Any) -> None:
        """Nobody may leave open whether a paper ends."""
        if field.data and self.long_term.data:
            raise StopValidation(_l("Either a last day or long-term, not both."))
        if not field.data and not self.long_term.data and not field.errors:
            raise StopValidation(_l("Type the last day, or tick that there is none."))

    def printed(self) -> PaperFacts:
        return PaperFacts(
            self.doc_type.data or "", self.number.data or "", self.issued_on.data,
            None if self.long_term.data else self.expires_on.data,
        )  # fmt: skip


PLACES = {
    "paper.over_already": "expires_on", "paper.issued_ahead": "issued_on", "paper.no_file": "files",
    "paper.no_product": "product", "paper.no_batch": "batch_no", "paper.batch_too_much": "batch_no",
    "attachment.quota_reached": "files",
}  # fmt: skip
"""Beside which field the domain's refusal stands."""
