"""Words for mail that came in: why it lies aside or was ignored, and what is wrong with the mailbox."""

from typing import Any

from flask_babel import lazy_gettext as _l

from portal.domain.base import Refused
from portal.web.refusals import words_for

WHY: dict[str, Any] = {
    "no_reference": _l("It answers none of our mails: nothing in it says which request is meant."),
    "bad_reference": _l("What it carries to name the request is not of our making, or was changed on the way."),
    "other_sender": _l("It answers a mail that we wrote to somebody else."),
    "stranger": _l("Nobody signs in with this address."),
    "odd_sender": _l("It names no sender, or several."),
    "from_staff": _l("A colleague wrote it. Our own people answer at the desk, never by mail."),
    "not_verified": _l("Our mail server could not prove the sender: the mail may be forged."),
    "no_verdict": _l("Our mail server has not said whether the sender is real."),
    "may_not_write": _l("The sender may not write for this account: only reads, has left, or the account is closed."),
    "no_words": _l("Nothing new stands in it: only quoted text, and no file."),
    "refused": _l("The portal would have refused it too."),
    "too_large": _l("It has more than 20 MB. Only its head was fetched; the rest is in the mailbox."),
    "too_nested": _l("It has more parts or lines than any mail that a person writes."),
    "odd_head": _l("Its head is larger than any mail program makes it."),
    "unreadable": _l("It cannot be taken apart. The original is kept."),
    "not_fetched": _l("The connection broke three times at this mail. It is still in the mailbox."),
    "stumbled": _l("The program stumbled over it three times. The original is kept; please report it."),
    "our_own": _l("It is one of our own mails that came back."),
    "bounce": _l("A mail server reports that something could not be delivered."),
    "bulk": _l("It was sent to many, or by a mailing list."),
    "automatic": _l("A machine wrote it, such as a note of absence."),
    "duplicate": _l("The same mail came before."),
    "too_many": _l("More than 30 mails of this sender came within an hour."),
}
PROBLEMS: dict[str, Any] = {
    "unreachable": _l("The mail server cannot be reached, or did not answer in time."),
    "certificate": _l("The certificate of the mail server is not valid; nothing was sent to it."),
    "sign_in": _l("The mail server does not accept the name or the password of the mailbox."),
    "no_folder": _l("The folder of the mailbox does not exist, or may only be read."),
    "broken_off": _l("The mail server broke the connection off."),
    "protocol": _l("The mail server answered something that is not understood."),
    "no_room": _l("The mail could not be stored here: is the disk full?"),
}


def why(mail: Any) -> str:
    """The reason in words; for one that the portal refuses, the portal's own words."""
    if mail.state == "new":
        return str(_l("Just received; it is looked at in a moment."))
    if mail.why == "refused":
        return words_for(Refused(mail.facts["code"], **mail.facts.get("told", {})))
    return str(WHY[mail.why]) if mail.why in WHY else ""
