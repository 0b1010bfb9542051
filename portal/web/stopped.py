"""What an account's papers stop of what a request asks for, in words; nobody is kept from asking."""

from collections.abc import Sequence

from portal.domain.accounts.models import Account, Qualification
from portal.domain.accounts.papers.gates import refusals
from portal.domain.requests.catalogue import RequestCategory
from portal.domain.requests.stopped import ACTS
from portal.web.current import uow
from portal.web.paper_words import stopped_said


def stopped(category: RequestCategory, account: Account, filed: Sequence[Qualification] | None) -> list[str]:
    """A sentence for each paper that has run out; `filed` are the account's papers, where they are at hand."""
    act = ACTS.get(category)
    if act is None:
        return []
    if filed is None:
        return stopped_said(uow.gatekeeping.refusals(account, act))
    return stopped_said(refusals(filed, uow.today, act, licence_until=account.licence_until))
