"""What is asked and typed about a cell: who held it on a day, and consent to selling across its border."""

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import InputRequired, StopValidation

from portal.domain.base import NotFound, Refused
from portal.domain.contracts.area_text import read_area
from portal.domain.contracts.consents import ConsentFacts
from portal.domain.contracts.recording import Area
from portal.domain.products.models import Product
from portal.staff.contract_forms import REQUIRED, account_named
from portal.web.contract_words import product_name
from portal.web.current import uow
from portal.web.fact_fields import DayField
from portal.web.forms import ChoiceField, Form, LineField, Text, trimmed
from portal.web.refusals import words_for

PLACE_HINT = _l("As in an address: 四川省, 成都市武侯区, or a code; a hospital after a slash: 成都市武侯区/华西医院")


def area_in(text: str | None) -> Area:
    """One place; StopValidation for what is none, or several."""
    try:
        return read_area(text or "")
    except Refused as refusal:
        raise StopValidation(words_for(refusal)) from None


class OfProduct(Form):
    product = ChoiceField(_l("Product"), choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.catalogue: dict[str, Product] = {row.code: row for row in uow.products.all()}
        self.product.choices = [(code, f"{code} {product_name(row)}") for code, row in self.catalogue.items()]

    @property
    def chosen(self) -> Product:
        return self.catalogue[self.product.data]


class RecordConsent(OfProduct):
    """Who may sell, where, who agreed, which batches and until when."""

    seller = LineField(_l("Who may sell there"), [Text(8, 12)], description=_l("Account number, such as D-000102"))
    place = LineField(_l("Where"), [Text(1, 200)], description=PLACE_HINT)
    holder = LineField(
        _l("The holder who agreed"), [Text(0, 12)], description=_l("Account number; leave it empty where we agreed"),
    )  # fmt: skip
    agreed_by = LineField(_l("Name of who agreed"), [Text(1, 80)])
    batches = LineField(_l("Batches"), [Text(0, 400)], description=_l("Comma between them; none means every batch"))
    starts_on = DayField(_l("First day"), [InputRequired(REQUIRED)])
    ends_on = DayField(_l("Last day"), [InputRequired(REQUIRED)])
    reason = TextAreaField(_l("Why it was agreed"), [Text(2, 2000)], filters=[trimmed], render_kw={"rows": 2})

    def validate_seller(self, field: Any) -> None:
        self.partner = account_named(field.data)

    def validate_holder(self, field: Any) -> None:
        self.agreeing = account_named(field.data) if field.data else None

    def validate_place(self, field: Any) -> None:
        self.area = area_in(field.data)

    def facts(self) -> ConsentFacts:
        assert self.starts_on.data and self.ends_on.data
        batches = [one.strip() for one in re.split(r"[,;，；、\s]+", self.batches.data or "") if one.strip()]
        return ConsentFacts(
            self.chosen, self.area, self.agreeing, self.agreed_by.data or "", tuple(one[:40] for one in batches),
            self.starts_on.data, self.ends_on.data, self.reason.data or "",
        )  # fmt: skip

    def refuse(self, refusal: Refused) -> None:
        """Say it beside its field; raises any other refusal again."""
        places = {"territory.same_account": "holder", "territory.ends_before_start": "ends_on"}
        if refusal.code not in places:
            raise refusal
        self[places[refusal.code]].errors = [words_for(refusal)]


class RevokeConsent(Form):
    why = LineField(_l("Why it is taken back"), [Text(2, 400)])


def product_named(code: str) -> Product | None:
    try:
        return uow.products.get(code)
    except NotFound:
        return None
