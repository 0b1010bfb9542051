"""Words for what is refused around proposed changes of the archive and personal data."""

from typing import Any

from flask_babel import lazy_gettext as _l

OF_ARCHIVE_CHANGES: dict[str, Any] = {
    "privacy_notice.published": _l("Version %(number)s is published: it never changes. Write the next one."),
    "privacy_notice.no_draft": _l("There is no draft to publish any more. Reload the page."),
    "privacy_notice.newer": _l("A newer notice is in force. Please read this one."),
    "copy.too_soon": _l("Your last copy is young. Ask for the next one %(hours)s hours after it."),
    "erasure.of_staff": _l("Your data as a colleague follow labour law. Ask your administrator."),
    "erasure.asked_already": _l("Your wish is with us already."),
    "erasure.decided": _l("This is decided or taken back already. See how it stands now."),
    "proposal.nothing_new": _l("This is on file already: there is nothing to propose."),
    "proposal.decided": _l("%(number)s is decided or taken back already. See how it stands now."),
    "proposal.changed_meanwhile": _l(
        "The archive was changed while you looked at %(number)s. Compare again; nothing was accepted."
    ),
    "proposal.compare_first": _l("Compare it with the paper, then say so here."),
    "proposal.contact_gone": _l("This contact is not in the archive any more. Refuse %(number)s."),
    "account.vip_without_sponsor": _l("A VIP needs an executive sponsor. Choose one."),
    "contact.marked": _l(
        "%(name)s is marked as somebody who gets no gifts: two of us take the mark off, or the person."
    ),
    "contact.lift_asked": _l("Somebody has asked for this already: a second person agrees."),
    "contact.not_marked": _l("Choose what is to be taken off."),
    "contact.own_lift": _l("Somebody else than who asked for it takes the mark off."),
    "contact.lift_not_asked": _l("Nobody asks for that any more."),
    "contact.is_primary": _l("%(name)s is the main contact. Make somebody else the main contact first."),
}
