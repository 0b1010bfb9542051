"""Finding what an invitation's link offers, from whichever side it is opened."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, select
from sqlalchemy.orm import aliased

from portal.domain.accounts.kinds import CLOSED_TO_PARTNERS, PORTAL_KINDS
from portal.domain.accounts.models import Account
from portal.domain.people.models import Invitation, LinkToken, Login, Staff
from portal.domain.people.repository import STILL_OPEN
from portal.domain.scope import OUTSIDE_SCOPE, GuardedSession
from portal.identity.tokens import open_token


@dataclass(frozen=True)
class Offer:
    """An invitation that can be accepted now, and by whom. `inviter_is_staff` says which house invites."""

    link: LinkToken
    invitation: Invitation
    login: Login
    account: Account
    inviter: str
    inviter_is_staff: bool

    @property
    def is_for_a_newcomer(self) -> bool:
        return self.login.password_hash is None


def find_offer(session: GuardedSession, text: str, at: datetime) -> Offer | None:
    """The offer of that link text. None if the token is not good, or if since it was sent the offer was taken back,
    the address or password changed, the login was closed, or the account's people were shut out. Changes nothing."""
    link = open_token(session, "invitation", text, at)
    row = link and _read(session, link.subject_id)
    if not link or not row or not _is_good(link, row):
        return None
    return Offer(link, row.Invitation, row.Login, row.Account, row.name, row.staff_id is not None)


def _read(session: GuardedSession, invitation_id: int) -> Row[Invitation, Login, Account, str, int | None] | None:
    inviter = aliased(Login)
    query = (
        select(Invitation, Login, Account, inviter.name, Staff.id.label("staff_id"))
        .join(Login, Login.id == Invitation.login_id)
        .join(Account, Account.id == Invitation.account_id)
        .join(inviter, inviter.id == Invitation.invited_by_id)
        .outerjoin(Staff, Staff.login_id == inviter.id)
        .where(Invitation.id == invitation_id, *STILL_OPEN)
    )
    return session.execute(query, execution_options={OUTSIDE_SCOPE: "who opens the link is nobody's yet"}).one_or_none()


def _is_good(link: LinkToken, row: Row[Invitation, Login, Account, str, int | None]) -> bool:
    login, account = row.Login, row.Account
    return (
        login.email == row.Invitation.email
        and login.deactivated_at is None
        and (login.password_changed_at is None or login.password_changed_at < link.made_at)
        and account.kind in PORTAL_KINDS
        and account.status not in CLOSED_TO_PARTNERS
    )
