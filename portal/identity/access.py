"""The table of who may go where: every endpoint, or nobody gets in.

Hats: `anonymous`, `half` (signed in, second factor still owed), `partner.<role>`, `staff.<role>`.
Objects are a second question, answered by the scope of the unit of work.
"""

from portal.domain.people.roles import PartnerRole, StaffRole

PARTNERS = frozenset(f"partner.{role}" for role in PartnerRole)
OWNERS = frozenset({"partner.owner"})
FILERS = frozenset({"partner.owner", "partner.member"})
STAFF = frozenset(f"staff.{role}" for role in StaffRole)
ADMINISTRATORS = frozenset({"staff.administrator"})
SIGNED_IN = PARTNERS | STAFF
ANYONE = SIGNED_IN | {"anonymous", "half"}


def staff(*roles: StaffRole) -> frozenset[str]:
    """Administrators and these roles."""
    return ADMINISTRATORS | {f"staff.{role}" for role in roles}


DESK = staff(StaffRole.SERVICE, StaffRole.CARE, StaffRole.BUSINESS, StaffRole.LEGAL, StaffRole.QUALITY, StaffRole.FINANCE,
             StaffRole.EXECUTIVE)  # fmt: skip
"""Whoever answers partners."""
ARCHIVISTS = staff(StaffRole.SERVICE, StaffRole.CARE, StaffRole.BUSINESS)
"""Whoever keeps the archive and lets people in."""
CONTRACT_KEEPERS = staff(StaffRole.BUSINESS, StaffRole.LEGAL)

ACCESS: dict[str, frozenset[str]] = {
    "static": ANYONE,
    "web.answer_healthz": ANYONE,
    "web.answer_readyz": ANYONE,
    # identity
    "identity.sign_in": ANYONE,
    "identity.start_session": ANYONE,
    "identity.sign_out": ANYONE,
    "identity.choose_language": ANYONE,
    "identity.download_attachment": SIGNED_IN,
    "identity.show_picture": SIGNED_IN,
    # partner
    "partner.home": PARTNERS,
    # staff
    "staff.today": STAFF,
}


def may(hats: frozenset[str], endpoint: str) -> bool:
    """Whether someone wearing these hats may use the endpoint; an endpoint not in the table is closed."""
    return not hats.isdisjoint(ACCESS.get(endpoint, frozenset()))
