"""Forms about papers at the desk: refusing one, letting something pass in spite of one, keeping one of ours."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import TextAreaField
from wtforms.validators import StopValidation

from portal.domain.accounts.papers.catalogue import DOC_TYPES
from portal.domain.products.models import Product
from portal.web.contract_words import product_name
from portal.web.current import uow
from portal.web.document_words import DOC_TYPES as NAMES
from portal.web.fact_fields import DayField, choices_in
from portal.web.forms import ChoiceField, Form, LineField, Text, trimmed
from portal.web.paper_form import GivePaper


class RefusePaper(Form):
    reason = TextAreaField(
        _l("Why it will not do"), [Text(2, 300)], filters=[trimmed], render_kw={"rows": 3},
        description=_l("The partner reads this: say what to send instead"),
    )  # fmt: skip


class LetPass(Form):
    """For papers that stop something."""

    doc_type = ChoiceField(_l("Document"), choices=choices_in({code: NAMES[code] for code, one in DOC_TYPES.items()
                                                               if one.blocks}))  # fmt: skip
    until = DayField(_l("Let it pass through"), description=_l("At most 90 days ahead"))
    reason = TextAreaField(_l("Reason"), [Text(5, 500)], filters=[trimmed], render_kw={"rows": 2})

    def validate_until(self, field: Any) -> None:
        if not field.data:
            raise StopValidation(_l("Type a date, such as 2026-11-24"))


class GiveForAccount(GivePaper):
    doc_type = ChoiceField(_l("Document"), choices=choices_in(NAMES))


class KeepOurs(GivePaper):
    """Of our company without a product; of a product, or of one batch of it, with one."""

    doc_type = ChoiceField(_l("Document"), choices=choices_in(NAMES))
    product = ChoiceField(_l("Product"))
    batch_no = LineField(_l("Batch number"), [Text(0, 40)], description=_l("For a batch test report"))

    def offer(self) -> "KeepOurs":
        """All products to choose from."""
        self.products = {product.code: product for product in uow.products.all()}
        names = {code: f"{code} {product_name(product)}" for code, product in self.products.items()}
        self.product.choices = choices_in(names, lazy_pgettext("house paper", "Our company"))
        return self

    @property
    def about(self) -> Product | None:
        return self.products.get(self.product.data or "")
