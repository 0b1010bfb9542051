"""The part of the table for feedback: the loop, what is published of it, surveys and figures."""

from portal.domain.people.roles import StaffRole
from portal.identity.hats import ANYONE, DESK, FILERS, PARTNERS, STAFF, staff

ASKERS = staff(StaffRole.CARE, StaffRole.EXECUTIVE)
"""Whoever asks partners how content they are."""
WRITERS = staff(StaffRole.CARE, StaffRole.SERVICE, StaffRole.BUSINESS, StaffRole.EXECUTIVE, StaffRole.LEGAL)
"""Whoever writes for all partners what became of feedback; the second person is one of them, too."""

VOICE_ACCESS: dict[str, frozenset[str]] = {
    "staff.list_feedback": STAFF,
    "staff.show_feedback": STAFF,
    "staff.acknowledge_feedback": DESK,
    "staff.investigate_feedback": DESK,
    "staff.answer_feedback": DESK,
    "staff.close_feedback": DESK,
    "staff.assign_feedback": DESK,
    "staff.call_back_feedback": DESK,
    "staff.rate_feedback": DESK,
    "staff.show_feedback_figures": STAFF,
    "staff.export_feedback_figures": STAFF,
    "staff.list_sayings": STAFF,
    "staff.show_saying": STAFF,
    "staff.new_saying": WRITERS,
    "staff.draft_saying": WRITERS,
    "staff.write_saying": WRITERS,
    "staff.publish_saying": WRITERS,
    "staff.withdraw_saying": WRITERS,
    "partner.list_sayings": PARTNERS,
    "staff.list_surveys": STAFF,
    "staff.show_survey": STAFF,
    "staff.new_survey": ASKERS,
    "staff.open_survey": ASKERS,
    "staff.hold_survey": ASKERS,
    "staff.let_survey_go": ASKERS,
    "partner.show_survey": PARTNERS,
    "partner.answer_survey": FILERS,
    "identity.show_survey_link": ANYONE,
    "identity.answer_by_link": ANYONE,
}
