"""What was done to keep up with an account: words, sign and colour of each kind of event."""

from flask_babel import lazy_gettext as _l

from portal.web.timeline_words_of_people import Words

CARE: dict[str, Words] = {
    "touch.logged": (_l("%(actor)s logged a contact"), "phone", "info"),
    "touch.taken_back": (_l("%(actor)s took a logged contact back"), "history", "warn"),
    "care.due": (_l("%(actor)s told whom to contact today"), "phone", ""),
    "care.put_off": (_l("%(actor)s put a regular contact off"), "clock-pause", ""),
}
