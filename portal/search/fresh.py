"""Whether the index knows the words of today."""

from sqlalchemy import select

from portal.domain.accounts.models import Account
from portal.domain.contracts.models import Contract
from portal.domain.scope import GuardedSession
from portal.search.models import SearchEntry, entry_id
from portal.search.tokens import LEAD


def is_outdated(session: GuardedSession) -> bool:
    """Whether the oldest account or contract lacks them: an earlier version made the index."""
    for kind, table in (("account", Account), ("contract", Contract)):
        row_id = session.scalar(select(table.id).order_by(table.id).limit(1))
        words = select(SearchEntry.words).where(SearchEntry.id == entry_id(kind, row_id or 0))
        if row_id is not None and LEAD not in (session.scalar(words) or ""):
            return True
    return False
