"""The table of who may go where: every endpoint, or nobody gets in.

Hats: `anonymous`, `half` (signed in, second factor still owed), `partner.<role>`, `staff.<role>`.
Objects are a second question, answered by the scope of the unit of work.
"""

from portal.identity.hats import ANYONE, FILERS, OWNERS, PARTNERS, SIGNED_IN
from portal.identity.staff_access import STAFF_ACCESS

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
    "identity.download_calendar": SIGNED_IN,
    "identity.renew_calendar": SIGNED_IN,
    "identity.end_calendar": SIGNED_IN,
    "identity.show_calendar": ANYONE,
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
    "partner.acknowledge_extension": OWNERS,
    "partner.decline_extension": OWNERS,
    "partner.withdraw_extension": FILERS,
    "partner.attach_scan": FILERS,
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
    "partner.list_promises": PARTNERS,
    "partner.show_promise": PARTNERS,
    "partner.show_breach": PARTNERS,
    "partner.reply_to_breach": FILERS,
    "partner.agree_to_penalty": OWNERS,
    **STAFF_ACCESS,
}


def may(hats: frozenset[str], endpoint: str) -> bool:
    """Whether someone wearing these hats may use the endpoint; an endpoint not in the table is closed."""
    return not hats.isdisjoint(ACCESS.get(endpoint, frozenset()))
