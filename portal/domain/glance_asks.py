"""What the head of an account's page asks: put together once, which takes longer than to ask it."""

from functools import cache

from sqlalchemy import Date, bindparam, select
from sqlalchemy.orm import joinedload

from portal.domain.accounts.repository import standing_with
from portal.domain.accounts.tags import words_on_account
from portal.domain.care.repository import next_duty
from portal.domain.contracts.models import Contract, ContractVersion
from portal.domain.levels.repository import kept_health
from portal.domain.promises.open import figures_of_account
from portal.domain.quality.models import ArchiveQuality
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.states import OPEN
from portal.domain.work import AnySelect

MOST_OPEN = 200

OPEN_REQUESTS = (
    select(ServiceRequest)
    .where(ServiceRequest.account_id == bindparam("of_account"), ServiceRequest.state.in_(OPEN))
    .limit(MOST_OPEN)
)


@cache
def head() -> AnySelect:
    """The account of a `number` with its standing, its promises on the civil day `today`, its next duty, words, health
    and kept figures of its archive."""
    figures = (*figures_of_account(bindparam("today", type_=Date)), next_duty(), words_on_account(), *kept_health())
    return standing_with(*figures, beside=ArchiveQuality)


@cache
def running() -> AnySelect:
    """Agreements that have not ended on the civil day `today`, with versions and clauses, the first to end on top."""
    query = select(Contract).where(
        Contract.account_id == bindparam("of_account"), Contract.ends_on >= bindparam("today", type_=Date)
    )
    query = query.options(joinedload(Contract.versions).joinedload(ContractVersion.clauses))
    return query.order_by(Contract.ends_on, Contract.id)
