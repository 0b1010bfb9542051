"""Offering somebody to act for an account, and taking the offer."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.domain.base import Refused
from portal.domain.people.models import Invitation, Login, Membership, Staff
from portal.domain.people.repository import STILL_OPEN
from portal.domain.people.roles import PartnerRole
from portal.domain.work import Work


def invite(work: Work, account_id: int, *, email: str, name: str, role: str) -> Invitation:
    """An open offer to act for the account in this role, to the login of this address (made if nobody has it).

    `email` is already in its normal form. Answers alike for known, unknown and closed addresses; refuses only what the
    account's own team page shows: Refused(membership.already_member), Refused(invitation.already_open).
    """
    login = login_of(work, email, name)
    if _acts_for(work, account_id, login.id):
        raise Refused("membership.already_member", email=email)
    if work.session.scalar(
        select(Invitation.id).where(
            Invitation.account_id == account_id, Invitation.login_id == login.id, Invitation.email == email, *STILL_OPEN
        )
    ):
        raise Refused("invitation.already_open", email=email)
    invitation = Invitation(
        account_id=account_id, login_id=login.id, email=email, name=name, role=PartnerRole(role),
        invited_by_id=work.actor.login_id, invited_at=work.now,
    )  # fmt: skip
    work.session.add(invitation)
    work.session.flush()
    return invitation


def accept(work: Work, invitation: Invitation, login: Login) -> Membership:
    """The membership that the offer carries; who once acted for the account and left acts for it again.

    Refused(invitation.not_open) if the offer was taken or revoked, Refused(invitation.of_staff) for our own people,
    Refused(membership.already_member).
    """
    invitation.check_open()
    if work.session.scalar(select(Staff.id).where(Staff.login_id == login.id)):
        raise Refused("invitation.of_staff")
    membership = _membership_of(work, invitation.account_id, login.id)
    if membership.id is not None and membership.ended_at is None:
        raise Refused("membership.already_member", email=invitation.email)
    membership.role, membership.joined_at, membership.ended_at = PartnerRole(invitation.role), work.now, None
    invitation.accepted_at = work.now
    work.session.add(membership)
    invitation.record("invitation.accepted", by=work.actor, at=work.now, role=invitation.role)
    return membership


def login_of(work: Work, email: str, name: str) -> Login:
    """The login of this address, made if nobody has it; locked until the end, so that two offers come one by one."""
    query = select(Login).where(Login.email == email).with_for_update()
    known = work.session.scalar(query)
    if known is not None:
        return known
    try:
        with work.session.begin_nested():
            login = Login(name=name, email=email, created_at=work.now)
            work.session.add(login)
        return login
    except IntegrityError:  # somebody else made it a moment ago
        return work.session.scalars(query).one()


def _acts_for(work: Work, account_id: int, login_id: int) -> bool:
    query = select(Membership.id).where(
        Membership.account_id == account_id, Membership.login_id == login_id, Membership.ended_at.is_(None)
    )
    return work.session.scalar(query) is not None


def _membership_of(work: Work, account_id: int, login_id: int) -> Membership:
    query = select(Membership).where(Membership.account_id == account_id, Membership.login_id == login_id)
    return work.session.scalar(query) or Membership(account_id=account_id, login_id=login_id)
