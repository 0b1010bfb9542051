"""Who may go where in the care plan."""

from portal.domain.people.roles import StaffRole
from portal.identity.hats import JUDGES, STAFF, staff

REPORTED_TO = staff(StaffRole.CARE, StaffRole.BUSINESS, StaffRole.EXECUTIVE)
"""Whoever reads how much each of us did."""
GIVERS = staff(StaffRole.SERVICE, StaffRole.CARE, StaffRole.BUSINESS, StaffRole.EXECUTIVE)
"""Whoever proposes gifts and sends them; who agrees follows from the account and the sum (giving/states.py)."""
PLAN_DECIDERS = staff(StaffRole.CARE, StaffRole.BUSINESS, StaffRole.EXECUTIVE)
"""Whoever agrees to a list that somebody else made, and looks after the kept messages."""

RELATION_KEEPERS = staff(StaffRole.CARE, StaffRole.BUSINESS, StaffRole.EXECUTIVE)
"""Whoever looks after peripheral contacts, and the executive who knows them (domain 7.5)."""

CARE_ACCESS: dict[str, frozenset[str]] = {
    "staff.list_care": STAFF,
    "staff.show_care_coverage": STAFF,
    "staff.list_executive_calls": STAFF,
    "staff.show_duties": STAFF,
    "staff.show_care_report": REPORTED_TO,
    "staff.export_care_report": REPORTED_TO,
    "staff.list_opportunities": RELATION_KEEPERS,
    "staff.new_opportunity": RELATION_KEEPERS,
    "staff.add_opportunity": RELATION_KEEPERS,
    "staff.show_opportunity": RELATION_KEEPERS,
    "staff.change_opportunity": RELATION_KEEPERS,
    "staff.move_opportunity": RELATION_KEEPERS,
    "staff.rate_relation": RELATION_KEEPERS,
    "staff.show_brief": STAFF,
    "staff.log_call": STAFF,
    "staff.new_touch": STAFF,
    "staff.log_touch": STAFF,
    "staff.take_touch_back": STAFF,
    "staff.show_duty": STAFF,
    "staff.put_duty_off": STAFF,
    "staff.list_gifts": STAFF,
    "staff.list_gift_people": GIVERS | JUDGES,
    "staff.new_gift": GIVERS,
    "staff.propose_gift": GIVERS,
    "staff.show_gift": STAFF,
    "staff.approve_gift": STAFF,
    "staff.refuse_gift": STAFF,
    "staff.withdraw_gift": STAFF,
    "staff.send_gift": GIVERS,
    "staff.receive_gift": GIVERS,
    "staff.return_gift": GIVERS,
    "staff.confirm_gift_return": GIVERS,
    "staff.deny_gift_return": GIVERS,
    "staff.approve_gifts": STAFF,
    "staff.list_occasions": STAFF,
    "staff.open_plan": GIVERS,
    "staff.show_plan": STAFF,
    "staff.describe_plan": GIVERS,
    "staff.arrange_plan": GIVERS,
    "staff.submit_plan": GIVERS,
    "staff.approve_plan": PLAN_DECIDERS,
    "staff.return_plan": PLAN_DECIDERS,
    "staff.propose_plan_gifts": GIVERS,
    "staff.mark_plan_sent": GIVERS,
    "staff.close_plan": GIVERS,
    "staff.show_ideas": STAFF,
    "staff.list_messages": STAFF,
    "staff.new_message": PLAN_DECIDERS,
    "staff.keep_message": PLAN_DECIDERS,
    "staff.edit_message": PLAN_DECIDERS,
    "staff.change_message": PLAN_DECIDERS,
    "staff.remove_message": PLAN_DECIDERS,
    "staff.show_messages": GIVERS,
    "staff.log_message": GIVERS,
    "staff.list_tender_days": STAFF,
    "staff.note_tender_day": GIVERS,
    "staff.ask_tender_removal": GIVERS,
    "staff.remove_tender_day": GIVERS,
    "staff.keep_tender_day": GIVERS,
}
