"""The term of an agreement: where it ends, how long is left, and the last day to ask for more."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from portal.domain.contracts.clauses import BadClause, DayKind, Party, read_clause
from portal.domain.contracts.clauses.extension import AutoRenewal, ExtensionOption
from portal.domain.contracts.models import Clause, Contract
from portal.domain.contracts.state import UNDER_WAY, state_on
from portal.domain.contracts.versions import clauses_on


@dataclass(frozen=True)
class NoticeDay:
    """The last civil day on which a notice may arrive. `kind` is `ask` (to extend) or `refuse` (to renew)."""

    kind: str
    day: date
    article: str

    def days_left(self, today: date) -> int:
        """Calendar days left, today and the last day counted; 0 or less once it is too late."""
        return (self.day - today).days + 1


def suggest_end(starts_on: date, months: int) -> date:
    """The last day, inclusive, of `months` calendar months from `starts_on`: the day before the corresponding day,
    or the last day of the month where there is none (Civil Code art. 202)."""
    years, month = divmod(starts_on.month - 1 + months, 12)
    year, month = starts_on.year + years, month + 1
    longest = monthrange(year, month)[1]
    if starts_on.day > longest:
        return date(year, month, longest)
    return date(year, month, starts_on.day) - timedelta(days=1)


def next_notice(contract: Contract, today: date) -> NoticeDay | None:
    """The notice day of an agreement under way, while it can still be met on civil day `today` (Asia/Shanghai);
    `contract` is loaded whole."""
    if state_on(contract, today) not in UNDER_WAY:
        return None
    found = notice_day(clauses_on(contract.versions, max(today, contract.starts_on)), contract.ends_on)
    return found if found and found.day >= today else None


def notice_day(clauses: Iterable[Clause], ends_on: date) -> NoticeDay | None:
    """The earliest notice day the partner has under `clauses`, counted back from `ends_on` and never rolled later;
    periods of working days are left out, for the calendar decides them."""
    days = (_notice_of(clause, ends_on) for clause in clauses)
    return min((day for day in days if day is not None), key=lambda notice: notice.day, default=None)


def _notice_of(clause: Clause, ends_on: date) -> NoticeDay | None:
    try:
        terms = read_clause(clause.clause_type, clause.params)
    except BadClause:
        return None
    if getattr(terms, "day_kind", DayKind.CALENDAR) != DayKind.CALENDAR:
        return None
    if isinstance(terms, ExtensionOption) and terms.holder != Party.US:
        return NoticeDay("ask", ends_on - timedelta(days=terms.close_days), clause.article)
    if isinstance(terms, AutoRenewal) and terms.who_may_refuse != Party.US:
        return NoticeDay("refuse", ends_on - timedelta(days=terms.non_renew_notice_days), clause.article)
    return None
