"""Sending invitations: the offer is a row, its token goes out by mail and nowhere else."""

from portal.domain.accounts.kinds import check_portal
from portal.domain.accounts.models import Account
from portal.domain.people import invitations
from portal.domain.people.models import Invitation
from portal.domain.unit_of_work import UnitOfWork
from portal.identity import throttle
from portal.identity.pausing import refuse_while_paused
from portal.identity.tokens import LIFETIMES, issue, void


def invite(uow: UnitOfWork, account: Account, *, email: str, name: str, role: str) -> Invitation:
    """Offer somebody to act for the account in this role and have the link mailed to them."""
    check_portal(account.kind, account.status)
    invitation = invitations.invite(uow, account.id, email=email, name=name, role=role)
    send(uow, invitation)
    return invitation


def send_again(uow: UnitOfWork, account: Account, ref: str) -> Invitation:
    """Mail a fresh link for an open offer; the link sent before is worth nothing from now on."""
    check_portal(account.kind, account.status)
    invitation = uow.people.invitation(account.id, ref)
    invitation.check_open()
    send(uow, invitation)
    return invitation


def revoke(uow: UnitOfWork, account: Account, ref: str) -> Invitation:
    """Take an offer back; its link is worth nothing from now on."""
    invitation = uow.people.invitation(account.id, ref)
    invitation.revoke(by=uow.actor, at=uow.now)
    void(uow.session, "invitation", invitation.id, uow.now)
    return invitation


def send(uow: UnitOfWork, invitation: Invitation) -> None:
    """Make the token and leave the event by which the worker mails it; so many an hour from one inviter."""
    inviter = str(uow.actor.login_id)
    refuse_while_paused(uow.session, "invitation", inviter)
    throttle.count(uow.session, "invitation", inviter, uow.now)
    link = issue(uow.session, "invitation", invitation.id, LIFETIMES["invitation"], uow.now)
    invitation.record("invitation.sent", by=uow.actor, at=uow.now, link_token_id=link.id, role=invitation.role)
