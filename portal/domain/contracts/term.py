"""The term of an agreement: how long is left, and the last day to ask for more."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from portal.domain.contracts.clauses import DayKind, Party
from portal.domain.contracts.clauses.reading import terms_of
from portal.domain.contracts.computing.extension_notices import NOTICED, notices
from portal.domain.contracts.models import Clause, Contract
from portal.domain.contracts.state import UNDER_WAY, state_on
from portal.domain.contracts.versions import clauses_on
from portal.domain.working_days import WorkingDays


@dataclass(frozen=True)
class NoticeDay:
    """The last civil day on which a notice may arrive. `kind` is `ask` (to extend) or `refuse` (to renew)."""

    kind: str
    day: date
    article: str

    def days_left(self, today: date) -> int:
        """Calendar days left, today and the last day counted; 0 or less once it is too late."""
        return (self.day - today).days + 1


def next_notice(contract: Contract, today: date, days: WorkingDays | None = None) -> NoticeDay | None:
    """The notice day of an agreement under way, while it can still be met on civil day `today` (Asia/Shanghai);
    `contract` is loaded whole, `days` as for `notice_day`. One that was terminated for a later day has none."""
    if contract.terminated_on is not None or state_on(contract, today) not in UNDER_WAY:
        return None
    found = notice_day(clauses_on(contract.versions, max(today, contract.starts_on)), contract.ends_on, days)
    return found if found and found.day >= today else None


def notice_day(clauses: Iterable[Clause], ends_on: date, days: WorkingDays | None = None) -> NoticeDay | None:
    """The earliest notice day the partner has under `clauses`, counted back from `ends_on` and never rolled later.

    `days` must know the calendar back from the end: with holidays missing a day comes out too late. Without it,
    periods of working days are left out.
    """
    found = (notice for clause in clauses for notice in _of_partner(clause, ends_on, days))
    return min(found, key=lambda notice: notice.day, default=None)


def _of_partner(clause: Clause, ends_on: date, days: WorkingDays | None) -> Iterator[NoticeDay]:
    terms = terms_of(clause) if clause.clause_type in NOTICED else None
    if terms is None:
        return
    if days is None and getattr(terms, "day_kind", DayKind.CALENDAR) != DayKind.CALENDAR:
        return
    for notice in notices(terms, ends_on, days or WorkingDays()):
        if notice.by != Party.US:
            yield NoticeDay(notice.kind, notice.arrives_by, clause.article)
