"""What happened, in one sentence for staff: words, sign and colour of every kind of event."""

from flask_babel import lazy_gettext as _l

from portal.web.timeline_words_of_care import CARE
from portal.web.timeline_words_of_people import HOUSE, PEOPLE, Words
from portal.web.timeline_words_of_territory import TERRITORY

REQUESTS: dict[str, Words] = {
    "request.posted": (_l("%(actor)s filed %(thing)s"), "inbox", "info"),
    "request.answered": (_l("%(actor)s answered %(thing)s"), "send", "accent"),
    "request.answer_returned": (_l("%(actor)s could not let an answer to %(thing)s out"), "alert-triangle", "warn"),
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
    "request.paper_given": (_l("%(actor)s gave a paper for %(thing)s"), "paperclip", "info"),
    "request.paper_accepted": (_l("%(actor)s ticked a paper of %(thing)s"), "check", ""),
    "request.paper_refused": (_l("%(actor)s refused a paper of %(thing)s"), "x", "warn"),
    "request.batch_watched": (_l("%(actor)s set a watch on the batch of %(thing)s"), "alert-triangle", "bad"),
    "request.batch_again": (_l("%(actor)s named a batch under watch in %(thing)s"), "alert-triangle", "bad"),
    "request.pack_made": (_l("%(actor)s took documents out as a pack for %(thing)s"), "download", ""),
    "request.cancelled": (_l("%(actor)s withdrew %(thing)s"), "x", ""),
    "request.merged": (_l("%(actor)s merged %(thing)s with another request"), "arrows-exchange", "warn"),
    "request.parted": (_l("%(actor)s took %(thing)s apart from another request"), "history", ""),
    "request.split": (_l("%(actor)s opened a request from %(thing)s"), "plus", ""),
    "request.converted": (_l("%(actor)s turned %(thing)s into feedback"), "arrows-exchange", "warn"),
    "request.linked": (_l("%(actor)s linked %(thing)s"), "paperclip", ""),
    "request.unlinked": (_l("%(actor)s removed a link of %(thing)s"), "paperclip", ""),
    "request.running_late": (_l("%(actor)s warned that little time is left for %(thing)s"), "hourglass", "warn"),
    "request.overdue": (_l("%(actor)s told the lead that %(thing)s is overdue"), "alert-triangle", "bad"),
}  # fmt: skip
_FEEDBACK: dict[str, Words] = {
    "posted": (_l("%(actor)s gave feedback %(thing)s"), "message-circle", "info"),
    "acknowledged": (_l("%(actor)s confirmed receipt of %(thing)s"), "check", ""),
    "investigated": (_l("%(actor)s is looking into %(thing)s"), "search", ""),
    "answered": (_l("%(actor)s answered %(thing)s"), "send", "accent"),
    "confirmed": (_l("%(actor)s was content with the answer to %(thing)s"), "star", "accent"),
    "disputed": (_l("%(actor)s disagreed with the answer to %(thing)s"), "alert-triangle", "bad"),
    "replied": (_l("%(actor)s wrote again about %(thing)s"), "message-2", "info"),
    "closed": (_l("%(actor)s closed %(thing)s"), "check", ""),
    "converted": (_l("%(actor)s turned %(thing)s into a request"), "arrows-exchange", "warn"),
    "linked": (_l("%(actor)s linked %(thing)s"), "paperclip", ""),
    "unlinked": (_l("%(actor)s removed a link of %(thing)s"), "paperclip", ""),
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
    "breach.linked": (_l("%(actor)s linked %(thing)s"), "paperclip", ""),
    "breach.unlinked": (_l("%(actor)s removed a link of %(thing)s"), "paperclip", ""),
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
EVENTS = {
    **REQUESTS, **FEEDBACK, **CONTRACTS, **BREACHES, **EXTENSIONS, **PROMISES, **CARE, **ARCHIVE, **PEOPLE, **HOUSE,
    **TERRITORY,
}  # fmt: skip
UNKNOWN: Words = (_l("%(actor)s changed something"), "history", "")

CHAPTERS = {
    "requests": REQUESTS, "feedback": FEEDBACK, "contracts": {**CONTRACTS, **BREACHES, **EXTENSIONS, **TERRITORY},
    "promises": PROMISES, "archive": ARCHIVE, "people": PEOPLE,
}  # fmt: skip
"""What the timeline can be narrowed to."""
