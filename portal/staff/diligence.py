"""Due diligence on a product's supplier: rate an item with its evidence, give the word to take the product on."""

from typing import Any

from flask import Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import MultipleFileField, TextAreaField
from wtforms.validators import StopValidation

from portal.domain.base import NotFound, Refused
from portal.domain.products.models import Product
from portal.domain.recruiting.checklist import CORE, PROTECTION, Item, Rating
from portal.staff import staff
from portal.web.clause_words.types import TYPES
from portal.web.contract_words import product_name
from portal.web.current import files_for, uow
from portal.web.fact_fields import CHOOSE, choices_in
from portal.web.file_words import ACCEPT
from portal.web.forms import ChoiceField, Form, LineField, Text, trimmed
from portal.web.pages import Answer, page, see_other
from portal.web.pledge_words import page_of_source
from portal.web.recruiting_words import ITEMS, RATING_TONES, RATINGS
from portal.web.refusals import words_for
from portal.web.review_words import listed

WORDS: dict[str, Any] = {
    "items": ITEMS, "ratings": RATINGS, "rating_tones": RATING_TONES, "protection": PROTECTION, "core": CORE,
    "clause_names": TYPES, "product_name": product_name, "page_of_source": page_of_source,
    "in_words": lambda gaps: listed([str(ITEMS[gap][0] if gap in ITEMS else TYPES[gap]) for gap in gaps]),
}  # fmt: skip


class RateSupplier(Form):
    item = ChoiceField(_l("What"), choices=[CHOOSE, *choices_in({code: words[0] for code, words in ITEMS.items()})])
    rating = ChoiceField(_l("Rating"), choices=choices_in({int(one): words for one, words in RATINGS.items()}))
    evidence = TextAreaField(
        _l("What it rests on"), [Text(0, 4000)], filters=[trimmed], render_kw={"rows": 3},
        description=_l("Write it down, or name or attach below what shows it."),
    )  # fmt: skip
    link = LineField(
        _l("Request, feedback or breach"), [Text(0, 40)], description=_l("Its number, such as BR-202608-0007"),
    )  # fmt: skip
    files = MultipleFileField(_l("Files"), render_kw={"accept": ACCEPT})

    def validate_item(self, field: Any) -> None:
        if not field.data:
            raise StopValidation(_l("Choose one of the list."))

    def validate_link(self, field: Any) -> None:
        number = (field.data or "").upper()
        finders = {"SR": uow.requests.get, "BR": uow.breaches.get, "FB": uow.feedback.get}
        if not number:
            return
        try:
            if number[:2] not in finders:
                raise NotFound(number)
            finders[number[:2]](number)
        except NotFound:
            raise StopValidation(_l("There is no request, feedback or breach of this number.")) from None
        field.data = number


class TakeOn(Form):
    reason = TextAreaField(
        _l("Why it is taken on all the same"), [Text(0, 2000)], filters=[trimmed], render_kw={"rows": 2},
        description=_l("Needed while the checklist has gaps. Kept with your name and the day."),
    )  # fmt: skip


@staff.get("/products/<printed:code>/diligence")
def show_diligence(code: str) -> Response:
    return _page(uow.products.get(code))


@staff.post("/products/<printed:code>/diligence/ratings")
def rate_supplier(code: str) -> Answer:
    product, form = uow.products.get(code), RateSupplier.from_post()
    checklist = uow.diligence.of(product)
    if checklist is None:
        raise Refused("diligence.no_supplier")
    if form.validate():
        item, rating = Item(form.item.data), Rating(int(form.rating.data))
        told = {"evidence": form.evidence.data or "", "link": form.link.data or ""}
        try:
            uow.diligence.rate(product, item, rating, files=files_for(checklist.supplier.id), **told)
            return see_other(".show_diligence", _("Rated."), code=code)
        except Refused as refusal:
            form.evidence.errors = [words_for(refusal)]
    return _page(product, rate=form), 422


@staff.post("/products/<printed:code>/diligence/decision")
def take_on_product(code: str) -> Answer:
    product, form = uow.products.get(code), TakeOn.from_post()
    if form.validate():
        try:
            uow.diligence.take_on(product, form.reason.data or "")
            return see_other(".show_diligence", _("Taken on."), code=code)
        except Refused as refusal:
            form.reason.errors = [words_for(refusal)]
    return _page(product, take_on=form), 422


def _page(product: Product, **forms: Form) -> Response:
    checklist = uow.diligence.of(product)
    ratings = list(checklist.ratings.values()) if checklist else []
    return page(
        "staff/diligence/show.html", product=product, checklist=checklist,
        files=uow.attachments.on(ratings, backstage=True) if ratings else {},
        rate=forms.get("rate") or RateSupplier.blank(), take_on=forms.get("take_on") or TakeOn.blank(), **WORDS,
    )  # fmt: skip
