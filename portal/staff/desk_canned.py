"""Replies kept for the next time, filled with what this request knows."""

from typing import NamedTuple

from portal.domain.requests.canned_text import filled
from portal.domain.requests.models import ServiceRequest
from portal.web.contract_words import product_name
from portal.web.current import uow
from portal.web.locale import moment_text

AT_HAND = 4
"""So many stand above the answer box; the others behind one click."""


class Prepared(NamedTuple):
    id: int
    title: str
    text: str


def prepared(service_request: ServiceRequest) -> list[Prepared]:
    """What fits the request and I may use, with its gaps filled; the template answer of its category comes first."""
    category = service_request.category
    fitting = uow.canned.for_category(category, uow.categories.setting(category).overlay.canned_id)
    values = _values(service_request) if fitting else {}
    return [Prepared(one.id, one.title, filled(one.text, values)) for one in fitting]


def _values(filed: ServiceRequest) -> dict[str, str]:
    return {
        "contact": filed.posted_by.name if filed.channel == "portal" else "",
        "company": filed.account.display_name,
        "number": filed.number,
        "subject": filed.subject,
        "product": product_name(filed.product) if filed.product else "",
        "contract": filed.contract.number if filed.contract else "",
        "due": moment_text(filed.due_at) if filed.due_at and filed.due_at > uow.now else "",  # nobody promises the past
        "me": uow.actor.name,
    }
