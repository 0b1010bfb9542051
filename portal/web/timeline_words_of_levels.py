"""What was judged of an account: words, sign and colour of each kind of event."""

from flask_babel import lazy_gettext as _l

from portal.web.timeline_words_of_people import Words

LEVELS: dict[str, Words] = {
    "tier.refused": (_l("%(actor)s left the tier as it is"), "x", ""),
    "tier.overridden": (_l("%(actor)s set the tier by hand"), "edit", "warn"),
    "stage.confirmed": (_l("%(actor)s confirmed a higher stage"), "check", "accent"),
    "stage.lowered": (_l("%(actor)s lowered the stage: criteria failed for two quarters"), "alert-triangle", "bad"),
    "stage.marked": (_l("%(actor)s confirmed a criterion of the stage"), "check", ""),
    "benefit.added": (_l("%(actor)s added a benefit of a tier"), "plus", ""),
    "benefit.changed": (_l("%(actor)s changed who reads a benefit of a tier"), "edit", ""),
    "benefit.removed": (_l("%(actor)s removed a benefit of a tier"), "x", ""),
}
