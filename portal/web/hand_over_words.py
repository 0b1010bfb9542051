"""Words for handing over what one of us owns."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

GROUP_WORDS: dict[str, Any] = {
    "managed": _l("Accounts as business manager"),
    "cared_for": _l("Accounts as care owner"),
    "sponsored": _l("Accounts as executive sponsor"),
    "requests": _l("Open requests they answer for"),
    "promises": _l("Open promises"),
    "feedback": _l("Feedback they follow up"),
    "prospects": _l("Prospects under way"),
    "openings": _l("Openings under way"),
    "led": _l("Colleagues they lead"),
    "deputy": _l("Absences they stand in for"),
    "views": _l("Shared views of the queue"),
    "rules": _l("Assignment rules that name them"),
}
REFUSALS = {
    "hand_over.needs_reach": _l("Only whoever sees all accounts can hand over what a colleague owns."),
    "hand_over.to_oneself": _l("%(name)s cannot hand over to themselves."),
    "hand_over.nothing": _l("Nothing of what was chosen is with %(name)s any more. Reload the page."),
    "hand_over.at_work": _l("Something of %(name)s is being moved already. Wait until it is done."),
    "hand_over.undone": _l("%(number)s was taken back already. Reload the page."),
    "hand_over.gone": _l("The sign-in of %(name)s is closed: nothing can go back to them. Hand it over anew."),
    "hand_over.changed_since": _l(
        "Not all of it is still with whom it went to: %(counts)s changed since. Hand these over anew instead."
    ),
}


def counted(counts: Mapping[str, int]) -> str:
    """Open requests they answer for 3, Open promises 1."""
    return _(", ").join(f"{GROUP_WORDS[name]} {count}" for name, count in counts.items() if name in GROUP_WORDS)
