"""Words of the timeline for territory, prospects and due diligence."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

TERRITORY: dict[str, tuple[LazyString, str, str]] = {
    "contract.territory_drafted": (_l("%(actor)s named the territory of %(thing)s anew"), "map-2", ""),
    "contract.territory_left": (_l("%(actor)s left the territory of %(thing)s as it was"), "map-2", ""),
    "territory.consent_recorded": (_l("%(actor)s recorded a consent to cross-region sale"), "arrows-exchange", ""),
    "territory.consent_revoked": (_l("%(actor)s took back a consent to cross-region sale"), "x", "warn"),
    "prospect.added": (_l("%(actor)s put down the prospect %(thing)s"), "target", ""),
    "prospect.moved": (_l("%(actor)s moved the prospect %(thing)s"), "target", ""),
    "prospect.planned": (_l("%(actor)s planned the next step with %(thing)s"), "target", ""),
    "prospect.handed_over": (_l("%(actor)s handed the prospect %(thing)s over to a colleague"), "users", "info"),
    "prospect.changed": (_l("%(actor)s changed the prospect %(thing)s"), "target", ""),
    "prospect.removed": (_l("%(actor)s took the prospect %(thing)s off the list"), "target", ""),
    "prospect.tied": (_l("%(actor)s tied the prospect %(thing)s to its account"), "target", ""),
    "diligence.rated": (_l("%(actor)s rated the supplier of a product"), "scale", ""),
    "diligence.taken_on": (_l("%(actor)s gave the word to take a product on"), "shield-check", ""),
}
