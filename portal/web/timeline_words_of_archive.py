"""Words of the timeline for the archive's own safeguards."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

SAFEGUARDS: dict[str, tuple[LazyString, str, str]] = {
    "account.licence_day_moved": (
        _l("%(actor)s moved the licence's last day, which had passed: where no licence is checked, nothing stops now"),
        "alert-triangle", "warn",
    ),
    "contact.lift_asked": (_l("%(actor)s wants marks taken off that stop gifts to %(name)s"), "shield-check", "warn"),
    "contact.marks_lifted": (_l("%(actor)s agreed: marks that stopped gifts to %(name)s are off"), "shield-check",
                             "warn"),
    "contact.marks_kept": (_l("%(actor)s kept the marks that stop gifts to %(name)s"), "shield-check", ""),
}  # fmt: skip
