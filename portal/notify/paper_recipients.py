"""Who hears of qualification papers: whoever gave one, and those of ours who check it."""

from portal.domain.accounts.papers.paper import CHECKERS
from portal.domain.people.roles import StaffRole
from portal.notify.quality_recipients import quality_staff
from portal.notify.recipients import Circle, Recipient, account_filers


def paper_checkers(circle: Circle) -> list[Recipient]:
    """Quality, and while nobody of it is here whoever else checks papers; never the one who gave it."""
    able = quality_staff(circle) or circle.staff(
        post for post in circle.all_staff if not (CHECKERS - {StaffRole.EXECUTIVE}).isdisjoint(post.roles)
    )
    return [one for one in able if one.login.id != circle.thing.submitted_by_id]


def paper_givers(circle: Circle) -> list[Recipient]:
    """Of the partner, whoever gave it; those who file, when we did or that person has left."""
    theirs = account_filers(circle)
    return [one for one in theirs if one.login.id == circle.thing.submitted_by_id] or theirs


def colleague_who_gave_it(circle: Circle) -> list[Recipient]:
    """Of us, whoever gave it."""
    return circle.staff(post for post in circle.all_staff if post.login_id == circle.thing.submitted_by_id)
