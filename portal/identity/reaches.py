"""As whom a person may read without being signed in: their post, or every account they act for now."""

from dataclasses import dataclass

from sqlalchemy import select

from portal.domain.accounts.kinds import CLOSED_TO_PARTNERS
from portal.domain.accounts.models import Account
from portal.domain.events import Actor
from portal.domain.people.models import Login, Membership, Staff
from portal.domain.scope import GuardedSession, OneAccount, Scope
from portal.identity.visitor import scope_of_post


@dataclass(frozen=True)
class Reading:
    """An actor and what they may see."""

    actor: Actor
    scope: Scope


def readings_of(session: GuardedSession, login_id: int) -> list[Reading]:
    """As whom the login may read at this moment; none when it is closed or acts for nobody. The session sees all."""
    login = session.get(Login, login_id)
    if login is None or login.deactivated_at is not None:
        return []
    staff = session.scalar(select(Staff).where(Staff.login_id == login_id))
    if staff is not None:
        actor = Actor("staff", login.name, login_id, staff_id=staff.id, roles=frozenset(staff.roles))
        return [Reading(actor, scope_of_post(staff.id, staff.reach, tuple(staff.provinces)))]
    query = (
        select(Membership.account_id, Membership.role)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Membership.login_id == login_id, Membership.ended_at.is_(None), Account.status.not_in(CLOSED_TO_PARTNERS)
        )
        .order_by(Membership.id)
    )
    return [
        Reading(
            Actor("partner", login.name, login_id, account_id=row.account_id, roles=frozenset({row.role})),
            OneAccount(row.account_id),
        )
        for row in session.execute(query)
    ]
