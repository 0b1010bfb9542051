"""What was booked in the sales ledger and what followed: words, sign and colour of each kind of event."""

from flask_babel import lazy_gettext as _l

from portal.web.timeline_words_of_people import Words

SALES: dict[str, Words] = {
    "sales.booked": (_l("%(actor)s booked sales"), "upload", "info"),
    "sales.corrected": (_l("%(actor)s corrected booked sales"), "edit", "warn"),
    "sales.taken_back": (_l("%(actor)s took booked sales back"), "history", "warn"),
}
