"""Changing what people may do: somebody always remains in charge, and who loses a right is signed out at once."""

from typing import Any

from sqlalchemy import ColumnElement, select, update

from portal.domain.base import Refused
from portal.domain.people.models import Login, Membership, Staff, WebSession
from portal.domain.people.roles import PartnerRole, StaffRole
from portal.domain.work import Work


def change_role(work: Work, membership: Membership, role: str) -> None:
    """Give a member another role; Refused(membership.last_owner) when the account would be left without an owner."""
    if membership.role == role:
        return
    _keep_an_owner(work, membership)
    membership.change_role(role, by=work.actor, at=work.now)
    _sign_out(work, WebSession.membership_id == membership.id, why="role_changed")


def end_membership(work: Work, membership: Membership) -> None:
    """Let somebody no longer act for the account; Refused(membership.last_owner) for its only owner."""
    _keep_an_owner(work, membership)
    membership.end(by=work.actor, at=work.now)
    _sign_out(work, WebSession.membership_id == membership.id, why="membership_ended")


def appoint(work: Work, staff: Staff, *, title: str, roles: list[str], reach: str, provinces: list[str]) -> None:
    """Change a post's title, roles and reach; Refused(staff.own_post), Refused(staff.last_administrator)."""
    if StaffRole.ADMINISTRATOR not in roles:
        _keep_an_administrator(work, staff)
    staff.appoint(title=title, roles=roles, reach=reach, provinces=provinces, by=work.actor, at=work.now)
    _sign_out(work, WebSession.login_id == staff.login_id, why="role_changed")


def deactivate(work: Work, staff: Staff) -> None:
    """Close the sign-in of one of our people; Refused(staff.own_post), Refused(staff.last_administrator)."""
    if work.actor.staff_id is not None and work.actor.staff_id == staff.id:
        raise Refused("staff.own_post")
    _keep_an_administrator(work, staff)
    staff.login.deactivate(by=work.actor, at=work.now)
    _sign_out(work, WebSession.login_id == staff.login_id, why="deactivated")


def reactivate(work: Work, staff: Staff) -> None:
    """Open a closed sign-in again, with the roles it had."""
    staff.login.reactivate(by=work.actor, at=work.now)


def _keep_an_owner(work: Work, leaving: Membership) -> None:
    query = select(Membership.id).where(
        Membership.account_id == leaving.account_id,
        Membership.role == PartnerRole.OWNER,
        Membership.ended_at.is_(None),
        Membership.id != leaving.id,
    )
    if leaving.role == PartnerRole.OWNER and work.session.scalar(query.limit(1)) is None:
        raise Refused("membership.last_owner")


def _keep_an_administrator(work: Work, leaving: Staff) -> None:
    """Logins are locked in the order of their ids: of two administrators who remove each other one comes too late."""
    active: Any = select(Login.id).where(Login.deactivated_at.is_(None)).order_by(Login.id).with_for_update()
    open_logins = set(work.session.scalars(active.where(Login.id.in_(select(Staff.login_id)))))
    posts = work.session.execute(select(Staff.id, Staff.login_id, Staff.roles)).all()
    others = {post.id for post in posts if StaffRole.ADMINISTRATOR in post.roles and post.login_id in open_logins}
    if leaving.id in others and not others - {leaving.id}:
        raise Refused("staff.last_administrator")


def _sign_out(work: Work, whose: ColumnElement[bool], *, why: str) -> None:
    ended = update(WebSession).where(whose, WebSession.ended_at.is_(None)).values(ended_at=work.now, ended_why=why)
    work.session.execute(ended)
