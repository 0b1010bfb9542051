"""Who hears that a request runs late or is overdue, and of absences; and whether such a mail is still worth sending."""

from datetime import datetime

from portal.domain.accounts.kinds import Tier
from portal.domain.events import Actor, Event
from portal.domain.people.away import away_today
from portal.domain.people.leads import leads_of
from portal.domain.requests.escalation import KINDS
from portal.domain.requests.models import ServiceRequest
from portal.domain.scope import GuardedSession
from portal.domain.work import Work
from portal.notify.recipients import Circle, Recipient, desk

ESCALATIONS = frozenset(KINDS.values())


def deputies_today(session: GuardedSession, now: datetime) -> dict[int, int]:
    """By the post of who is away today (Asia/Shanghai), the post of who stands in."""
    work = Work(session, Actor.system("worker"), now, writes=True)
    return {staff_id: one.deputy_id for staff_id, one in away_today(work).items()}


def leads_of_desk(circle: Circle) -> list[Recipient]:
    """The leads of whoever has it; while nobody has, those of the service desk."""
    told = {recipient.login.id for recipient in desk(circle)}
    if circle.assignee_id is not None:
        below = {circle.assignee_id}
    else:
        below = {post.id for post in circle.all_staff if post.login_id in told}
    leads = leads_of(circle.session)
    return circle.with_deputies(leads[one] for one in below if one in leads)


def sponsor_of_vip(circle: Circle) -> list[Recipient]:
    """The executive who answers for a VIP; nobody for other accounts."""
    if circle.standing is None or circle.standing.tier != Tier.VIP:
        return []
    return circle.with_deputies({circle.standing.sponsor_id})


def deputy_of_absence(circle: Circle) -> list[Recipient]:
    return circle.staff(post for post in circle.all_staff if post.id == circle.thing.deputy_id)


def who_is_absent(circle: Circle) -> list[Recipient]:
    """The person themselves, where an administrator did it for them."""
    return circle.staff(post for post in circle.all_staff if post.id == circle.thing.staff_id)


def is_settled(session: GuardedSession, event: Event) -> bool:
    """Whether the promise that was told of is kept, paused or moved since."""
    asking = session.get(ServiceRequest, event.subject_id)
    if asking is None or not asking.is_open or asking.is_paused:
        return True
    return asking.due_at.isoformat() != event.facts["due_at"]
