"""Who hears of the care plan and of gifts: the part of the routing table that is about keeping up with customers."""

from portal.domain.accounts.marks import DECIDERS
from portal.domain.care.giving.signing import heads_of_care
from portal.domain.care.giving.states import COMPLIANCE, MANAGEMENT, Step
from portal.notify.care_telling import who_cares
from portal.notify.models import EMAIL, INBOX
from portal.notify.recipients import Circle, Recipient, care_owner

MARK_DECIDERS = frozenset(DECIDERS)


def gift_deciders(circle: Circle) -> list[Recipient]:
    """Whoever's word is next; where the account has no care owner, whoever heads care."""
    step = circle.thing.awaits if circle.thing is not None else None
    if step is Step.CARE_OWNER:
        return care_owner(circle) or _heads(circle)
    if step is Step.HEAD:
        return _heads(circle)
    role = {Step.COMPLIANCE: COMPLIANCE, Step.MANAGER: MANAGEMENT}.get(step) if step else None
    return circle.staff(post for post in circle.all_staff if role in post.roles) if role else []


def _heads(circle: Circle) -> list[Recipient]:
    ids = heads_of_care(circle.session)
    return circle.staff(post for post in circle.all_staff if post.id in ids)


def gift_proposer(circle: Circle) -> list[Recipient]:
    return circle.staff(post for post in circle.all_staff if post.id == circle.thing.proposed_by_id)


def plan_deciders(circle: Circle) -> list[Recipient]:
    """Whoever heads care; whose own list it is, hears of nothing they did themselves."""
    return _heads(circle)


def mark_lifters(circle: Circle) -> list[Recipient]:
    return circle.staff(post for post in circle.all_staff if not MARK_DECIDERS.isdisjoint(post.roles))


def plan_owner(circle: Circle) -> list[Recipient]:
    return circle.staff(post for post in circle.all_staff if post.id == circle.thing.owner_id)


CARE_ROUTING = {
    "care.due": [(who_cares, INBOX), (who_cares, EMAIL)],
    "care.plan_opens": [(who_cares, INBOX)],
    "occasion_plan.submitted": [(plan_deciders, INBOX)],
    "occasion_plan.approved": [(plan_owner, INBOX)],
    "occasion_plan.returned": [(plan_owner, INBOX)],
    "gift.proposed": [(gift_deciders, INBOX)],
    "gift.cleared": [(gift_deciders, INBOX)],
    "gift.approved": [(gift_proposer, INBOX)],
    "gift.refused": [(gift_proposer, INBOX)],
    "gift.return_told": [(plan_deciders, INBOX), (care_owner, INBOX)],
    "contact.lift_asked": [(mark_lifters, INBOX)],
    "tender_day.removal_asked": [(plan_deciders, INBOX), (care_owner, INBOX)],
}
