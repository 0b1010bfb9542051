"""Who hears of endpoints."""

from portal.domain.people.roles import StaffRole
from portal.notify.recipients import Circle, Recipient


def administrators(circle: Circle) -> list[Recipient]:
    return circle.staff(post for post in circle.all_staff if StaffRole.ADMINISTRATOR in post.roles)
