"""Who of quality hears of goods that may be unsafe."""

from portal.domain.people.roles import StaffRole
from portal.notify.recipients import Circle, Recipient


def quality_staff(circle: Circle) -> list[Recipient]:
    """Everybody of quality who sees the account."""
    return circle.staff(post for post in circle.all_staff if StaffRole.QUALITY in post.roles)
