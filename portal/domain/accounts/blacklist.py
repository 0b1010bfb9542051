"""The blacklist: nothing new is agreed with whoever stands on it; why, by whom, when and on what evidence is kept."""

from datetime import datetime

from sqlalchemy import select

from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.base import Refused, squeeze
from portal.domain.events import Actor
from portal.domain.people.models import Login
from portal.domain.people.roles import StaffRole
from portal.domain.scope import GuardedSession
from portal.domain.work import Repository

DECIDERS = (StaffRole.LEGAL, StaffRole.EXECUTIVE)
"""Who puts an account on the blacklist and takes it off again, beside administrators."""
LEAST = 5


def blacklist(
    account: Account, standing: AccountStanding, *, reason: str, evidence: str, by: Actor, at: datetime
) -> None:
    """Put the account on the blacklist; Refused("account.blacklist_*") without the right, a reason or evidence, or when
    it stands there already."""
    _check(by, reason)
    if len(squeeze(evidence)) < LEAST:
        raise Refused("account.blacklist_without_evidence")
    if standing.is_blacklisted:
        raise Refused("account.blacklist_again")
    standing.blacklist_reason, standing.blacklist_evidence = squeeze(reason), squeeze(evidence)
    standing.blacklisted_at, standing.blacklisted_by_id = at, by.login_id
    account.record(
        "account.blacklisted", by=by, at=at, reason=standing.blacklist_reason, evidence=standing.blacklist_evidence
    )


def take_off(account: Account, standing: AccountStanding, *, reason: str, by: Actor, at: datetime) -> None:
    """Take it off again; what was held against it stays told. Refused("account.blacklist_*") as above."""
    _check(by, reason)
    if not standing.is_blacklisted:
        raise Refused("account.blacklist_not_on")
    standing.blacklist_reason = standing.blacklist_evidence = ""
    standing.blacklisted_at = standing.blacklisted_by_id = None
    account.record("account.blacklist_lifted", by=by, at=at, reason=squeeze(reason))


def check_not_blacklisted(account: Account, standing: AccountStanding) -> None:
    """Refused("contract.account_blacklisted") for an account on the blacklist."""
    if standing.is_blacklisted:
        raise Refused("contract.account_blacklisted", name=account.name_zh, reason=standing.blacklist_reason)


def is_blacklisted(session: GuardedSession, account_id: int) -> bool:
    """The bare fact, also where the partner acts, to whom our standing is closed; they must not be told it."""
    query = select(AccountStanding.id).where(
        AccountStanding.account_id == account_id, AccountStanding.blacklisted_at.is_not(None)
    )
    return session.unguarded("a yes or no that decides and is told to nobody").scalar(query) is not None


class Blacklist(Repository):
    """Reading it (staff only)."""

    def reason_of(self, account_id: int) -> str:
        """Why the account is on the blacklist; empty when it is not."""
        query = select(AccountStanding.blacklist_reason).where(AccountStanding.account_id == account_id)
        return self.session.scalar(query) or ""

    def put_on_by(self, standing: AccountStanding) -> str:
        """The name of whoever put it there."""
        if standing.blacklisted_by_id is None:
            return ""
        return self.session.scalar(select(Login.name).where(Login.id == standing.blacklisted_by_id)) or ""


def _check(by: Actor, reason: str) -> None:
    if not by.has(StaffRole.ADMINISTRATOR, *DECIDERS):
        raise Refused("account.blacklist_forbidden")
    if len(squeeze(reason)) < LEAST:
        raise Refused("account.blacklist_without_reason")
