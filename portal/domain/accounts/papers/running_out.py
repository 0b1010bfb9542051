"""Papers whose last day is near: the statement, put together once, as the first page of the day asks it."""

from functools import cache

from sqlalchemy import bindparam, select

from portal.domain.accounts.models import Account, Qualification
from portal.domain.accounts.papers.paper import PaperState
from portal.domain.paging import just
from portal.domain.work import AnySelect


@cache
def running_out(most: int) -> AnySelect:
    """Verified papers that end between civil days `since` and `until`, both included, with their account; the first on
    top, at most `most`."""
    return (
        select(Qualification.doc_type, Qualification.expires_on, Account.number, Account.name_zh, Account.short_name)
        .join(Account, Account.id == Qualification.account_id)
        .where(Qualification.state == PaperState.VERIFIED)
        .where(Qualification.expires_on.between(bindparam("since"), bindparam("until")))
        .order_by(Qualification.expires_on, Qualification.id)
        .limit(just(most))
    )
