"""Words for feedback: kinds, subtypes, states as each side reads them, root causes."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from portal.domain.feedback.kinds import Decision, FeedbackKind, FeedbackState, RootCause

K, S = FeedbackKind, FeedbackState

FEEDBACK_KINDS = {
    K.COMPLAINT: _l("Complaint"),
    K.SUGGESTION: _l("Suggestion"),
    K.PRAISE: _l("Praise"),
    K.MARKET_INTEL: _l("Market information"),
}

FEEDBACK_LINES = {
    K.COMPLAINT: _l("Something went wrong. You get an answer in 3 working days."),
    K.SUGGESTION: _l("An idea. You hear our decision in 15 working days."),
    K.PRAISE: _l("Somebody helped you well"),
    K.MARKET_INTEL: _l("Prices, tenders, policy, new products"),
}

FEEDBACK_SUBTYPES = {
    K.COMPLAINT: {
        "attitude": _l("How we treated you"),
        "speed": _l("Speed of response"),
        "delivery": _l("Delivery"),
        "quality": _l("Product quality"),
        "price_policy": _l("Price or policy"),
        "performance": _l("Keeping the contract"),
        "integrity": _l("Integrity (confidential)"),
    },
    K.SUGGESTION: {
        "product": _l("Product"),
        "policy": _l("Policy"),
        "portal": _l("This portal"),
        "training": _l("Training"),
        "process": _l("Process"),
    },
    K.PRAISE: {"person": _l("A person"), "team": _l("A team")},
    K.MARKET_INTEL: {
        "competitor_price": _l("Competitor's price"),
        "tender_notice": _l("Tender notice"),
        "vbp_rumour": _l("Volume-based procurement rumour"),
        "policy": _l("Policy"),
        "hospital_listing": _l("Hospital listing"),
        "diversion_lead": _l("Lead on cross-territory sale"),
        "new_product_source": _l("Source of a new product"),
    },
}

STAFF_FEEDBACK_STATES = {
    S.NEW: _l("New"),
    S.ACKNOWLEDGED: _l("Receipt confirmed"),
    S.INVESTIGATING: _l("Looking into it"),
    S.ANSWERED: _l("Answered"),
    S.CONFIRMED_BY_PARTNER: _l("Confirmed by partner"),
    S.DISPUTED: _l("Disputed"),
    S.CLOSED: _l("Closed"),
    S.CONVERTED: _l("Turned into a request"),
}

PARTNER_FEEDBACK_STATES = {
    S.NEW: _l("Received"),
    S.ACKNOWLEDGED: _l("We have read it"),
    S.INVESTIGATING: _l("We are looking into it"),
    S.ANSWERED: _l("Answered, please confirm"),
    S.CONFIRMED_BY_PARTNER: _l("Confirmed by you"),
    S.DISPUTED: _l("Under discussion"),
    S.CLOSED: lazy_pgettext("partner", "Closed"),
    S.CONVERTED: _l("Goes on as a request"),
}

FEEDBACK_TONES = {
    S.NEW: "info", S.ACKNOWLEDGED: "accent", S.INVESTIGATING: "accent", S.ANSWERED: "good", S.DISPUTED: "bad",
}  # fmt: skip
"""Colour of a state's badge; the others are grey."""

ROOT_CAUSES = {
    RootCause.PROCESS: _l("Process"),
    RootCause.PEOPLE: _l("People"),
    RootCause.PRODUCT: _l("Product"),
    RootCause.SUPPLIER: _l("Supplier"),
    RootCause.PARTNER: _l("Partner"),
    RootCause.POLICY: _l("Policy"),
}

DECISIONS = {
    Decision.ADOPTED: _l("Adopted"),
    Decision.PLANNED: _l("Planned"),
    Decision.DECLINED: _l("Declined"),
}
DECISION_TONES = {Decision.ADOPTED: "good", Decision.PLANNED: "info"}
