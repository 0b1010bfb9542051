"""Who can say what by when: the notice windows a clause opens before the end of a term."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.domain.contracts.clauses import Clause, DayKind, Party
from portal.domain.contracts.clauses.extension import (
    AutoRenewal,
    ExtensionOption,
    PerformanceExtension,
    PriorityRenewal,
    SoleNegotiation,
)
from portal.domain.contracts.computing.day_counting import after_days, back_from, remind_on
from portal.domain.working_days import WorkingDays, add_working_days


class NoticeKind(StrEnum):
    """What is to be said: ask to extend, refuse to renew, match an offer, negotiate alone."""

    ASK = "ask"
    REFUSE = "refuse"
    MATCH = "match"
    NEGOTIATE = "negotiate"


@dataclass(frozen=True)
class Notice:
    """A window of civil days (Asia/Shanghai), both included; what arrives until 24:00 of `arrives_by` is in time.

    `opens_on` is None when it may be said at any time before. `remind_on` is the last working day in time, by which
    `by` should act; with very short windows it may lie before `opens_on`.
    """

    kind: NoticeKind
    by: Party
    opens_on: date | None
    arrives_by: date
    remind_on: date

    def holds(self, day: date) -> bool:
        """Whether what arrives on civil day `day` is in time."""
        return (self.opens_on is None or self.opens_on <= day) and day <= self.arrives_by


NOTICED = frozenset(terms.code for terms in (AutoRenewal, ExtensionOption, SoleNegotiation))
"""Types of clauses whose windows follow from the end alone."""


def notices(terms: Clause, ends_on: date, days: WorkingDays, *, offer_on: date | None = None) -> tuple[Notice, ...]:
    """The windows that `terms` open in a term that ends on `ends_on` (inclusive); most clauses open none.

    A window to match opens only with a third party's offer, on civil day `offer_on`.
    """
    match terms:
        case AutoRenewal():
            return (refusal(terms, ends_on, days),)
        case ExtensionOption():
            return (option(terms, ends_on, days),)
        case SoleNegotiation():
            return (negotiation(terms, ends_on, days),)
        case PriorityRenewal() if offer_on:
            return (matching(terms, offer_on, days),)
    return ()


def refusal(terms: AutoRenewal, ends_on: date, days: WorkingDays) -> Notice:
    """A1: a refusal arrives at least `non_renew_notice_days` before the end."""
    latest = back_from(ends_on, terms.non_renew_notice_days, terms, days)
    return _notice(NoticeKind.REFUSE, terms.who_may_refuse, None, latest, days)


def option(terms: ExtensionOption, ends_on: date, days: WorkingDays) -> Notice:
    """A2: the option is exercised between `open_days` and `close_days` before the end."""
    opens, closes = (back_from(ends_on, count, terms, days) for count in (terms.open_days, terms.close_days))
    return _notice(NoticeKind.ASK, terms.holder, opens, closes, days)


def ask(terms: PerformanceExtension, by: Party, ends_on: date, days: WorkingDays) -> Notice:
    """A3: `by`, whose performance it is, asks at least `ask_days` before the end; 0 is until the end."""
    return _notice(NoticeKind.ASK, by, None, back_from(ends_on, terms.ask_days, terms, days), days)


def matching(terms: PriorityRenewal, offer_on: date, days: WorkingDays) -> Notice:
    """A4: we match an offer that arrived on `offer_on` within `match_days`, rolled past rest days."""
    return _notice(NoticeKind.MATCH, Party.US, offer_on, after_days(offer_on, terms.match_days, terms, days), days)


def negotiation(terms: SoleNegotiation, ends_on: date, days: WorkingDays) -> Notice:
    """A5: `length_days` alone with us, the first of them `open_days` before the end. Counted from the end, so it
    never rolls."""
    opens, more = back_from(ends_on, terms.open_days, terms, days), terms.length_days - 1
    working = terms.day_kind == DayKind.WORKING
    closes = add_working_days(opens, more, days) if working else opens + timedelta(days=more)
    return _notice(NoticeKind.NEGOTIATE, Party.US, opens, closes, days)


def _notice(kind: NoticeKind, by: Party, opens: date | None, latest: date, days: WorkingDays) -> Notice:
    return Notice(kind, by, opens, latest, remind_on(latest, days))
