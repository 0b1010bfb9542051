"""Where an account is now that an older event names."""

from sqlalchemy import select

from portal.domain.accounts.merging.models import AccountMerge
from portal.domain.accounts.models import Account
from portal.domain.scope import GuardedSession


def account_now(session: GuardedSession, account_id: int | None) -> Account | None:
    """The account of that id within the scope, or the one that it goes on in."""
    if account_id is None:
        return None
    query = select(Account).join(AccountMerge, AccountMerge.account_id == Account.id)
    return session.get(Account, account_id) or session.scalar(
        query.where(AccountMerge.gone_id == account_id, AccountMerge.undone_at.is_(None))
    )
