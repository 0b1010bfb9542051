"""What happened, in one sentence for staff: words, sign and colour of every kind of event."""

from typing import Any

from flask_babel import lazy_gettext as _l

Words = tuple[Any, str, str]
"""Sentence with %(actor)s and %(thing)s, name of the icon, colour (accent, warn, bad, info or nothing)."""

REQUESTS: dict[str, Words] = {
    "request.posted": (_l("%(actor)s filed %(thing)s"), "inbox", "info"),
    "request.answered": (_l("%(actor)s answered %(thing)s"), "send", "accent"),
    "request.replied": (_l("%(actor)s replied to %(thing)s"), "message-2", "info"),
    "request.noted": (_l("%(actor)s left an internal note on %(thing)s"), "lock", ""),
    "request.assigned": (_l("%(actor)s assigned %(thing)s"), "user", ""),
    "request.waiting": (_l("%(actor)s set %(thing)s to waiting"), "clock-pause", "warn"),
    "request.resumed": (_l("%(actor)s took %(thing)s up again"), "refresh", ""),
    "request.resolved": (_l("%(actor)s resolved %(thing)s"), "check", "accent"),
    "request.rejected": (_l("%(actor)s rejected %(thing)s"), "x", "bad"),
    "request.rated": (_l("%(actor)s rated our work on %(thing)s"), "check", "accent"),
    "request.rated_low": (_l("%(actor)s is not content with our work on %(thing)s"), "alert-triangle", "bad"),
    "request.closed": (_l("%(actor)s closed %(thing)s"), "check", ""),
    "request.reopened": (_l("%(actor)s reopened %(thing)s"), "refresh", "bad"),
    "request.clock_moved": (_l("%(actor)s reckoned the promise of %(thing)s anew: the calendar changed"),
                            "calendar-due", "warn"),
    "request.cancelled": (_l("%(actor)s withdrew %(thing)s"), "x", ""),
}  # fmt: skip
_FEEDBACK: dict[str, Words] = {
    "posted": (_l("%(actor)s gave feedback %(thing)s"), "message-circle", "info"),
    "acknowledged": (_l("%(actor)s confirmed receipt of %(thing)s"), "check", ""),
    "investigated": (_l("%(actor)s is looking into %(thing)s"), "search", ""),
    "answered": (_l("%(actor)s answered %(thing)s"), "send", "accent"),
    "confirmed": (_l("%(actor)s was content with the answer to %(thing)s"), "star", "accent"),
    "disputed": (_l("%(actor)s disagreed with the answer to %(thing)s"), "alert-triangle", "bad"),
    "closed": (_l("%(actor)s closed %(thing)s"), "check", ""),
}
FEEDBACK = {f"{prefix}.{name}": words for prefix in ("feedback", "integrity") for name, words in _FEEDBACK.items()}
CONTRACTS: dict[str, Words] = {
    "contract.recorded": (_l("%(actor)s recorded contract %(thing)s"), "file-text", "info"),
    "contract.revised": (_l("%(actor)s corrected contract %(thing)s"), "edit", ""),
    "contract.override_recorded": (_l("%(actor)s granted more than we hold in %(thing)s"), "alert-triangle", "warn"),
    "contract.clause_recorded": (_l("%(actor)s recorded a clause of %(thing)s"), "file-text", ""),
    "contract.clause_removed": (_l("%(actor)s removed a clause of %(thing)s"), "file-text", "warn"),
    "contract.amendment_drafted": (_l("%(actor)s drafted an amendment to %(thing)s"), "file-text", ""),
    "contract.review_submitted": (_l("%(actor)s handed %(thing)s in for review"), "send", ""),
    "contract.signed_off": (_l("%(actor)s agreed to %(thing)s"), "check", "accent"),
    "contract.sent_back": (_l("%(actor)s sent %(thing)s back to be changed"), "history", "warn"),
    "contract.took_effect": (_l("%(actor)s let %(thing)s come into force"), "check", "accent"),
    "contract.archived": (_l("%(actor)s put %(thing)s away"), "lock", ""),
    "contract.sent": (_l("%(actor)s sent %(thing)s out for signing"), "send", "warn"),
    "contract.party_signed": (_l("%(actor)s noted one side's signature on %(thing)s"), "edit", ""),
    "contract.signed": (_l("%(actor)s recorded the signing of %(thing)s"), "check", "accent"),
    "contract.notice_given": (_l("%(actor)s recorded a notice about the end of %(thing)s"), "send", "accent"),
    "contract.notice_reminded": (_l("%(actor)s reminded of the last day for a notice: %(thing)s"), "calendar-due", ""),
    "contract.end_reminded": (_l("%(actor)s reminded of the end of %(thing)s"), "calendar-due", ""),
    "contract.bundled": (_l("%(actor)s took out the bundle of %(thing)s"), "download", ""),
    "contract.suspended": (_l("%(actor)s suspended %(thing)s"), "clock-pause", "bad"),
    "contract.resumed": (_l("%(actor)s took %(thing)s up again"), "refresh", "accent"),
    "contract.reconciled": (_l("%(actor)s noted the end of the dispute about %(thing)s"), "heart-handshake", ""),
    "contract.settled": (_l("%(actor)s noted %(thing)s as settled"), "check", "accent"),
    "contract.import_undone": (_l("%(actor)s took the import of %(thing)s back"), "history", "warn"),
    "contract.terminated": (_l("%(actor)s terminated %(thing)s"), "x", "bad"),
    "contract.extended": (_l("%(actor)s extended the term of %(thing)s"), "calendar-due", "accent"),
    "contract.disputed": (_l("%(actor)s marked %(thing)s as disputed"), "scale", "bad"),
}
BREACHES: dict[str, Words] = {
    "breach.reported": (_l("%(actor)s reported the breach %(thing)s"), "alert-triangle", "warn"),
    "breach.noticed": (_l("%(actor)s sent the notice of %(thing)s"), "send", "warn"),
    "breach.reply_due": (_l("%(actor)s reminded of the answer to %(thing)s"), "hourglass", "warn"),
    "breach.replied": (_l("%(actor)s answered the notice of %(thing)s"), "message-2", "info"),
    "breach.cured": (_l("%(actor)s noted that %(thing)s was put right in time"), "check", "accent"),
    "breach.confirmed": (_l("%(actor)s confirmed the breach %(thing)s"), "gavel", "bad"),
    "breach.dismissed": (_l("%(actor)s dismissed %(thing)s"), "x", ""),
    "breach.dropped": (_l("%(actor)s dismissed %(thing)s before the partner was told"), "x", ""),
    "breach.facts_noted": (_l("%(actor)s noted facts for the sum of %(thing)s"), "edit", ""),
    "breach.computed": (_l("%(actor)s computed and froze the sum of %(thing)s"), "scale", "warn"),
    "breach.agreed": (_l("%(actor)s noted agreement to the sum of %(thing)s"), "check", "accent"),
    "breach.proposed": (_l("%(actor)s proposed to change the sum of %(thing)s"), "edit", ""),
    "breach.declined": (_l("%(actor)s declined the change to %(thing)s"), "x", ""),
    "breach.adjusted": (_l("%(actor)s approved another sum for %(thing)s"), "scale", "warn"),
    "breach.waived": (_l("%(actor)s waived the penalty of %(thing)s"), "heart-handshake", ""),
    "breach.paid": (_l("%(actor)s noted %(thing)s as settled"), "coin", "accent"),
    "breach.bundled": (_l("%(actor)s took out the bundle of %(thing)s"), "download", ""),
    "breach.compensated": (_l("%(actor)s recorded the compensation out of %(thing)s"), "coins", ""),
    "contract.deposit_moved": (_l("%(actor)s entered a movement of the deposit of %(thing)s"), "coins", ""),
}
EXTENSIONS: dict[str, Words] = {
    "extension.asked": (_l("%(actor)s asked for an extension by %(thing)s"), "calendar-due", "info"),
    "extension.proposed": (_l("%(actor)s proposed how to answer the extension asked by %(thing)s"), "edit", ""),
    "extension.returned": (_l("%(actor)s sent back the proposal for %(thing)s"), "history", "warn"),
    "extension.approved": (_l("%(actor)s approved an offer of an extension for %(thing)s"), "check", "accent"),
    "extension.refused": (_l("%(actor)s approved the refusal of the extension asked by %(thing)s"), "x", "bad"),
    "extension.acknowledged": (_l("%(actor)s acknowledged the extension asked by %(thing)s"), "check", "accent"),
    "extension.declined": (_l("%(actor)s declined our offer for %(thing)s"), "x", "bad"),
    "extension.withdrawn": (_l("%(actor)s took back the extension asked by %(thing)s"), "x", ""),
    "extension.lapsed": (_l("%(actor)s let the offer for %(thing)s lapse: nobody acknowledged it in time"),
                         "clock-pause", "warn"),
    "extension.scan_attached": (_l("%(actor)s attached the sealed scan to %(thing)s"), "paperclip", ""),
}  # fmt: skip
PROMISES: dict[str, Words] = {
    "pledge.given": (_l("%(actor)s made the promise %(thing)s"), "heart-handshake", "info"),
    "pledge.moved": (_l("%(actor)s moved the day of the promise %(thing)s"), "calendar-due", "warn"),
    "pledge.kept": (_l("%(actor)s noted the promise %(thing)s as kept"), "check", "accent"),
    "pledge.called_off": (_l("%(actor)s called the promise %(thing)s off"), "x", "bad"),
    "pledge.handed_over": (_l("%(actor)s handed the promise %(thing)s over"), "user", ""),
    "pledge.due": (_l("%(actor)s reminded of the promise %(thing)s"), "hourglass", ""),
}
ARCHIVE: dict[str, Words] = {
    "account.added": (_l("%(actor)s added the account"), "plus", "info"),
    "account.imported": (_l("%(actor)s imported the account"), "download", "info"),
    "account.import_undone": (_l("%(actor)s took an import back"), "history", "warn"),
    "account.changed": (_l("%(actor)s changed the archive"), "edit", ""),
    "account.status_changed": (_l("%(actor)s changed the status"), "history", "warn"),
    "standing.changed": (_l("%(actor)s changed tier, stage or owners"), "target", ""),
    "contact.added": (_l("%(actor)s added the contact %(name)s"), "user", ""),
    "contact.changed": (_l("%(actor)s changed the contact %(name)s"), "user", ""),
    "contact.removed": (_l("%(actor)s removed the contact %(name)s"), "user", "warn"),
}
PEOPLE: dict[str, Words] = {
    "invitation.sent": (_l("%(actor)s invited somebody to the portal"), "send", ""),
    "invitation.accepted": (_l("%(actor)s accepted the invitation to the portal"), "check", "accent"),
    "invitation.revoked": (_l("%(actor)s took an invitation back"), "x", ""),
    "membership.role_changed": (_l("%(actor)s changed somebody's portal role"), "users", ""),
    "membership.ended": (_l("%(actor)s ended somebody's portal access"), "users", "warn"),
    "login.signed_in": (_l("%(actor)s signed in"), "user-circle", ""),
    "login.signed_out": (_l("%(actor)s signed out"), "user-circle", ""),
    "login.reset_asked": (_l("%(actor)s asked for a new password"), "lock", ""),
    "login.password_changed": (_l("%(actor)s changed the password"), "lock", ""),
    "login.email_change_asked": (_l("%(actor)s asked to change the e-mail address"), "lock", ""),
    "login.email_change_refused": (_l("%(actor)s refused a change of the e-mail address"), "lock", "warn"),
    "login.email_changed": (_l("%(actor)s changed the e-mail address"), "lock", ""),
    "login.mobile_changed": (_l("%(actor)s changed the mobile number of the sign-in"), "lock", ""),
    "login.factor_changed": (_l("%(actor)s changed the second factor"), "lock", ""),
    "login.confirmation_failed": (_l("%(actor)s failed to confirm the password"), "lock", "warn"),
    "login.code_failed": (_l("%(actor)s typed a wrong code"), "lock", "warn"),
    "login.password_chosen": (_l("%(actor)s chose a password"), "lock", ""),
    "login.sessions_ended": (_l("%(actor)s signed other devices out"), "lock", ""),
    "login.locale_chosen": (_l("%(actor)s chose a language"), "language", ""),
    "login.acting_changed": (_l("%(actor)s went on for another of the own accounts"), "user-circle", ""),
    "login.calendar_renewed": (_l("%(actor)s made an address for the own calendar"), "calendar-event", ""),
    "login.calendar_ended": (_l("%(actor)s ended the address of the own calendar"), "calendar-event", ""),
    "login.renamed": (_l("%(actor)s changed the name of a sign-in"), "user-circle", ""),
    "login.deactivated": (_l("%(actor)s closed a sign-in"), "lock", "warn"),
    "login.reactivated": (_l("%(actor)s reopened a sign-in"), "lock", ""),
    "staff.invited": (_l("%(actor)s invited a colleague"), "users", ""),
    "staff.hired": (_l("%(actor)s added a colleague"), "users", ""),
    "staff.appointed": (_l("%(actor)s changed a colleague's roles"), "users", ""),
}
HOUSE: dict[str, Words] = {
    "calendar.changed": (_l("%(actor)s changed the working calendar"), "calendar-event", "warn"),
    "calendar.undone": (_l("%(actor)s took a change of the working calendar back"), "history", "warn"),
    "clock_policy.published": (
        _l("%(actor)s put version %(thing)s of the service standard into force"),
        "clock",
        "warn",
    ),
    "clock_policy.discarded": (_l("%(actor)s dropped the draft %(thing)s of the service standard"), "x", ""),
    "category.changed": (_l("%(actor)s put version %(thing)s of a request category into force"), "inbox", "warn"),
    "category.discarded": (_l("%(actor)s dropped a draft of a request category"), "x", ""),
    "product.added": (_l("%(actor)s added the product %(thing)s"), "package", ""),
    "product.changed": (_l("%(actor)s changed the product %(thing)s"), "package", ""),
    "import.added": (_l("%(actor)s received a workbook"), "download", ""),
    "import.finished": (_l("%(actor)s finished an import"), "download", ""),
    "import.undone": (_l("%(actor)s took an import back"), "history", "warn"),
    "canned.added": (_l("%(actor)s kept a reply for the next time"), "message-2", ""),
    "canned.changed": (_l("%(actor)s changed a kept reply"), "message-2", ""),
    "canned.removed": (_l("%(actor)s removed a kept reply"), "message-2", ""),
    "message.replayed": (_l("%(actor)s sent a message again"), "send", ""),
    "message.discarded": (_l("%(actor)s discarded a message"), "x", ""),
}
EVENTS = {**REQUESTS, **FEEDBACK, **CONTRACTS, **BREACHES, **EXTENSIONS, **PROMISES, **ARCHIVE, **PEOPLE, **HOUSE}
UNKNOWN: Words = (_l("%(actor)s changed something"), "history", "")

CHAPTERS = {
    "requests": REQUESTS, "feedback": FEEDBACK, "contracts": {**CONTRACTS, **BREACHES, **EXTENSIONS},
    "promises": PROMISES, "archive": ARCHIVE, "people": PEOPLE,
}  # fmt: skip
"""What the timeline can be narrowed to."""
