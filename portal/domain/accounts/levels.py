"""How high a contact stands at their company: as somebody said, else as their role usually does."""

from collections.abc import Iterable

from portal.domain.accounts.catalogue import ContactLevel as C
from portal.domain.accounts.kinds import ContactRole as R
from portal.domain.accounts.models import Contact

USUAL = {
    R.PURCHASING: C.CLERK, R.ASSISTANT: C.CLERK, R.INVOICING: C.CLERK, R.SALES: C.MANAGER, R.FINANCE: C.MANAGER,
    R.QUALITY: C.MANAGER, R.OWNER: C.EXECUTIVE, R.LEGAL_REP: C.EXECUTIVE,
}  # fmt: skip
"""The level of a role, where nobody said how high the person stands."""


def level_of(contact: Contact) -> C:
    """How high the person stands: as somebody said, else by the role."""
    return C(contact.level) if contact.level else USUAL[R(contact.role)]


def first_of(people: Iterable[Contact], level: C) -> Contact | None:
    """Who decides comes before others of the level."""
    there = [one for one in people if level_of(one) == level]
    return next((one for one in there if one.is_decision_maker), there[0] if there else None)
