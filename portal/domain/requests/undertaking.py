"""What we take upon ourselves by taking a request: its priority and the moments of first answer and resolution."""

from dataclasses import dataclass
from datetime import datetime

from portal.domain.accounts.models import Account
from portal.domain.accounts.repository import AccountRepository
from portal.domain.contracts.models import Contract
from portal.domain.requests.calendar import work_minutes_now
from portal.domain.requests.catalogue import CATALOGUE, Facts, Priority, RequestCategory, priority_of
from portal.domain.requests.clocks.keeping import promised
from portal.domain.requests.clocks.policies import current_policy
from portal.domain.requests.grounds import agreed_facts
from portal.domain.work import Work


@dataclass(frozen=True)
class Undertaking:
    """Moments are UTC, NEVER without a clock; `policy_no` is the version of the clock policy they follow from."""

    priority: Priority
    answer_due_at: datetime
    resolve_due_at: datetime
    policy_no: int


def undertaking_for(
    work: Work, account: Account, category: RequestCategory, fields: Facts, contract: Contract | None
) -> Undertaking:
    """What a request filed now would be given, by the calendar of this moment; only reads."""
    policy = current_policy(work)
    days = work_minutes_now(work, policy.hours).days
    tier = AccountRepository(work).tier_for_promise(account.id) or ""
    known = {**fields, **agreed_facts(work, account, category, fields, contract)}
    priority = priority_of(CATALOGUE[category], known, work.today, days, tier)
    moments = promised(policy.target(category, priority), work.now, days, policy)
    return Undertaking(priority, *moments, policy.no)
