"""What happened around personal data, in one sentence for staff."""

from flask_babel import lazy_gettext as _l

from portal.web.timeline_words_of_people import Words

PRIVACY: dict[str, Words] = {
    "privacy_notice.drafted": (_l("%(actor)s wrote the next privacy notice"), "file-text", ""),
    "privacy_notice.published": (_l("%(actor)s published a privacy notice"), "file-text", "warn"),
    "login.notice_accepted": (_l("%(actor)s read the privacy notice"), "check", ""),
    "login.consent_given": (_l("%(actor)s gave a consent"), "check", ""),
    "login.consent_withdrawn": (_l("%(actor)s withdrew a consent"), "x", ""),
    "contact.consent_given": (_l("%(actor)s recorded a consent of the contact %(name)s"), "check", ""),
    "contact.consent_withdrawn": (_l("%(actor)s recorded that the contact %(name)s withdrew a consent"), "x", ""),
    "login.copy_asked": (_l("%(actor)s asked for a copy of their data"), "download", ""),
    "login.copy_made": (_l("%(actor)s made a copy of somebody's data"), "download", ""),
    "login.copy_taken": (_l("%(actor)s took the copy of their data"), "download", ""),
    "erasure.asked": (_l("%(actor)s asked to be forgotten"), "x", "warn"),
    "erasure.withdrawn": (_l("%(actor)s took back the wish to be forgotten"), "history", ""),
    "erasure.approved": (_l("%(actor)s approved that somebody's data are erased"), "check", "warn"),
    "erasure.refused": (_l("%(actor)s refused to erase somebody's data"), "x", ""),
    "erasure.done": (_l("%(actor)s erased somebody's personal data"), "x", "warn"),
    "account.due_to_go": (
        _l("%(actor)s says that the persons of this lead are erased in 14 days"),
        "hourglass",
        "warn",
    ),
    "account.let_go": (_l("%(actor)s erased the persons of a lead that was not touched for long"), "x", "warn"),
}

PROPOSALS: dict[str, Words] = {
    "proposal.made": (_l("%(actor)s proposed a change of the archive, %(thing)s"), "edit", "info"),
    "proposal.accepted": (_l("%(actor)s accepted the proposed change %(thing)s"), "check", "accent"),
    "proposal.refused": (_l("%(actor)s refused the proposed change %(thing)s"), "x", "bad"),
    "proposal.replaced": (_l("%(actor)s replaced the proposed change %(thing)s"), "history", ""),
    "proposal.withdrawn": (_l("%(actor)s took back the proposed change %(thing)s"), "x", ""),
}
