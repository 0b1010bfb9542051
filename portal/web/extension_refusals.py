"""Words for what the domain refuses about extensions."""

from typing import Any

from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, Any] = {
    "extension.wrong_state": _l("This cannot be done with the extension any more. See its state now and decide again."),
    "extension.not_for_contract": _l("This contract cannot be extended. Ask your contact person."),
    "extension.asked_already": _l("An extension of this contract is under way: %(number)s."),
    "extension.reason_missing": _l("Write the reason; the partner reads it."),
    "extension.months_missing": _l("Type how many months we offer, or the last day."),
    "extension.end_unclear": _l("The months and the last day lead to different days. Leave one of them empty."),
    "extension.proposed_already": _l("%(name)s was faster: a proposal waits for a second person already."),
    "extension.proposal_changed": _l("%(name)s has made another proposal meanwhile. Read it before you decide."),
    "extension.decided": _l("%(name)s was faster and has decided already. See the result below."),
    "extension.four_eyes": _l("You proposed this yourself: somebody else must approve it."),
    "extension.own_request": _l("You filed this request yourself: somebody else must approve it."),
    "extension.too_late": _l("The last day for your confirmation has passed. Ask us for a new offer."),
    "extension.contract_in_change": _l(
        "We are just working on this contract, so it cannot be extended at this moment. Nothing is lost: try again "
        "tomorrow, or call us."
    ),
    "extension.end_changed": _l(
        "The last day of %(number)s has changed since this was proposed. It cannot count any more; a new proposal is "
        "needed."
    ),
}
