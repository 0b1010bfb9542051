"""Whether a message still has its reader: between the event and the mail somebody may have left or lost an account.

Hours can lie between, for quiet hours and the one mail a day make messages wait (AZ7).
"""

from sqlalchemy import select

from portal.domain.accounts.kinds import CLOSED_TO_PARTNERS
from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.accounts.reach import sees
from portal.domain.people.models import Membership, Staff
from portal.domain.people.roles import PartnerRole, Reach
from portal.domain.scope import GuardedSession
from portal.notify.groups import LEGAL
from portal.notify.models import Message


class Pointless(Exception):
    """The mail is no longer worth sending; the text says why."""


def check_recipient(session: GuardedSession, message: Message) -> None:
    """Pointless when the reader may not read of it any more. The message comes with its event and recipient."""
    if message.recipient.deactivated_at is not None:
        raise Pointless("the sign-in is closed")
    if message.account_id is None:
        _check_post(session, message)
    elif message.kind != "invitation.sent":
        _check_membership(session, message)


def may_write(session: GuardedSession, message: Message) -> bool:
    """Whether the reader may write for the account it went to: whoever acts for it and does not only read."""
    acting = select(Membership.id).where(
        Membership.account_id == message.account_id,
        Membership.login_id == message.recipient_id,
        Membership.ended_at.is_(None),
        Membership.role != PartnerRole.VIEWER,
    )
    return session.scalar(acting) is not None


def _check_membership(session: GuardedSession, message: Message) -> None:
    """A notice with legal effect reaches also whom the account was closed to since."""
    query = select(Account.status).join(Membership, Membership.account_id == Account.id)
    theirs = (Membership.account_id == message.account_id, Membership.login_id == message.recipient_id)
    status = session.scalar(query.where(*theirs, Membership.ended_at.is_(None)))
    if status is None:
        raise Pointless("no longer acts for the account")
    if status in CLOSED_TO_PARTNERS and message.kind not in LEGAL:
        raise Pointless("the account is closed to its people")


def _check_post(session: GuardedSession, message: Message) -> None:
    """One of us who does not see the account any more is not told what happens there."""
    account_id = message.event.account_id
    post = session.scalar(select(Staff).where(Staff.login_id == message.recipient_id)) if account_id else None
    if post is None or post.reach == Reach.ALL:
        return
    account = session.get(Account, account_id)
    standing = session.scalar(select(AccountStanding).where(AccountStanding.account_id == account_id))
    if account is not None and not sees(post, account, standing):
        raise Pointless("no longer looks after the account")
