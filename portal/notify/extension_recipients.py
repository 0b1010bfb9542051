"""Who of us hears of an asked extension: whoever may decide about it, and whoever proposed the answer."""

from sqlalchemy import select

from portal.domain.people.roles import StaffRole
from portal.domain.requests.extension import TermExtension
from portal.domain.requests.extension_proposal import ExtensionProposal
from portal.domain.requests.extension_states import DECIDER_ROLES
from portal.notify.recipients import Circle, Recipient


def lawyers(circle: Circle) -> list[Recipient]:
    return circle.staff(post for post in circle.all_staff if StaffRole.LEGAL in post.roles)


def deciders(circle: Circle) -> list[Recipient]:
    """Who may look at a proposal as the second person; whoever made it is never told of their own act."""
    return circle.staff(post for post in circle.all_staff if not DECIDER_ROLES.isdisjoint(post.roles))


def proposer(circle: Circle) -> list[Recipient]:
    """Who made the newest proposal for the extension this request asks for."""
    query = (
        select(ExtensionProposal.proposed_by_id)
        .join(TermExtension, TermExtension.id == ExtensionProposal.extension_id)
        .where(TermExtension.request_id == circle.event.subject_id)
        .order_by(ExtensionProposal.id.desc())
        .limit(1)
    )
    wanted = circle.session.scalar(query)
    return circle.staff(post for post in circle.all_staff if post.login_id == wanted)
