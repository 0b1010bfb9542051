"""Who hears of the feedback loop: whoever has it, and the sponsor of a partner who complains again."""

from sqlalchemy import select

from portal.domain.feedback.loop import FeedbackLoop
from portal.domain.people.roles import Reach, StaffRole
from portal.notify.recipients import Circle, Recipient


def feedback_owner(circle: Circle) -> list[Recipient]:
    """Who has the feedback, and their deputy while they are away."""
    query = select(FeedbackLoop.owner_id).where(FeedbackLoop.feedback_id == circle.event.subject_id)
    return circle.with_deputies({circle.session.scalar(query)})


def sponsor(circle: Circle) -> list[Recipient]:
    """The executive who answers for the account; where nobody does, all of them."""
    meant = circle.standing.sponsor_id if circle.standing else None
    told = circle.with_deputies({meant}) if meant else []
    return told or circle.staff(post for post in circle.all_staff if StaffRole.EXECUTIVE in post.roles)


def askers(circle: Circle) -> list[Recipient]:
    """Whoever could hold a survey of the whole company back: care and the management, where they see everybody."""
    roles = {StaffRole.CARE, StaffRole.EXECUTIVE}
    return circle.staff(
        post for post in circle.all_staff if post.reach == Reach.ALL and not roles.isdisjoint(post.roles)
    )
