"""The form a request is filed with, the same on both faces: what happened, what it is about, the category's fields."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, MultipleFileField, StringField, TextAreaField

from portal.domain.base import squeeze
from portal.domain.contracts.models import Contract
from portal.domain.products.models import Product
from portal.domain.requests.catalogue import CATALOGUE, Category, FieldKind, RequestCategory
from portal.web.category_fields import CategoryForm, category_form_class
from portal.web.field_inputs import BLANK, nothing_yet
from portal.web.file_words import ACCEPT
from portal.web.forms import ChoiceField, Form, Text, trimmed
from portal.web.locale import current_locale

BESIDE_THE_TEXT = {FieldKind.CONTRACT, FieldKind.PHOTOS, FieldKind.PRODUCT}
"""Kinds that every category may have and that stand in the same place on every form."""
LAST = ("text", "files")
"""Fields that close every form."""


def _squeezed(text: str | None) -> str:
    """One line as people write it: its punctuation stays."""
    return squeeze(text or "")


class NewRequest(Form):
    category = HiddenField("")
    subject = StringField(_l("In one sentence"), [Text(2, 120)], filters=[_squeezed], render_kw={"autocomplete": "off"})
    text = TextAreaField(_l("What happened?"), [Text(2, 4000)], filters=[trimmed], render_kw={"rows": 5})
    product = ChoiceField(_l("Product"), choices=[BLANK], default="")
    contract = ChoiceField(_l("Contract"), choices=[BLANK], default="")
    files = MultipleFileField(_l("Photos or files"), render_kw={"accept": ACCEPT})

    @property
    def errors(self) -> dict[str | None, Any]:
        """What is wrong, in the order of the page: the category's own fields stand before the text and the files."""
        found: dict[str | None, Any] = super().errors
        return {name: found[name] for name in sorted(found, key=lambda name: LAST.index(name) if name in LAST else -1)}

    def facts(self) -> dict[str, Any]:
        form: Any = self
        return {"subject": self.subject.data, "text": self.text.data, "fields": form.own_facts()}


def form_class(category: Category) -> type[CategoryForm]:
    """The form of one category; its contract, product and files say whether they must be given."""
    return category_form_class(category, NewRequest)


def furnish(form: Any, contracts: Iterable[Contract], products: Iterable[Product]) -> None:
    """What can be chosen, and which of the common fields this category cannot do without."""
    for spec in form.category_record.fields:
        if spec.kind in BESIDE_THE_TEXT and spec.required and not spec.unless:
            form[spec.name].flags.required = True
    titled = ((one.number, f"{one.number} {one.title}".strip()) for one in contracts)
    form.contract.choices = [nothing_yet(form.contract.flags.required), *titled]
    packed = ((one.code, product_with_pack(one)) for one in products)
    form.product.choices = [nothing_yet(form.product.flags.required), *packed]


def special_fields(form: Any) -> list[Any]:
    """The fields only this category has, in its order."""
    specs = form.category_record.fields
    return [form[spec.name] for spec in specs if spec.kind not in BESIDE_THE_TEXT]


def product_with_pack(product: Product) -> str:
    """Name and pack in the reader's language."""
    name = product.name_en if current_locale() == "en" and product.name_en else product.name_zh
    return f"{name} {product.spec}".strip()


def category_named(code: str | None) -> RequestCategory | None:
    """The category of that code, or None; whether it is offered is the company's to say (see Categories)."""
    return RequestCategory(code) if code in CATALOGUE else None
