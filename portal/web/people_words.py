"""Words for people: what partners and staff may be, and how far staff see."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms.fields.choices import SelectChoice

from portal.domain.people.roles import PartnerRole, Reach, StaffRole

PARTNER_ROLES: dict[str, Any] = {
    PartnerRole.OWNER: lazy_pgettext("role", "Owner"),
    PartnerRole.MEMBER: lazy_pgettext("role", "Member"),
    PartnerRole.VIEWER: lazy_pgettext("role", "Viewer"),
}
PARTNER_ROLE_HINTS: dict[str, Any] = {
    PartnerRole.OWNER: _l("Sees everything, files requests, invites and removes people."),
    PartnerRole.MEMBER: _l("Files and reads requests; sees no penalties, bank or ID numbers."),
    PartnerRole.VIEWER: _l("Reads only."),
}
STAFF_ROLES: dict[str, Any] = {
    StaffRole.ADMINISTRATOR: _l("Administrator"),
    StaffRole.SERVICE: _l("Service desk"),
    StaffRole.CARE: _l("Customer relations"),
    StaffRole.BUSINESS: _l("Business manager"),
    StaffRole.LEGAL: _l("Contracts and legal"),
    StaffRole.QUALITY: lazy_pgettext("role", "Quality"),
    StaffRole.FINANCE: lazy_pgettext("role", "Finance"),
    StaffRole.EXECUTIVE: _l("Executive"),
}
REACHES: dict[str, Any] = {
    Reach.OWN: _l("Only accounts assigned to them"),
    Reach.REGION: _l("Assigned accounts and those of the provinces ticked below"),
    Reach.ALL: _l("All accounts"),
}


ROLE_CHOICES = [
    SelectChoice(role.value, _l("%(role)s: %(hint)s", role=PARTNER_ROLES[role], hint=PARTNER_ROLE_HINTS[role]))
    for role in (PartnerRole.MEMBER, PartnerRole.VIEWER, PartnerRole.OWNER)
]
"""What a partner's person may be, the commonest first."""
