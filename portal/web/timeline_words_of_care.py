"""What was done to keep up with an account: words, sign and colour of each kind of event."""

from flask_babel import lazy_gettext as _l

from portal.web.timeline_words_of_people import Words

CARE: dict[str, Words] = {
    "touch.logged": (_l("%(actor)s logged a contact"), "phone", "info"),
    "touch.taken_back": (_l("%(actor)s took a logged contact back"), "history", "warn"),
    "gift.proposed": (_l("%(actor)s proposed the gift %(thing)s for %(name)s"), "heart-handshake", "info"),
    "gift.cleared": (_l("%(actor)s found nothing against the gift %(thing)s"), "shield-check", ""),
    "gift.approved": (_l("%(actor)s approved the gift %(thing)s"), "check", "accent"),
    "gift.refused": (_l("%(actor)s refused the gift %(thing)s"), "x", "bad"),
    "gift.withdrawn": (_l("%(actor)s withdrew the gift %(thing)s"), "x", ""),
    "gift.sent": (_l("%(actor)s sent the gift %(thing)s to %(name)s"), "truck-delivery", "accent"),
    "gift.received": (_l("%(actor)s noted that the gift %(thing)s arrived"), "receipt", ""),
    "gift.return_told": (_l("%(actor)s says that the gift %(thing)s came back"), "history", "warn"),
    "gift.return_denied": (_l("%(actor)s found that the gift %(thing)s did not come back"), "history", ""),
    "gift.returned": (_l("%(actor)s confirmed that the gift %(thing)s came back"), "history", "warn"),
    "gift.stopped": (_l("%(actor)s wanted to give %(name)s something and a rule refused it"), "alert-octagon", "bad"),
    "occasion_plan.opened": (_l("%(actor)s opened the plan %(thing)s"), "calendar-event", "info"),
    "occasion_plan.described": (_l("%(actor)s changed the plan %(thing)s"), "edit", ""),
    "occasion_plan.submitted": (_l("%(actor)s handed the list of %(thing)s in"), "send", ""),
    "occasion_plan.approved": (_l("%(actor)s agreed to the list of %(thing)s"), "check", "accent"),
    "occasion_plan.returned": (_l("%(actor)s gave the list of %(thing)s back"), "history", "warn"),
    "occasion_plan.closed": (_l("%(actor)s put the plan %(thing)s away"), "lock", ""),
    "tender_day.noted": (_l("%(actor)s wrote down a tender decision of theirs"), "calendar-due", ""),
    "tender_day.removal_asked": (_l("%(actor)s says that a tender day of theirs is wrong"), "calendar-due", "warn"),
    "tender_day.kept": (_l("%(actor)s kept a tender decision of theirs"), "calendar-due", ""),
    "tender_day.removed": (_l("%(actor)s took a tender decision of theirs off"), "calendar-due", ""),
    "care.due": (_l("%(actor)s told whom to contact today"), "phone", ""),
    "care.plan_opens": (_l("%(actor)s told which plans open"), "calendar-event", ""),
    "care.put_off": (_l("%(actor)s put a regular contact off"), "clock-pause", ""),
}
