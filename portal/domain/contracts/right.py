"""Whether a partner who asks for a longer term has a right to it: what the clauses in force make of the notice."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from portal.domain.contracts.clauses import Clause as Terms
from portal.domain.contracts.clauses import Party
from portal.domain.contracts.clauses.extension import AutoRenewal, ExtensionOption, PerformanceExtension
from portal.domain.contracts.clauses.reading import terms_of
from portal.domain.contracts.computing.day_counting import extended_end
from portal.domain.contracts.computing.extension_facts import (
    AutoRenewalFacts,
    Exercise,
    ExtensionOptionFacts,
    PerformanceFacts,
)
from portal.domain.contracts.computing.extension_notices import ask
from portal.domain.contracts.computing.extension_option import extension_option
from portal.domain.contracts.computing.extension_performance import performance_extension
from portal.domain.contracts.computing.extension_renewal import auto_renewal
from portal.domain.contracts.computing.working import NOT_ENOUGH_FACTS, Assessment
from portal.domain.contracts.models import Clause
from portal.domain.working_days import WorkingDays, civil_day


class Standing(StrEnum):
    """What asking comes to, the strongest first: the notice alone extends; conditions decide; it renews without being
    asked; a clause is there but gives no right (now); no clause speaks of it. The last two are an offer."""

    EXISTS = "exists"
    DEPENDS = "depends"
    RENEWS = "renews"
    OFFER = "offer"
    NONE = "none"


ORDER = tuple(Standing)
NO_CLAUSE = Assessment("no_clause")


@dataclass(frozen=True)
class Right:
    """`ask_by` is the last civil day on which the notice may arrive, until 24:00; `opens_on` the first, None is any.
    `months` are those the clause itself gives, for a notice the end that results in `new_ends_on`."""

    standing: Standing
    ask_by: date
    opens_on: date | None = None
    article: str = ""
    clause: Clause | None = None
    months: int | None = None
    new_ends_on: date | None = None
    assessment: Assessment = NO_CLAUSE

    @property
    def outcome(self) -> str:
        return self.assessment.outcome

    @property
    def terms(self) -> Terms | None:
        """The typed clause the right rests on."""
        return terms_of(self.clause) if self.clause else None

    def days_left(self, today: date) -> int:
        """Calendar days left to ask, today and the last day counted; 0 or less once it is too late."""
        return (self.ask_by - today).days + 1


def right_to_extend(
    clauses: Iterable[Clause], ends_on: date, arrived_at: datetime, days: WorkingDays,
    used: Mapping[str, int] | None = None,
) -> Right:  # fmt: skip
    """The strongest right that `clauses` give to a partner whose notice arrived at `arrived_at` (aware), in a term that
    ends on `ends_on`. `used` counts by article how often an option was exercised in earlier terms."""
    found = [right for clause in clauses for right in _of(clause, ends_on, arrived_at, days, used or {})]
    return min(found, key=lambda right: ORDER.index(right.standing), default=Right(Standing.NONE, ends_on))


def _of(
    clause: Clause, ends_on: date, arrived_at: datetime, days: WorkingDays, used: Mapping[str, int]
) -> Iterator[Right]:
    terms, day = terms_of(clause), civil_day(arrived_at)
    match terms:
        case ExtensionOption():
            yield _by_option(clause, terms, ends_on, arrived_at, days, used.get(clause.article, 0))
        case PerformanceExtension():
            yield _by_performance(clause, terms, ends_on, day, days)
        case AutoRenewal():
            yield _by_itself(clause, terms, auto_renewal(terms, AutoRenewalFacts(ends_on=ends_on), day, days), ends_on)


def _by_option(
    clause: Clause, terms: ExtensionOption, ends_on: date, arrived_at: datetime, days: WorkingDays, used: int
) -> Right:
    notice = (Exercise(arrived_at, Party.PARTNER),)
    facts = ExtensionOptionFacts(ends_on=ends_on, exercises=notice, exercise_count=used)
    answer = extension_option(terms, facts, civil_day(arrived_at), days)
    standing = {"option_exercised": Standing.EXISTS, NOT_ENOUGH_FACTS: Standing.DEPENDS}.get(answer.outcome)
    ours = terms.holder == Party.US  # whose window it is does not matter to whoever has no right in it
    return Right(
        standing or Standing.OFFER,
        ask_by=ends_on if ours else answer.days["notice_by"],
        opens_on=None if ours else answer.days["opens_on"],
        article=clause.article,
        clause=clause,
        months=terms.months,
        new_ends_on=extended_end(ends_on, terms.months),
        assessment=answer,
    )


def _by_performance(clause: Clause, terms: PerformanceExtension, ends_on: date, day: date, days: WorkingDays) -> Right:
    window = ask(terms, Party.PARTNER, ends_on, days)
    earned = performance_extension(terms, PerformanceFacts(ends_on=ends_on), day, days)
    if window.holds(day):
        return Right(Standing.DEPENDS, window.arrives_by, article=clause.article, clause=clause, assessment=earned)
    late = Assessment("asked_too_late", days={"notice_by": window.arrives_by})
    return Right(Standing.OFFER, window.arrives_by, article=clause.article, clause=clause, assessment=late)


def _by_itself(clause: Clause, terms: AutoRenewal, answer: Assessment, ends_on: date) -> Right:
    standing = {"renews": Standing.RENEWS, NOT_ENOUGH_FACTS: Standing.DEPENDS}.get(answer.outcome, Standing.OFFER)
    after = extended_end(ends_on, terms.renew_months)
    return Right(
        standing, ends_on, article=clause.article, clause=clause, months=terms.renew_months, new_ends_on=after,
        assessment=answer,
    )  # fmt: skip
