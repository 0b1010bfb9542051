"""What a message says in one line, told to either side."""

from typing import Any

from flask_babel import lazy_gettext as _l

SENTENCES: dict[str, Any] = {
    "request.posted": _l("A new request has come in"),
    "request.answered": _l("There is an answer"),
    "request.replied": _l("There is a reply"),
    "request.noted": _l("A colleague left a note"),
    "request.assigned": _l("This is with you now"),
    "request.waiting": _l("Waiting for you: we need something"),
    "request.resolved": _l("Done; please confirm or say what is missing"),
    "request.rejected": _l("This cannot be done; the reason is inside"),
    "request.closed": _l("The request is closed"),
    "request.reopened": _l("Taken up again"),
    "request.cancelled": _l("The request was withdrawn"),
    "extension.asked": _l("An extension of a contract was asked for"),
    "extension.proposed": _l("A proposal for an extension waits for a second person"),
    "extension.returned": _l("Your proposal for an extension came back"),
    "extension.approved": _l("We have decided about the extension: please confirm in time"),
    "extension.refused": _l("The extension is not possible; the reason is inside"),
    "extension.acknowledged": _l("The contract is extended"),
    "extension.declined": _l("Our offer of an extension was declined"),
    "extension.withdrawn": _l("The wish for an extension was taken back"),
    "extension.lapsed": _l("The offer of an extension lapsed: nobody confirmed it in time"),
    "feedback.posted": _l("New feedback has come in"),
    "feedback.acknowledged": _l("We have read your feedback"),
    "feedback.answered": _l("Your feedback is answered"),
    "feedback.disputed": _l("The partner is not content with the answer"),
    "feedback.confirmed": _l("The partner is content with the answer"),
    "breach.reported": _l("A breach was reported"),
    "breach.noticed": _l("A breach is alleged; please answer in time"),
    "breach.reply_due": _l("Please answer the notice, the time is nearly over"),
    "breach.replied": _l("The partner answered the notice"),
    "breach.cured": _l("It was put right in time; the matter is closed"),
    "breach.confirmed": _l("A breach was confirmed; the reason is inside"),
    "breach.dismissed": _l("The breach was not confirmed; the matter is closed"),
    "breach.dropped": _l("A reported breach was dismissed"),
    "breach.computed": _l("The sum was worked out; please look at it"),
    "breach.agreed": _l("The sum is agreed"),
    "breach.proposed": _l("Another sum is proposed; please decide"),
    "breach.declined": _l("The proposed change was declined"),
    "breach.adjusted": _l("The sum was changed; the reason is inside"),
    "breach.waived": _l("No penalty is asked; the matter is closed"),
    "breach.paid": _l("The matter is settled"),
    "integrity.posted": _l("A confidential complaint has come in"),
    "integrity.acknowledged": _l("We have read your feedback"),
    "integrity.answered": _l("Your feedback is answered"),
    "integrity.disputed": _l("The partner is not content with the answer"),
    "integrity.confirmed": _l("The partner is content with the answer"),
    "contract.notice_reminded": _l("The last day for a notice comes closer"),
    "contract.end_reminded": _l("The contract ends soon: agree on what follows"),
    "contract.review_submitted": _l("A contract is to be reviewed"),
    "contract.sent_back": _l("A contract has to be changed before it goes out"),
    "contract.took_effect": _l("A contract is in force"),
    "contract.suspended": _l("A contract is on hold"),
    "contract.resumed": _l("A contract goes on"),
    "contract.terminated": _l("A contract was terminated"),
    "contract.settled": _l("A contract is settled"),
    "contract.notice_given": _l("A notice has arrived"),
    "invitation.sent": _l("Invitation"),
    "staff.invited": _l("Access for a colleague"),
    "login.reset_asked": _l("Setting a new password"),
    "login.email_change_asked": _l("Confirming a new e-mail address"),
    "login.email_changed": _l("Your e-mail address was changed"),
    "login.password_changed": _l("Your password was changed"),
    "login.mobile_changed": _l("Your mobile number was changed"),
    "login.factor_changed": _l("Your second factor was changed"),
}
TO_STAFF: dict[str, Any] = {
    "request.resolved": _l("Resolved by a colleague"),
    "request.rejected": _l("Rejected by a colleague"),
    "request.answered": _l("Answered by a colleague"),
    "request.reopened": _l("The partner took it up again"),
    "request.replied": _l("The partner replied"),
    "breach.noticed": _l("The notice was sent"),
    "breach.confirmed": _l("Confirmed by a colleague"),
    "breach.dismissed": _l("Not confirmed by a colleague"),
    "breach.computed": _l("The sum was computed"),
    "breach.adjusted": _l("Another sum was approved"),
    "breach.waived": _l("The penalty was waived"),
    "extension.approved": _l("The extension is approved; the partner is asked to confirm"),
    "extension.refused": _l("The refusal of the extension is approved"),
    "extension.acknowledged": _l("The partner confirmed: the contract is extended"),
}
"""Where our own people read other words than the partner."""

REASONS: dict[str, Any] = {
    "demo": _l("Held in the demonstration: nothing is sent outside."),
    "no_server": _l("Waiting: no mail server is set (PORTAL_SMTP_URL)."),
}


def sentence(kind: str, *, for_staff: bool) -> str:
    """What happened, without naming it: the number and subject stand beside it."""
    words = (TO_STAFF.get(kind) if for_staff else None) or SENTENCES.get(kind)
    return str(words) if words is not None else kind
