"""Words for service requests: categories, occasions, states as each side reads them, priorities, teams."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from flask_babel.speaklater import LazyString

from portal.domain.requests.catalogue import Category, Occasion, Priority, RequestCategory, Team
from portal.domain.requests.clocks.policy import Policy
from portal.domain.requests.states import RequestState

C, S = RequestCategory, RequestState

CATEGORIES = {
    C.DELIVERY_QUERY: _l("Shipping query"),
    C.QUALIFICATION_COPY: _l("Qualification documents"),
    C.INVOICE_PAPER: _l("Invoices and two-invoice papers"),
    C.QUALITY_COMPLAINT: _l("Quality complaint"),
    C.ADR_REPORT: _l("Adverse reaction report"),
    C.DAMAGE_SHORT: _l("Damaged or short delivery"),
    C.CONTRACT_EXTENSION: _l("Contract extension"),
    C.DIVERSION_COMPLAINT: _l("Cross-territory complaint"),
    C.TERRITORY_ADD: _l("Add territory or hospital"),
    C.PRICE_ADJUSTMENT: _l("Price change"),
    C.CONTRACT_TERMINATION: _l("End the cooperation"),
    C.REBATE_SETTLEMENT: _l("Rebate settlement"),
    C.DEPOSIT_REFUND: _l("Deposit refund"),
    C.RETURN_EXCHANGE: _l("Return or exchange (near expiry)"),
    C.TENDER_SUPPORT: _l("Tender and listing support"),
    C.PROMOTION_SUPPORT: _l("Academic meetings and materials"),
    C.SAMPLE_REQUEST: _l("Samples and sample packs"),
    C.TRAINING: _l("Product training"),
}

CATEGORY_LINES = {
    C.DELIVERY_QUERY: _l("Where the goods are, when they arrive"),
    C.QUALIFICATION_COPY: _l("Sealed papers for hospital entry, tenders, first operation"),
    C.INVOICE_PAPER: _l("Invoices, red letters, delivery notes"),
    C.QUALITY_COMPLAINT: _l("Faults of appearance, content, packaging"),
    C.ADR_REPORT: _l("Report what you know now, the rest can follow"),
    C.DAMAGE_SHORT: _l("Within 3 working days of receipt"),
    C.CONTRACT_EXTENSION: _l("Filing it here is your written notice"),
    C.DIVERSION_COMPLAINT: _l("The other side does not see who complained"),
    C.TERRITORY_ADD: _l("We check for conflicts first"),
    C.PRICE_ADJUSTMENT: _l("Changes of winning or listed prices"),
    C.CONTRACT_TERMINATION: _l("We call you first to make sure"),
    C.REBATE_SETTLEMENT: _l("Worked out by the steps of your contract"),
    C.DEPOSIT_REFUND: _l("Paid back within 30 days of settlement"),
    C.RETURN_EXCHANGE: _l("Expiry date, boxes, batch number"),
    C.TENDER_SUPPORT: _l("Bid papers, help on site"),
    C.PROMOTION_SUPPORT: _l("15 working days ahead"),
    C.SAMPLE_REQUEST: _l("Empty packs and demonstration packs"),
    C.TRAINING: _l("Online or at your place"),
}

OCCASIONS = {
    Occasion.EVERYDAY: _l("Most used"),
    Occasion.SAFETY: _l("Urgent and safety"),
    Occasion.AGREEMENT: _l("Contract and territory"),
    Occasion.MONEY_AND_SUPPORT: _l("Money and support"),
}

STAFF_STATES = {
    S.NEW: _l("New"),
    S.ACCEPTED: _l("Accepted"),
    S.IN_PROGRESS: _l("In progress"),
    S.WAITING_PARTNER: _l("Waiting for partner"),
    S.WAITING_SUPPLIER: _l("Waiting for supplier"),
    S.RESOLVED: _l("Resolved"),
    S.CLOSED: _l("Closed"),
    S.REJECTED: _l("Rejected"),
    S.CANCELLED: _l("Withdrawn"),
    S.MERGED: _l("Merged"),
    S.CONVERTED: _l("Turned into feedback"),
}

# Where both sides read the same English word, the context keeps the two Chinese ones apart.
PARTNER_STATES = {
    S.NEW: _l("Received"),
    S.ACCEPTED: _l("Someone is on it"),
    S.IN_PROGRESS: lazy_pgettext("partner", "In progress"),
    S.WAITING_PARTNER: _l("We need something from you"),
    S.WAITING_SUPPLIER: _l("Waiting for the maker"),
    S.RESOLVED: _l("Done, please confirm"),
    S.CLOSED: lazy_pgettext("partner", "Closed"),
    S.REJECTED: _l("Not possible, see why"),
    S.CANCELLED: _l("Withdrawn by you"),
    S.MERGED: _l("Joined with another request"),
    S.CONVERTED: _l("Goes on as feedback"),
}

STATE_TONES = {
    S.NEW: "info",
    S.ACCEPTED: "accent",
    S.IN_PROGRESS: "accent",
    S.WAITING_PARTNER: "warn",
    S.RESOLVED: "good",
}
"""Colour of a state's badge; the others are grey."""
# For us a resolved request is done; they still have to confirm it.
PARTNER_TONES = {**STATE_TONES, S.RESOLVED: "accent"}

PRIORITIES = {Priority.P1: _l("Urgent"), Priority.P2: _l("Raised"), Priority.P3: _l("Normal")}

CAME_BY = {
    "phone": _l("by phone"),
    "wechat": _l("by WeChat"),
    "email": _l("by e-mail"),
    "visit": _l("in person"),
    "paper": _l("on paper"),
}
"""How something reached us that we file for a partner."""

TEAMS = {
    Team.QUALITY: _l("Quality"),
    Team.PV: _l("Pharmacovigilance"),
    Team.LOGISTICS: _l("Logistics"),
    Team.FINANCE: _l("Finance"),
    Team.SALES: _l("Sales"),
    Team.SALES_ADMIN: _l("Sales administration"),
    Team.TENDER: _l("Tendering"),
    Team.MARKET: _l("Market"),
    Team.MARKET_CONTROL: _l("Market control"),
    Team.MEDICAL: _l("Medical"),
    Team.LEGAL: _l("Legal"),
}


def promise(category: Category, policy: Policy) -> LazyString | str:
    """How soon a category is answered at normal priority, as the picker says it; nothing where no time is promised."""
    targets = policy.target(category.code, Priority.P3)
    return _l("Answer within %(hours)s h", hours=f"{targets.first / 60:.4g}") if targets else ""
