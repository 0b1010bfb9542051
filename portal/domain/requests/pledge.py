"""What we take upon ourselves by taking a request: its priority and the moments of first answer and resolution."""

from dataclasses import dataclass
from datetime import datetime

from portal.domain.accounts.models import Account
from portal.domain.accounts.repository import AccountRepository
from portal.domain.contracts.models import Contract
from portal.domain.requests.calendar import work_minutes_now
from portal.domain.requests.catalogue import CATALOGUE, Facts, Priority, RequestCategory, priority_of, promised_minutes
from portal.domain.requests.grounds import agreed_facts
from portal.domain.requests.working_time import add_minutes
from portal.domain.work import Work
from portal.domain.working_days import WorkingDays


@dataclass(frozen=True)
class Pledge:
    """Moments are UTC."""

    priority: Priority
    answer_due_at: datetime
    resolve_due_at: datetime


def pledge_for(
    work: Work, account: Account, category: RequestCategory, fields: Facts, contract: Contract | None
) -> Pledge:
    """What a request filed now would be given, by the calendar of this moment; only reads."""
    days = work_minutes_now(work).days
    tier = AccountRepository(work).tier_for_promise(account.id) or ""
    known = {**fields, **agreed_facts(work, account, category, fields, contract)}
    priority = priority_of(CATALOGUE[category], known, work.today, days, tier)
    return Pledge(priority, *promised_moments(category, priority, work.now, days))


def promised_moments(
    category: RequestCategory, priority: Priority, now: datetime, days: WorkingDays
) -> tuple[datetime, datetime]:
    """The moments (UTC) of the first answer and of the resolution of what is filed at `now` (aware)."""
    answer_in, resolve_in = promised_minutes(CATALOGUE[category], priority)
    return add_minutes(now, answer_in, days), add_minutes(now, resolve_in, days)
