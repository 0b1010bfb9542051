"""What a request says of a case, as the facts that the rules of clauses are asked with: one table by category."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from portal.domain.contracts.clauses.vocabulary import Trigger
from portal.domain.products.models import Storage
from portal.domain.requests.catalogue import CATALOGUE, Facts, RequestCategory, from_stored
from portal.domain.requests.models import ServiceRequest
from portal.domain.working_days import civil_day

C = RequestCategory
TRIGGERS: Mapping[str, Trigger] = {
    C.DIVERSION_COMPLAINT: Trigger.DIVERSION, C.DELIVERY_QUERY: Trigger.LATE_DELIVERY,
    C.DAMAGE_SHORT: Trigger.LATE_DELIVERY, C.TENDER_SUPPORT: Trigger.TENDER, C.CONTRACT_TERMINATION: Trigger.EARLY_EXIT,
    C.TERRITORY_ADD: Trigger.EXCLUSIVITY, C.REBATE_SETTLEMENT: Trigger.SHORTFALL,
}  # fmt: skip
"""What kind of breach a request of a category speaks of."""


@dataclass(frozen=True)
class Told:
    """What was filed: the fields by name, the civil day it was filed (Asia/Shanghai), how its product is stored."""

    fields: Facts
    filed_on: date
    storage: str = ""

    def day(self, name: str) -> date | None:
        """The civil day that a field of that name tells, whether it asks for a day or a moment."""
        value = self.fields.get(name)
        return civil_day(value) if isinstance(value, datetime) else value if isinstance(value, date) else None

    def goods_fen(self) -> int | None:
        """Boxes times their price, in fen."""
        boxes, price = self.fields.get("boxes"), self.fields.get("box_price")
        return boxes * price if isinstance(boxes, int) and isinstance(price, int) else None

    def choice(self, name: str, known: Mapping[str, str]) -> str | None:
        """What a choice is called in the rule; None where the rule has no such word."""
        return known.get(str(self.fields.get(name, "")))


Source = str | Callable[[Told], object]
"""The field that says it, or how it follows from several."""


def _goods_are(told: Told) -> list[str]:
    return ["cold_chain"] if told.storage in (Storage.COLD, Storage.FROZEN) else []


REASONS = {"near_expiry": "near_expiry", "quality_defect": "quality_defect"}
CUTS = {"vbp_cut": "vbp", "tender_cut": "tender_cut"}
FACTS: Mapping[str, Mapping[str, Source]] = {
    C.DELIVERY_QUERY: {
        "ordered_on": "ordered_on", "due_on": "promised_on", "delivered_on": "delivered_on",
        "paid_on": "delivered_on", "goods_fen": "order_amount", "principal_fen": "order_amount",
        "goods_value_fen": "order_amount",
    },
    # What is missing or broken is as late as an order that never came, until it is sent again.
    C.DAMAGE_SHORT: {
        "ordered_on": "ordered_on", "goods_fen": Told.goods_fen, "principal_fen": Told.goods_fen,
        "goods_value_fen": Told.goods_fen, "boxes": "boxes", "price_fen": "box_price",
        "asked_on": lambda told: told.filed_on,
    },
    C.QUALITY_COMPLAINT: {"reason": lambda _told: "quality_defect", "asked_on": lambda told: told.filed_on},
    C.RETURN_EXCHANGE: {
        "reason": lambda told: told.choice("return_reason", REASONS), "boxes": "boxes", "price_fen": "box_price",
        "expires_on": "expires_on", "year_purchase_fen": "year_purchase", "goods_are": _goods_are,
        "asked_on": lambda told: told.filed_on,
    },
    C.PRICE_ADJUSTMENT: {
        "old_price_fen": "present_price", "new_price_fen": "asked_price", "notified_on": lambda told: told.filed_on,
        "trigger": lambda told: told.choice("price_reason", CUTS), "stock_boxes": "stock_boxes",
    },
    C.DIVERSION_COMPLAINT: {"boxes_proven": "boxes"},
}  # fmt: skip
"""By category, the name of a rule's fact and where the request says it. An extension has a working of its own."""

EVENT_DAYS: Mapping[str, str] = {
    C.DIVERSION_COMPLAINT: "found_on", C.QUALITY_COMPLAINT: "found_at", C.DAMAGE_SHORT: "received_at",
}  # fmt: skip
"""The field that says when it happened, where one does."""


def told_in(asked: ServiceRequest) -> Told:
    """`asked` comes with its product."""
    fields = from_stored(CATALOGUE[C(asked.category)], asked.fields)
    return Told(fields, civil_day(asked.posted_at), asked.product.storage if asked.product else "")


def case_facts(asked: ServiceRequest) -> dict[str, Any]:
    """JSON-like values by the names of the rules' facts; what was not told is left out, never a zero."""
    told = told_in(asked)
    found = {name: _said(told, source) for name, source in FACTS.get(asked.category, {}).items()}
    return {name: value for name, value in found.items() if value not in (None, [], "")}


def event_day(asked: ServiceRequest) -> date:
    """The civil day whose clauses judge it: when it happened, the first day late, else the day it was filed."""
    told = told_in(asked)
    promised = told.day("promised_on") if asked.category == C.DELIVERY_QUERY else None
    happened = promised + timedelta(days=1) if promised else told.day(EVENT_DAYS.get(asked.category, ""))
    return min(happened, told.filed_on) if happened else told.filed_on


def _said(told: Told, source: Source) -> object:
    if not isinstance(source, str):
        value = source(told)
    else:
        value = told.day(source) or told.fields.get(source)
    return value.isoformat() if isinstance(value, date) else value
