"""The part of the table for sales and what is judged from them."""

from portal.identity.hats import MERGERS, SALES_READERS

SALES_ACCESS: dict[str, frozenset[str]] = {
    "staff.list_sales": SALES_READERS,
    "staff.list_tiers": SALES_READERS,
    "staff.run_tiers": MERGERS,
    "staff.accept_tiers": MERGERS,
    "staff.refuse_tiers": MERGERS,
    "staff.list_benefits": SALES_READERS,
    "staff.add_benefit": MERGERS,
    "staff.change_benefit": MERGERS,
    "staff.override_tier": MERGERS,
    "staff.promote_stage": MERGERS,
    "staff.mark_plan": MERGERS,
}
