"""What can still be done about an agreement, by whom and by when: the windows its clauses open before its end."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Protocol

from portal.domain.contracts.clauses import Clause as Terms
from portal.domain.contracts.clauses import Party, Side
from portal.domain.contracts.clauses.extension import (
    AutoRenewal,
    ExtensionOption,
    PerformanceExtension,
    SoleNegotiation,
)
from portal.domain.contracts.clauses.reading import Written, terms_of
from portal.domain.contracts.computing.day_counting import after_days, remind_on
from portal.domain.contracts.computing.extension_notices import ask, notices
from portal.domain.working_days import DAY, WorkingDays

RADAR_TYPES = frozenset(terms.code for terms in (AutoRenewal, ExtensionOption, PerformanceExtension, SoleNegotiation))
"""Clause types whose windows follow from the end of the term alone. An offer to match (A4) comes at no known day."""
END_AHEAD = 180
"""Days before the end from which what follows is worth a word (domain 4)."""
LONGEST_TOPUP = 100
"""Days after the end during which a top-up is still looked for; clauses usually give 30."""


class WindowKind(StrEnum):
    """What is to be done: the notices of `NoticeKind`, making up what performance lacks, agreeing on what follows."""

    ASK = "ask"
    REFUSE = "refuse"
    NEGOTIATE = "negotiate"
    TOP_UP = "top_up"
    END = "end"


ASKING = frozenset({WindowKind.ASK, WindowKind.END})
"""What a request for an extension answers."""
NOTICE_KINDS = frozenset(WindowKind) - {WindowKind.END}
"""What has a last day by a clause; the end of the term has not."""


class InForce(Written, Protocol):
    """A clause in force, or the columns of one."""

    @property
    def article(self) -> str: ...


@dataclass(frozen=True)
class Term:
    """A signed agreement that has begun and was not terminated, with what was done about its present end.

    `given`: (article, kind) → civil day on which the notice arrived. `is_asked`: the partner's request for an
    extension is under way.
    """

    contract_id: int
    account_id: int
    number: str
    side: str
    ends_on: date
    title: str = ""
    account_number: str = ""
    account_name: str = ""
    is_asked: bool = False
    given: Mapping[tuple[str, str], date] = field(default_factory=dict)


@dataclass(frozen=True)
class Window:
    """Civil days (Asia/Shanghai), both included, on which `by` can still act; `opens_on` None is any day before.

    `remind_on` is the last working day in time. `done_on` is the day on which the notice arrived, `is_settled` that
    nothing has to be done any more. `terms` is the clause; the end of the term has none and no `article`.
    """

    kind: WindowKind
    by: Party
    opens_on: date | None
    arrives_by: date
    remind_on: date
    article: str = ""
    terms: Terms | None = None
    is_provisional: bool = False
    is_settled: bool = False
    done_on: date | None = None

    def days_left(self, today: date) -> int:
        """Calendar days left, today and the last day counted."""
        return (self.arrives_by - today).days + 1

    def is_open(self, today: date) -> bool:
        """Whether it has opened by civil day `today`; whether it is over is not asked here."""
        return self.opens_on is None or self.opens_on <= today

    def may_be_done_by(self, party: Party) -> bool:
        return self.by in (party, Party.EITHER)


def windows(term: Term, clauses: Iterable[InForce], today: date, days: WorkingDays) -> list[Window]:
    """What can still be done on civil day `today` or later, the earliest last day first; `clauses` are those in force.

    `days` must know the calendar around the end and back to the windows. After the end only a top-up (A3) can still be
    open.
    """
    found = [*_of_clauses(term, clauses, days), _end(term, days)]
    still = (_settled(term, window) for window in found if window.arrives_by >= today)
    return sorted(still, key=lambda window: (window.arrives_by, window.article, window.kind))


def last_to_ask(found: Iterable[Window], today: date) -> Window | None:
    """The nearest last day on which the partner can still ask for more by a clause; `found` as `windows` gives them."""
    asking = (one for one in found if one.kind is WindowKind.ASK and one.may_be_done_by(Party.PARTNER))
    return next((one for one in asking if one.is_open(today) and not one.is_settled), None)


def is_settled(term: Term, window: Window) -> bool:
    """Whether nothing has to be done in this window any more: the notice has arrived, or, where an extension is what it
    is about, one is being asked for. A new end date makes a new term with windows of its own."""
    if window.kind in ASKING and term.is_asked and window.may_be_done_by(Party.PARTNER):
        return True
    if window.kind is WindowKind.END:
        return any(kind != WindowKind.NEGOTIATE for _, kind in term.given)  # to talk is not yet to agree
    return (window.article, window.kind) in term.given


def _settled(term: Term, window: Window) -> Window:
    if not is_settled(term, window):
        return window
    return replace(window, is_settled=True, done_on=term.given.get((window.article, window.kind)))


def _of_clauses(term: Term, clauses: Iterable[InForce], days: WorkingDays) -> Iterator[Window]:
    for clause in clauses:
        if clause.clause_type in RADAR_TYPES:
            terms = terms_of(clause)
            if terms is not None:
                yield from _of_terms(term, clause.article, terms, days)


def _of_terms(term: Term, article: str, terms: Terms, days: WorkingDays) -> Iterator[Window]:
    said = notices(terms, term.ends_on, days)
    if isinstance(terms, PerformanceExtension):
        buyer = Party.PARTNER if term.side == Side.DOWNSTREAM else Party.US
        if terms.topup_days:
            last = after_days(term.ends_on, terms.topup_days, terms, days)
            yield _window(WindowKind.TOP_UP, buyer, term.ends_on + DAY, last, days, article=article, terms=terms)
        if terms.ask_days:
            said = (ask(terms, buyer, term.ends_on, days),)
    for notice in said:
        kind = WindowKind(notice.kind)
        yield _window(kind, notice.by, notice.opens_on, notice.arrives_by, days, article=article, terms=terms)


def _end(term: Term, days: WorkingDays) -> Window:
    return _window(WindowKind.END, Party.EITHER, term.ends_on - END_AHEAD * DAY, term.ends_on, days)


def _window(
    kind: WindowKind, by: Party, opens_on: date | None, last: date, days: WorkingDays, *, article: str = "",
    terms: Terms | None = None,
) -> Window:  # fmt: skip
    return Window(
        kind, by, opens_on, last, remind_on(last, days), article, terms, is_provisional=days.is_provisional(last)
    )
