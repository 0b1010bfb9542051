"""What is typed about a product: as on its pack, and where it comes from."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import HiddenField
from wtforms.validators import Regexp, StopValidation

from portal.domain.accounts.identifiers import approval_no_fault
from portal.domain.accounts.models import Account
from portal.domain.base import NotFound
from portal.domain.products.models import Product, Storage, Supply
from portal.domain.products.repository import SupplyFacts
from portal.web.current import uow
from portal.web.fact_fields import DayField, WholeField, YuanField, choices_in
from portal.web.forms import ChoiceField, Form, LineField, Text
from portal.web.product_words import STORAGES

COLUMNS = (
    "name_zh",
    "name_en",
    "trade_name",
    "spec",
    "form",
    "boxes_per_case",
    "approval_no",
    "approval_until",
    "storage",
)


class Describe(Form):
    """`pack_form` is the dosage form; a form's own attribute cannot be called form."""

    version = HiddenField("")
    name_zh = LineField(_l("Name in Chinese"), [Text(1, 80)])
    name_en = LineField(_l("Name in English"), [Text(0, 80)])
    trade_name = LineField(_l("Trade name"), [Text(0, 80)])
    spec = LineField(_l("Pack size"), [Text(0, 80)])
    form = LineField(_l("Dosage form"), [Text(0, 40)])
    boxes_per_case = WholeField(_l("Boxes per case"), render_kw={"inputmode": "numeric"})
    approval_no = LineField(_l("Approval number"), [Text(0, 20)], description=_l("Such as 国药准字H20990001"))
    approval_until = DayField(_l("Approval good until"))
    storage = ChoiceField(_l("Kept at"), choices=choices_in(STORAGES), default=str(Storage.ROOM))
    supplier = LineField(_l("Supplier's account number"), [Text(0, 12)], description=_l("Such as S-000001; staff only"))
    listed_price = YuanField(_l("Listed price a box"), render_kw={"inputmode": "decimal"})
    supply_price = YuanField(_l("Supply price a box"), render_kw={"inputmode": "decimal"})

    def validate_approval_no(self, field: Any) -> None:
        if field.data and approval_no_fault(field.data):
            raise StopValidation(
                _l("This is no approval number: 国药准字, one or two letters, eight digits. Copy it from the pack.")
            )

    def validate_supplier(self, field: Any) -> None:
        self.source: Account | None = None
        if not field.data:
            return
        try:
            self.source = uow.accounts.get(field.data.upper())
        except NotFound:
            raise StopValidation(_l("There is no account of this number.")) from None
        if self.source.kind != "supplier":
            raise StopValidation(_l("This account is no supplier."))

    def facts(self) -> dict[str, Any]:
        return {name: self[name].data for name in COLUMNS}

    def supply(self) -> SupplyFacts:
        return SupplyFacts(self.source, self.listed_price.data, self.supply_price.data)

    def show(self, product: Product, supply: Supply | None, supplier: Account | None) -> None:
        """Fill in what is recorded."""
        for name in (*COLUMNS, "version"):
            self[name].data = getattr(product, name)
        if supply and supplier:
            self.supplier.data = supplier.number
            self.listed_price.data, self.supply_price.data = supply.listed_price, supply.supply_price


class AddProduct(Describe):
    code = LineField(
        lazy_pgettext("product", "Code"),
        [Text(1, 20), Regexp(r"[A-Za-z0-9-]{1,20}$", message=_l("Letters, digits and dashes only."))],
    )
