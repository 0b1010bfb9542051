"""Who hears that a monthly report is there: the management, and whoever asked for it."""

from portal.domain.people.roles import Reach, StaffRole
from portal.notify.recipients import Circle, Recipient


def executives(circle: Circle) -> list[Recipient]:
    """Those of them who see the whole company, as the report is about all of it."""
    return [
        Recipient(post.login) for post in circle.all_staff
        if StaffRole.EXECUTIVE in post.roles and post.reach == Reach.ALL
    ]  # fmt: skip


def who_asked_for_it(circle: Circle) -> list[Recipient]:
    return [Recipient(post.login) for post in circle.all_staff if post.login_id == circle.event.facts.get("asked_by")]
