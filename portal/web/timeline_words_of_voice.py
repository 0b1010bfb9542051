"""Words of the timeline for what is done about feedback beside answering it."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

LOOP: dict[str, tuple[LazyString, str, str]] = {
    "assigned": (_l("%(actor)s gave %(thing)s to a colleague"), "user", ""),
    "escalated": (_l("%(actor)s told the sponsor that %(thing)s is the second complaint of its kind"),
                  "alert-triangle", "bad"),
    "content": (_l("%(actor)s called about %(thing)s: the answer helps"), "phone", "accent"),
    "not_content": (_l("%(actor)s called about %(thing)s: the answer does not help"), "phone", "bad"),
    "rated": (_l("%(actor)s rated the market information %(thing)s"), "star", ""),
}  # fmt: skip
SAYINGS: dict[str, tuple[LazyString, str, str]] = {
    "saying.drafted": (_l("%(actor)s wrote %(thing)s for all partners"), "edit", ""),
    "saying.written": (_l("%(actor)s worded %(thing)s anew"), "edit", ""),
    "saying.published": (_l("%(actor)s published %(thing)s for all partners"), "send", "accent"),
    "saying.withdrawn": (_l("%(actor)s withdrew %(thing)s"), "x", ""),
}
SURVEYS: dict[str, tuple[LazyString, str, str]] = {
    "survey.opened": (_l("%(actor)s opened the survey %(thing)s"), "message-2", ""),
    "survey.asked": (_l("%(actor)s asked how content they are: %(thing)s"), "message-2", ""),
    "survey.reminded": (_l("%(actor)s reminded of the survey %(thing)s"), "hourglass", ""),
    "survey.answered": (_l("%(actor)s answered the survey %(thing)s"), "star", "accent"),
    "survey.answered_low": (_l("%(actor)s is not content by the survey %(thing)s"), "alert-triangle", "bad"),
}
