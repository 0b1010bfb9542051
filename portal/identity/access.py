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
    "identity.show_invitation": ANYONE,
    "identity.accept_invitation": ANYONE,
    "identity.switch_membership": PARTNERS,
    # partner
    "partner.home": PARTNERS,
    "partner.list_requests": PARTNERS,
    "partner.show_request": PARTNERS,
    "partner.new_request": FILERS,
    "partner.file_request": FILERS,
    "partner.reply_to_request": FILERS,
    "partner.confirm_request": FILERS,
    "partner.reopen_request": FILERS,
    "partner.cancel_request": FILERS,
    "partner.list_team": PARTNERS,
    "partner.invite_person": OWNERS,
    "partner.send_invitation_again": OWNERS,
    "partner.revoke_invitation": OWNERS,
    "partner.change_member_role": OWNERS,
    "partner.remove_member": OWNERS,
    # staff
    "staff.list_account_people": ARCHIVISTS,
    "staff.invite_partner": ARCHIVISTS,
    "staff.send_partner_invitation_again": ARCHIVISTS,
    "staff.revoke_partner_invitation": ARCHIVISTS,
    "staff.remove_partner_member": ARCHIVISTS,
    "staff.show_admin": ADMINISTRATORS,
    "staff.list_staff_members": ADMINISTRATORS,
    "staff.new_staff_member": ADMINISTRATORS,
    "staff.invite_staff_member": ADMINISTRATORS,
    "staff.show_staff_member": ADMINISTRATORS,
    "staff.appoint_staff_member": ADMINISTRATORS,
    "staff.deactivate_staff_member": ADMINISTRATORS,
    "staff.reactivate_staff_member": ADMINISTRATORS,
    "staff.reset_staff_member": ADMINISTRATORS,
    "staff.today": STAFF,
}


def may(hats: frozenset[str], endpoint: str) -> bool:
    """Whether someone wearing these hats may use the endpoint; an endpoint not in the table is closed."""
    return not hats.isdisjoint(ACCESS.get(endpoint, frozenset()))
