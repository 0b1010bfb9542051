"""Who hears of a proposed change of the archive, and of a wish to be forgotten."""

from portal.domain.people.models import Login
from portal.notify.recipients import Circle, Recipient, account_owners


def who_proposed(circle: Circle) -> list[Recipient]:
    """Who proposed it; the owners once that person has left."""
    theirs = [member for member in circle.members if member.login_id == circle.thing.proposed_by_id]
    return [Recipient(member.login, member.account_id) for member in theirs] or account_owners(circle)


def who_asks(circle: Circle) -> list[Recipient]:
    """The person as such: none of their colleagues."""
    login = circle.session.get(Login, circle.thing.login_id)
    return [Recipient(login, circle.event.account_id)] if login is not None else []
