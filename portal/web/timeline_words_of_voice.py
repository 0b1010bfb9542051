"""Words of the timeline for feedback, what is published of it, and surveys."""

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
_FEEDBACK: dict[str, tuple[LazyString, str, str]] = {
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
    **LOOP,
}
FEEDBACK = {f"{prefix}.{name}": words for prefix in ("feedback", "integrity") for name, words in _FEEDBACK.items()}
SAYINGS: dict[str, tuple[LazyString, str, str]] = {
    "saying.drafted": (_l("%(actor)s wrote %(thing)s for all partners"), "edit", ""),
    "saying.written": (_l("%(actor)s worded %(thing)s anew"), "edit", ""),
    "saying.published": (_l("%(actor)s published %(thing)s for all partners"), "send", "accent"),
    "saying.withdrawn": (_l("%(actor)s withdrew %(thing)s"), "x", ""),
}
SURVEYS: dict[str, tuple[LazyString, str, str]] = {
    "survey.opened": (_l("%(actor)s opened the survey %(thing)s"), "message-2", ""),
    "survey.planned": (_l("%(actor)s planned the survey %(thing)s"), "calendar-due", ""),
    "survey.held": (_l("%(actor)s held the survey %(thing)s back"), "clock-pause", "warn"),
    "survey.let_go": (_l("%(actor)s let the survey %(thing)s go ahead"), "refresh", ""),
    "survey.asked": (_l("%(actor)s asked how content they are: %(thing)s"), "message-2", ""),
    "survey.reminded": (_l("%(actor)s reminded of the survey %(thing)s"), "hourglass", ""),
    "survey.rating_reminded": (
        _l("%(actor)s reminded of the question how content they are with %(thing)s"),
        "hourglass",
        "",
    ),
    "survey.answered": (_l("%(actor)s answered the survey %(thing)s"), "star", "accent"),
    "survey.answered_low": (_l("%(actor)s is not content by the survey %(thing)s"), "alert-triangle", "bad"),
}
