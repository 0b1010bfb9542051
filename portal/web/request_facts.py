"""What was filed, as labels and values in the reader's language."""

from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _

from portal.domain.requests.catalogue import CATALOGUE, FactValue, FieldKind, FieldSpec, RequestCategory, from_stored
from portal.domain.requests.categories.own import Named, own_answers
from portal.domain.requests.models import ServiceRequest
from portal.web.choice_words import CHOICES
from portal.web.field_words import field_label
from portal.web.locale import day_text, local, money
from portal.web.own_words import said
from portal.web.region_words import province_name
from portal.web.request_form import product_with_pack

Fact = tuple[str, str]


def filed_facts(service_request: ServiceRequest) -> list[Fact]:
    """Label and value of everything that was filled in, the contract and the product included."""
    category = CATALOGUE[RequestCategory(service_request.category)]
    stored = from_stored(category, service_request.fields)
    facts = [
        (str(field_label(category.code, name)), _words(category.field(name), value))
        for name, value in stored.items()
        if category.field(name).kind is not FieldKind.PRODUCT
    ]
    return [*_about(service_request), *facts, *map(_own, own_answers(service_request.fields))]


def _own(answer: dict[str, Any]) -> Fact:
    """What was answered to a company's own field, by the words it had then."""
    value, question = answer["value"], Named(answer["zh"], answer["en"])
    if answer["kind"] == FieldKind.DATE:
        value = day_text(date.fromisoformat(value))
    elif answer["kind"] == FieldKind.CHOICE:
        value = said(Named(value, answer.get("value_en", "")))
    elif isinstance(value, bool):
        value = _("Yes") if value else _("No")
    return said(question), str(value)


def _about(service_request: ServiceRequest) -> list[Fact]:
    about = []
    if service_request.product is not None:
        about.append((_("Product"), product_with_pack(service_request.product)))
    if service_request.contract is not None:
        about.append((_("Contract"), service_request.contract.number))
    return about


def _words(spec: FieldSpec, value: FactValue) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return f"{day_text(local(value).date())} {local(value):%H:%M}"
    if isinstance(value, date):
        return day_text(value)
    if spec.kind is FieldKind.FEN and isinstance(value, int):
        return money(value)
    if isinstance(value, tuple):
        return _("; ").join(_choice(spec, one) for one in value)
    return _choice(spec, value) if isinstance(value, str) else str(value)


def _choice(spec: FieldSpec, value: str) -> str:
    if spec.kind is FieldKind.PROVINCE:
        return province_name(value, short=False)
    return str(CHOICES.get(spec.name, {}).get(value, value))
