"""Who of us hears of a request that is with somebody else, who is called to it, and who hears that an answer came
back."""

from sqlalchemy import select

from portal.domain.requests.composing import Watch
from portal.domain.requests.merging import ids_of_whole
from portal.notify.recipients import Circle, Recipient

JOINING = frozenset({"request.merged", "request.parted"})
"""Of these both requests have an event of their own: nobody is told twice."""


def watchers(circle: Circle) -> list[Recipient]:
    """Who asked to hear of it, or of what goes on within it, and may still see it."""
    watched = [circle.event.subject_id]
    if circle.thing is not None and circle.event.kind not in JOINING:
        watched = ids_of_whole(circle.session, circle.thing)
    wanted = set(circle.session.scalars(select(Watch.staff_id).where(Watch.request_id.in_(watched))))
    return circle.staff(post for post in circle.all_staff if post.id in wanted)


def called(circle: Circle) -> list[Recipient]:
    """Whom the note calls by name, as far as they see the account now."""
    ids = circle.event.facts.get("called", ())
    return circle.staff(post for post in circle.all_staff if post.id in ids)


def who_sent_it(circle: Circle) -> list[Recipient]:
    """Whose answer did not go out."""
    return circle.staff(post for post in circle.all_staff if post.id == circle.event.facts.get("staff_id"))
