"""Words for what the domain refuses."""

from typing import Any

from flask_babel import lazy_gettext as _l

from portal.domain.base import Refused

REFUSALS: dict[str, Any] = {
    "request.wrong_state": _l("This cannot be done with the request any more. See its state now and decide again."),
    "request.resolve_unanswered": _l("Answer the partner first, or say here what was done."),
    "request.reopen_too_late": _l("%(number)s ended more than 15 days ago. Post a new request and name this one."),
    "request.taken": _l("A colleague was faster: %(number)s is already assigned."),
    "feedback.wrong_state": _l("This cannot be done with the feedback any more. See its state now and decide again."),
    "attachment.quota_reached": _l("All your files together may hold %(quota_mb)s MB. Ask us to make room."),
    "login.already_deactivated": _l("This login is closed already."),
    "staff.own_post": _l("You cannot change your own roles. Ask another administrator."),
    "staff.last_administrator": _l("This is the last administrator. Make somebody else administrator first."),
    "staff.login_taken": _l("Somebody signs in with this e-mail address already."),
    "membership.last_owner": _l("This is the only owner. Make somebody else owner first."),
    "membership.already_member": _l("%(email)s is one of your people already."),
    "invitation.already_open": _l("%(email)s is invited already. Send the invitation again instead."),
    "invitation.not_open": _l("This invitation was accepted or taken back. Reload the page."),
    "invitation.of_staff": _l("This sign-in belongs to one of our staff and cannot act for a partner."),
    "invitation.for_somebody_else": _l("This invitation was sent to somebody else."),
    "invitation.kind_has_no_portal": _l("Suppliers have no portal: nobody of this account can be invited."),
    "invitation.account_closed": _l("This account is suspended or archived: nobody of it can be invited."),
    "edit.conflict": _l("Somebody saved this while you were editing. Compare and save again; your text is kept."),
}


def words_for(refusal: Refused) -> str:
    """The sentence for a refusal, in the reader's language."""
    words = REFUSALS.get(refusal.code)
    return str(words) % refusal.facts if words is not None else str(_l("This is not possible now."))
