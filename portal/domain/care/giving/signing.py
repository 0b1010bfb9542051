"""Who of us may agree to gifts: the care owner, whoever heads care, compliance, the management."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, or_, select

from portal.domain.accounts.models import AccountStanding
from portal.domain.care.gifts import Approver, approver
from portal.domain.care.giving.checking import Other
from portal.domain.care.giving.models import Giving
from portal.domain.care.giving.states import COMPLIANCE, GONE_OUT, MANAGEMENT, GiftState, Signer
from portal.domain.people.leads import leads_of
from portal.domain.people.models import Login, Staff
from portal.domain.people.roles import StaffRole
from portal.domain.scope import GuardedSession
from portal.domain.work import Work


def heads_of_care(session: GuardedSession) -> frozenset[int]:
    """Ids of the posts that lead somebody of care and are still here; where nobody does, the management."""
    leads = leads_of(session)
    here = [*session.scalars(select(Staff).join(Staff.login).where(Login.deactivated_at.is_(None)))]
    led = {leads[post.id] for post in here if StaffRole.CARE in post.roles and post.id in leads}
    heads = frozenset(post.id for post in here if post.id in led)
    return heads or frozenset(post.id for post in here if MANAGEMENT in post.roles)


def signer_before(work: Work, care_owner_id: int | None) -> Signer | None:
    """Who acts, before a gift to an account with that care owner; None for whoever is not one of us."""
    me = work.actor.staff_id
    if me is None:
        return None
    return Signer(me, work.actor.roles, me == care_owner_id, me in heads_of_care(work.session))


def covers(giving: Giving, beside: Sequence[Other]) -> bool:
    """Whether whoever agreed to this one, or to one that went out with it, may agree to the sum of them: each may have
    been agreed to for a day of its own."""
    gone = [one for one in beside if one.state in GONE_OUT]
    words, order = {giving.approver, *(one.approver for one in gone)}, [*Approver]
    needed = approver(giving.cost + sum(one.cost for one in gone))
    return max(order.index(Approver(word)) for word in words) >= order.index(needed)


def waits_for_me(work: Work) -> ColumnElement[bool]:
    """Gifts whose next word is the acting person's: a condition on statements that join the standing of the account;
    the same as `may_agree` says one by one."""
    me, roles = work.actor.staff_id or 0, work.actor.roles
    is_other = Giving.proposed_by_id != me
    ways = [and_(Giving.approver == Approver.CARE_OWNER, AccountStanding.care_owner_id == me)]
    if me in heads_of_care(work.session):
        ways.append(and_(Giving.approver.in_((Approver.CARE_OWNER, Approver.HEAD)), is_other))
    if COMPLIANCE in roles:
        ways.append(and_(Giving.approver == Approver.COMPLIANCE, Giving.cleared_by_id.is_(None), is_other))
    if MANAGEMENT in roles:
        ways.append(and_(Giving.approver == Approver.COMPLIANCE, Giving.cleared_by_id != me, is_other))
    return and_(Giving.state == GiftState.PROPOSED, or_(*ways))
