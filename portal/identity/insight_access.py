"""Who may look at the figures of management: those whose work is judged by them, as far as they see every account."""

from portal.domain.people.roles import StaffRole
from portal.identity.hats import staff

MANAGEMENT = staff(StaffRole.EXECUTIVE, StaffRole.CARE, StaffRole.BUSINESS, StaffRole.FINANCE)

INSIGHT_ACCESS: dict[str, frozenset[str]] = {
    "staff.show_insight": MANAGEMENT,
    "staff.export_insight": MANAGEMENT,
    "staff.list_insight_accounts": MANAGEMENT,
    "staff.show_radar": MANAGEMENT,
    "staff.list_reports": MANAGEMENT,
    "staff.ask_report": MANAGEMENT,
    "staff.show_report": MANAGEMENT,
}
