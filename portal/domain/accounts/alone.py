"""The partner's own account, for whoever writes something for it."""

from portal.domain.accounts.models import Account
from portal.domain.base import NotFound
from portal.domain.reading_now import read_now
from portal.domain.work import Work

_NEEDED = ("number", "kind", "status", "name_zh", "short_name")
"""To file a request; anything else is read when it is asked for."""


def own_alone(work: Work) -> Account:
    """Without its business manager, and with few of its columns; NotFound for whoever has no account."""
    account: Account | None = read_now(work.session, Account, work.actor.account_id or 0, _NEEDED)
    if account is None:
        raise NotFound("own account")
    return account
