"""Who hears of a contract before it goes out."""

from portal.domain.contracts.review import CAPACITIES
from portal.domain.people.roles import StaffRole
from portal.notify.recipients import Circle, Recipient

ASKED = frozenset[StaffRole]().union(*CAPACITIES.values()) - {StaffRole.ADMINISTRATOR}
"""Administrators may agree for a small house, but their work is another one."""


def contract_reviewers(circle: Circle) -> list[Recipient]:
    """Whoever must agree before it goes out; the management, which may agree for all, is told too."""
    return circle.staff(post for post in circle.all_staff if not ASKED.isdisjoint(post.roles))
