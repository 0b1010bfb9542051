"""Who hears of requests that became one: both who filed them, and of the merging itself nobody twice."""

from portal.domain.requests.merging import posters_of_joined
from portal.notify.recipients import Circle, Recipient, posting_contact


def joined_contacts(circle: Circle) -> list[Recipient]:
    """Whoever filed what goes on within the request: they hear of its answers as if it were theirs."""
    waits_for_others = circle.event.facts.get("whom", "partner") != "partner"
    if waits_for_others or not getattr(circle.thing, "has_joined", False):
        return []
    posters = set(posters_of_joined(circle.session, circle.thing.id))
    return [Recipient(one.login, one.account_id) for one in circle.members if one.login_id in posters]


def whose_was_joined(circle: Circle) -> list[Recipient]:
    """Whoever filed the request that goes on within another, and the owners when that person has left."""
    return posting_contact(circle) if "joined" not in circle.event.facts else []


def who_had_the_other(circle: Circle) -> list[Recipient]:
    """Whoever filed the request that took the other in, unless both were theirs."""
    facts = circle.event.facts
    if "joined" not in facts or facts.get("told") == circle.thing.posted_by_id:
        return []
    return [one for one in posting_contact(circle) if one.login.id != facts.get("told")]
