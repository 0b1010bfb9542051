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


DESK = staff(StaffRole.SERVICE, StaffRole.CARE, StaffRole.BUSINESS, StaffRole.LEGAL, StaffRole.QUALITY,
             StaffRole.FINANCE, StaffRole.EXECUTIVE)  # fmt: skip
"""Whoever answers partners."""
ARCHIVISTS = staff(StaffRole.SERVICE, StaffRole.CARE, StaffRole.BUSINESS)
"""Whoever keeps the archive and lets people in."""
JUDGES = ARCHIVISTS | {"staff.executive"}
"""Whoever decides about tier, stage, owners and status of an account."""
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
    "identity.ask_code": SIGNED_IN | {"half"},
    "identity.pass_code": SIGNED_IN | {"half"},
    "identity.offer_factor": SIGNED_IN | {"half"},
    "identity.enrol_factor": SIGNED_IN | {"half"},
    "identity.edit_factor": SIGNED_IN,
    "identity.drop_factor": SIGNED_IN,
    "identity.edit_recovery_codes": SIGNED_IN,
    "identity.renew_recovery_codes": SIGNED_IN,
    "identity.show_me": SIGNED_IN,
    "identity.edit_name": SIGNED_IN,
    "identity.change_name": SIGNED_IN,
    "identity.edit_password": SIGNED_IN,
    "identity.change_password": SIGNED_IN,
    "identity.edit_email": SIGNED_IN,
    "identity.change_email": SIGNED_IN,
    "identity.edit_mobile": SIGNED_IN,
    "identity.change_mobile": SIGNED_IN,
    "identity.end_device": SIGNED_IN,
    "identity.show_email_link": ANYONE,
    "identity.use_email_link": ANYONE,
    "identity.forget_password": ANYONE,
    "identity.mail_reset_link": ANYONE,
    "identity.show_reset": ANYONE,
    "identity.reset_password": ANYONE,
    "identity.download_attachment": SIGNED_IN,
    "identity.show_picture": SIGNED_IN,
    "identity.show_invitation": ANYONE,
    "identity.accept_invitation": ANYONE,
    "identity.switch_membership": PARTNERS,
    # partner
    "partner.home": PARTNERS,
    "partner.list_notifications": PARTNERS,
    "partner.read_notifications": PARTNERS,
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
    "partner.list_contracts": PARTNERS,
    "partner.show_contract": PARTNERS,
    "partner.list_documents": PARTNERS,
    "partner.list_feedback": PARTNERS,
    "partner.show_feedback": PARTNERS,
    "partner.new_feedback": FILERS,
    "partner.give_feedback": FILERS,
    "partner.confirm_feedback": FILERS,
    "partner.dispute_feedback": FILERS,
    # staff
    "staff.list_accounts": STAFF,
    "staff.show_account": STAFF,
    "staff.new_account": ARCHIVISTS,
    "staff.add_account": ARCHIVISTS,
    "staff.edit_account": ARCHIVISTS,
    "staff.save_account": ARCHIVISTS,
    "staff.new_contact": ARCHIVISTS,
    "staff.add_contact": ARCHIVISTS,
    "staff.edit_contact": ARCHIVISTS,
    "staff.save_contact": ARCHIVISTS,
    "staff.remove_contact": ARCHIVISTS,
    "staff.new_import": ARCHIVISTS,
    "staff.add_import": ARCHIVISTS,
    "staff.show_import": ARCHIVISTS,
    "staff.read_import_again": ARCHIVISTS,
    "staff.decide_duplicates": ARCHIVISTS,
    "staff.run_import": ARCHIVISTS,
    "staff.stop_import": ARCHIVISTS,
    "staff.undo_import": ARCHIVISTS,
    "staff.download_error_rows": ARCHIVISTS,
    "staff.new_import_of_contracts": CONTRACT_KEEPERS,
    "staff.add_import_of_contracts": CONTRACT_KEEPERS,
    "staff.show_import_of_contracts": CONTRACT_KEEPERS,
    "staff.read_import_again_of_contracts": CONTRACT_KEEPERS,
    "staff.run_import_of_contracts": CONTRACT_KEEPERS,
    "staff.stop_import_of_contracts": CONTRACT_KEEPERS,
    "staff.undo_import_of_contracts": CONTRACT_KEEPERS,
    "staff.download_error_rows_of_contracts": CONTRACT_KEEPERS,
    "staff.download_template_of_contracts": CONTRACT_KEEPERS,
    "staff.edit_standing": JUDGES,
    "staff.save_standing": JUDGES,
    "staff.change_account_status": JUDGES,
    "staff.list_contracts": STAFF,
    "staff.show_contract": STAFF,
    "staff.new_contract": CONTRACT_KEEPERS,
    "staff.record_contract": CONTRACT_KEEPERS,
    "staff.edit_contract": CONTRACT_KEEPERS,
    "staff.revise_contract": CONTRACT_KEEPERS,
    "staff.send_contract": CONTRACT_KEEPERS,
    "staff.sign_contract": CONTRACT_KEEPERS,
    "staff.amend_contract": CONTRACT_KEEPERS,
    "staff.new_clause": CONTRACT_KEEPERS,
    "staff.record_clause": CONTRACT_KEEPERS,
    "staff.remove_clause": CONTRACT_KEEPERS,
    "staff.list_feedback": STAFF,
    "staff.show_feedback": STAFF,
    "staff.acknowledge_feedback": DESK,
    "staff.investigate_feedback": DESK,
    "staff.answer_feedback": DESK,
    "staff.close_feedback": DESK,
    "staff.list_products": STAFF,
    "staff.show_product": STAFF,
    "staff.new_product": CONTRACT_KEEPERS,
    "staff.add_product": CONTRACT_KEEPERS,
    "staff.edit_product": CONTRACT_KEEPERS,
    "staff.change_product": CONTRACT_KEEPERS,
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
    "staff.list_requests": STAFF,
    "staff.show_request": STAFF,
    "staff.new_request": DESK,
    "staff.file_request": DESK,
    "staff.answer_request": DESK,
    "staff.note_request": DESK,
    "staff.assign_request": DESK,
    "staff.move_request": DESK,
    "staff.list_notifications": STAFF,
    "staff.read_notifications": STAFF,
    "staff.show_outbox": ADMINISTRATORS,
    "staff.replay_message": ADMINISTRATORS,
    "staff.discard_message": ADMINISTRATORS,
}


def may(hats: frozenset[str], endpoint: str) -> bool:
    """Whether someone wearing these hats may use the endpoint; an endpoint not in the table is closed."""
    return not hats.isdisjoint(ACCESS.get(endpoint, frozenset()))
