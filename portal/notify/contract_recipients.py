"""Who hears of a contract before it goes out, and of its last days."""

from portal.domain.contracts.clauses import Party, Side
from portal.domain.contracts.review import CAPACITIES
from portal.domain.people.roles import StaffRole
from portal.notify.recipients import Circle, Recipient, account_owners, business_manager

ASKED = frozenset[StaffRole]().union(*CAPACITIES.values()) - {StaffRole.ADMINISTRATOR}
"""Administrators may agree for a small house, but their work is another one."""


def contract_reviewers(circle: Circle) -> list[Recipient]:
    """Whoever must agree before it goes out; the management, which may agree for all, is told too."""
    return circle.staff(post for post in circle.all_staff if not ASKED.isdisjoint(post.roles))


def contract_keepers(circle: Circle) -> list[Recipient]:
    """Whoever manages the account; while nobody does, everybody of the business side who sees it: a last day must not
    pass unseen because somebody left."""
    return business_manager(circle) or circle.staff(
        post for post in circle.all_staff if StaffRole.BUSINESS in post.roles
    )


def owners_who_can_act(circle: Circle) -> list[Recipient]:
    """The partner's owners, where the agreement is one of theirs and the window not ours alone."""
    if circle.thing.side != Side.DOWNSTREAM or circle.event.facts["by_whom"] == Party.US:
        return []
    return account_owners(circle)
