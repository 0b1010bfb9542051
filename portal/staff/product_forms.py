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
from portal.web.fact_fields import DayField, TickField, WholeField, YuanField, choices_in
from portal.web.forms import ChoiceField, Form, LineField, Text
from portal.web.product_words import CONTROLS, EDL, NRDL, RX_OTC, STORAGES, VBP
from portal.web.region_words import provinces
from portal.web.territory_refusals import REFUSALS

COLUMNS = (
    "name_zh", "name_en", "trade_name", "spec", "pack", "form", "boxes_per_case", "approval_no", "approval_until",
    "mah", "maker", "shelf_life_months", "storage", "rx_otc", "nrdl_class", "edl",
)  # fmt: skip
NOT_ASKED = _l("Not looked up")


class Describe(Form):
    """`pack_form` is the dosage form; a form's own attribute cannot be called form."""

    version = HiddenField("")
    name_zh = LineField(_l("Name in Chinese"), [Text(1, 80)])
    name_en = LineField(_l("Name in English"), [Text(0, 80)])
    trade_name = LineField(_l("Trade name"), [Text(0, 80)])
    spec = LineField(_l("Pack size"), [Text(0, 80)])
    pack = LineField(_l("Packaging"), [Text(0, 80)], description=_l("Such as aluminium blister in a carton"))
    form = LineField(_l("Dosage form"), [Text(0, 40)])
    boxes_per_case = WholeField(_l("Boxes per case"), render_kw={"inputmode": "numeric"})
    approval_no = LineField(_l("Approval number"), [Text(0, 20)], description=_l("Such as 国药准字H20990001"))
    approval_until = DayField(_l("Approval good until"))
    mah = LineField(_l("Marketing authorisation holder"), [Text(0, 80)])
    maker = LineField(_l("Maker"), [Text(0, 80)], description=_l("Where another company makes it for the holder"))
    shelf_life_months = WholeField(_l("Shelf life"), render_kw={"inputmode": "numeric"})
    rx_otc = ChoiceField(_l("Prescription or OTC"), choices=choices_in(RX_OTC, NOT_ASKED), default="")
    nrdl_class = ChoiceField(_l("Reimbursement list"), choices=choices_in(NRDL, NOT_ASKED), default="")
    edl = ChoiceField(_l("Essential drug list"), choices=choices_in(EDL, NOT_ASKED), default="")
    won = TickField(_l("Volume-based procurement: won"))
    lost = TickField(_l("Volume-based procurement: lost"))
    pending = TickField(_l("Volume-based procurement: pending"))
    special_control = ChoiceField(_l("Special control"), choices=choices_in(CONTROLS, _l("None")), default="")
    storage = ChoiceField(_l("Kept at"), choices=choices_in(STORAGES), default=str(Storage.ROOM))
    supplier = LineField(_l("Supplier's account number"), [Text(0, 12)], description=_l("Such as S-000001; staff only"))
    listed_price = YuanField(_l("Listed price a box"), render_kw={"inputmode": "decimal"})
    supply_price = YuanField(_l("Supply price a box"), render_kw={"inputmode": "decimal"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in VBP:
            self[name].choices = choices_in(provinces())

    def validate_shelf_life_months(self, field: Any) -> None:
        if field.data is not None and not 1 <= field.data <= 120:
            raise StopValidation(_l("Type from 1 to 120 months."))

    def validate_special_control(self, field: Any) -> None:
        if field.data:
            raise StopValidation(REFUSALS["product.special_control"])

    def validate_lost(self, field: Any) -> None:
        named = [code for name in VBP for code in self[name].data or ()]
        if len(named) != len(set(named)):
            raise StopValidation(_l("A province has one status only: take it out of the other lists."))

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
        statuses = {code: str(name) for name in VBP for code in self[name].data or ()}
        return {**{name: self[name].data for name in COLUMNS}, "vbp_status": dict(sorted(statuses.items()))}

    def supply(self) -> SupplyFacts:
        return SupplyFacts(self.source, self.listed_price.data, self.supply_price.data)

    def show(self, product: Product, supply: Supply | None, supplier: Account | None) -> None:
        """Fill in what is recorded."""
        for name in (*COLUMNS, "version"):
            self[name].data = getattr(product, name)
        for status in VBP:
            self[status].data = [code for code, given in (product.vbp_status or {}).items() if given == status]
        if supply and supplier:
            self.supplier.data = supplier.number
            self.listed_price.data, self.supply_price.data = supply.listed_price, supply.supply_price


class AddProduct(Describe):
    code = LineField(
        lazy_pgettext("product", "Code"),
        [Text(1, 20), Regexp(r"[A-Za-z0-9-]{1,20}$", message=_l("Letters, digits and dashes only."))],
    )
