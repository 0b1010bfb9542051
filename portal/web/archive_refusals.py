"""Words for what the domain refuses about the archive: its secret fields, tags, chains and the blacklist."""

from typing import Any

from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, Any] = {
    "contract.account_blacklisted": _l(
        "%(name)s is on the blacklist, nothing new is agreed with it. Reason: %(reason)s"
    ),
    "account.same_status": _l("The account has this status already."),
    "account.incomplete": _l("Fill these in first: %(fields)s."),
    "account.introduced_in_circle": _l("%(name)s was brought by this very account. Name somebody else."),
    "account.reveal_forbidden": _l("Your roles do not open this number."),
    "account.reveal_without_reason": _l("Say in a few words what the number is needed for."),
    "account.reveal_nothing": _l("There is no number on file."),
    "account.blacklist_forbidden": _l("Only the management and legal decide about the blacklist."),
    "account.blacklist_without_reason": _l("Give the reason in a few words."),
    "account.blacklist_without_evidence": _l("Say where the evidence is: numbers of files, requests or breaches."),
    "account.blacklist_again": _l("It is on the blacklist already. Reload the page."),
    "account.blacklist_not_on": _l("It is not on the blacklist any more. Reload the page."),
    "tag.empty": _l("Type a word."),
    "tag.too_long": _l("A tag has at most %(most)s characters."),
    "tag.too_many": _l("An account carries at most %(most)s tags. Take one off first."),
    "tag.too_many_words": _l("There are %(most)s different tags already. Use one of them."),
    "birthday.year": _l("Check the year: it must lie between %(first)s and %(last)s."),
    "birthday.month": _l("A month is a number from 1 to 12."),
    "birthday.day": _l("This month has no such day."),
    "birthday.leap_of_sun": _l("Only the lunar calendar has leap months."),
}
