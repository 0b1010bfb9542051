"""What the choices of extension and penalty clauses are called."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from portal.domain.contracts.clauses.vocabulary import (
    Base,
    Condition,
    DayKind,
    ForfeitOrder,
    GoodsPrice,
    GraceMode,
    InterruptionCause,
    Metric,
    OfferPart,
    Party,
    Per,
    Period,
    PriceRule,
    Principal,
    Stack,
    TakebackBase,
    Trigger,
)

CHOICES: dict[type[StrEnum], dict[str, LazyString]] = {
    Party: {
        "us": _l("We"),
        "partner": _l("The partner"),
        "either": _l("Either side"),
    },
    DayKind: {
        "calendar": _l("Calendar days"),
        "working": _l("Working days"),
    },
    Condition: {
        "no_uncured_breach": _l("No breach left uncured"),
        "qualifications_valid": _l("All documents valid"),
        "nothing_overdue": _l("Nothing overdue"),
    },
    PriceRule: {
        "same": _l("Same price"),
        "change": _l("Changed by a percentage"),
        "cpi": _l("Following consumer prices (CPI)"),
    },
    Metric: {
        "purchase_amount": _l("Amount purchased"),
        "purchase_boxes": _l("Boxes purchased"),
        "collection": _l("Payments received"),
    },
    Period: {
        "month": _l("Month"),
        "quarter": _l("Quarter"),
        "year": _l("Year"),
        "term": _l("Whole term"),
    },
    OfferPart: {
        "price": _l("Price offered"),
        "quota": _l("Purchase target"),
        "deposit": _l("Deposit asked"),
        "term": _l("Length of the term"),
    },
    InterruptionCause: {
        "supplier_fault": _l("Supplier's fault"),
        "recall": _l("Product recall"),
        "no_test_report": _l("Missing test report"),
        "force_majeure": _l("Force majeure"),
    },
    Trigger: {
        "late_payment": _l("Late payment"),
        "late_delivery": _l("Late delivery"),
        "stockout": _l("Interrupted supply"),
        "shortfall": _l("Missing the purchase target"),
        "diversion": _l("Cross-territory sale"),
        "price": _l("Breaking the price rules"),
        "qualification": _l("Lapsed documents"),
        "confidentiality": _l("Breach of confidentiality"),
        "competition": _l("Selling competing products"),
        "exclusivity": _l("Breach of exclusive rights"),
        "early_exit": _l("Early exit"),
        "takeback": _l("Taking the product back"),
        "tender": _l("Fault in a tender"),
        "flow": _l("Missing sell-through report"),
        "compliance": _l("Breach of integrity"),
        "other": _l("Another breach named in the text"),
    },
    Stack: {
        "cumulative": _l("All added up"),
        "highest_only": _l("Only the highest"),
        "late_plus_highest": _l("Late penalty plus the highest other"),
    },
    Base: {
        "contract_value": _l("The contract value"),
        "goods_value": _l("The value of the goods"),
        "shortfall": _l("The shortfall"),
        "unpaid": _l("The sum unpaid"),
        "principal": _l("The sum charged"),
    },
    Per: {
        "event": _l("Each event"),
        "contract": _l("The whole contract"),
    },
    GraceMode: {
        "retroactive": _l("All days late are charged"),
        "forgiven": _l("Only the days beyond are charged"),
    },
    Principal: {
        "unpaid": _l("The sum unpaid that day"),
        "undelivered": _l("The value of goods not yet delivered"),
    },
    GoodsPrice: {
        "supply_price": _l("Supply price"),
        "listed_price": _l("Listed price"),
    },
    ForfeitOrder: {
        "before": _l("Before other penalties"),
        "after": _l("After other penalties"),
    },
    TakebackBase: {
        "t12gp": _l("Gross profit of the last twelve months"),
    },
}
