"""Who of us hears of a request that is with somebody else, and who hears that an answer came back."""

from sqlalchemy import select

from portal.domain.requests.composing import Watch
from portal.notify.recipients import Circle, Recipient


def watchers(circle: Circle) -> list[Recipient]:
    """Who asked to hear of it, and may still see it."""
    wanted = set(circle.session.scalars(select(Watch.staff_id).where(Watch.request_id == circle.event.subject_id)))
    return circle.staff(post for post in circle.all_staff if post.id in wanted)


def who_sent_it(circle: Circle) -> list[Recipient]:
    """Whose answer did not go out."""
    return circle.staff(post for post in circle.all_staff if post.id == circle.event.facts.get("staff_id"))
