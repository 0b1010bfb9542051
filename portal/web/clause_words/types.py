"""What each clause type, group and legal note is called."""

from flask_babel import lazy_gettext as _l

TYPES = {
    "auto_renewal": _l("Automatic renewal"),
    "extension_option": _l("Extension option"),
    "performance_extension": _l("Extension by performance"),
    "priority_renewal": _l("Priority renewal on equal terms"),
    "sole_negotiation": _l("Sole negotiation period"),
    "interruption_extension": _l("Extension after interrupted supply"),
    "minimum_years": _l("Minimum years of cooperation"),
    "penalty_fixed": _l("Fixed penalty"),
    "penalty_percent": _l("Percentage penalty"),
    "penalty_late_daily": _l("Daily late penalty"),
    "penalty_goods_multiple": _l("Penalty by multiple of goods value"),
    "deposit_forfeiture": _l("Deposit forfeiture"),
    "penalty_tiered": _l("Tiered penalty"),
    "penalty_qualification": _l("Penalty for lapsed documents"),
    "takeback_compensation": _l("Take-back compensation"),
    "penalty_overlap": _l("Overlapping penalties"),
    "earnest_money": _l("Earnest money"),
    "exclusivity": _l("Exclusive rights"),
    "minimum_purchase": _l("Minimum purchase"),
    "deposit": _l("Performance deposit"),
    "price_protection": _l("Price protection"),
    "price_adjustment": _l("Price adjustment"),
    "anti_diversion": _l("No cross-territory sales"),
    "price_floor": _l("Price discipline"),
    "return_exchange": _l("Returns and exchanges"),
    "delivery": _l("Delivery time"),
    "payment_terms": _l("Payment terms"),
    "qualification_duty": _l("Duty to keep documents valid"),
    "confidentiality": _l("Confidentiality"),
    "tender_support": _l("Tender support"),
    "promotion_support": _l("Academic promotion support"),
    "rebate": _l("Rebate"),
    "flow_reporting": _l("Sell-through reporting"),
    "compliance": _l("Compliance and integrity"),
    "non_compete": _l("No competing products"),
    "assignment": _l("Limits on transfer"),
    "dispute": _l("Dispute resolution"),
}

GROUPS = {
    "extension": _l("Term extension"),
    "penalty": _l("Liability for breach"),
    "commercial": _l("Commercial clauses"),
}

NOTES = {
    "resale_price_fixing": _l(
        "Fixing resale prices can be an illegal vertical monopoly agreement (Anti-Monopoly Law, article 18). "
        "Record tender-price discipline only, and let a lawyer read it."
    ),
    "earnest_money_over_fifth": _l(
        "Earnest money over one fifth of the contract value: the part above is plain prepayment."
    ),
}
