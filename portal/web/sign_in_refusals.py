"""Words for what is refused around signing in."""

from typing import Any

from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, Any] = {
    "login.no_email": _l("This sign-in has no e-mail address; give it one first."),
    "login.mobile_taken": _l("Somebody signs in with this number already. Is it yours? Call us."),
    "login.nothing_left": _l("You sign in with this number alone. Add an e-mail address first."),
    "login.factor_required": _l("Your roles need the second step at sign-in; it cannot be left out."),
    "login.already_deactivated": _l("This login is closed already."),
    "binding.taken": _l("This account belongs to a colleague already."),
    "binding.other": _l("You are connected to another account there. An administrator can part you from it first."),
}
