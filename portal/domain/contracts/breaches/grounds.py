"""What a breach rests on: the clause in force on its day, what kind of breach that makes it, and the time it gives."""

from collections.abc import Iterable
from datetime import date

from portal.domain.contracts.breaches.models import Deadlines
from portal.domain.contracts.clauses import Clause as Terms
from portal.domain.contracts.clauses import DayKind, Party
from portal.domain.contracts.clauses.clause import DayCounted
from portal.domain.contracts.clauses.commercial import AntiDiversion
from portal.domain.contracts.clauses.conduct import Confidentiality
from portal.domain.contracts.clauses.money import Delivery
from portal.domain.contracts.clauses.penalty import Penalty
from portal.domain.contracts.clauses.reading import terms_of
from portal.domain.contracts.clauses.vocabulary import Trigger
from portal.domain.contracts.computing.day_counting import after_days
from portal.domain.contracts.models import Clause
from portal.domain.working_days import WorkingDays

REPLY_WORKING_DAYS = 5
"""Working days to answer a notice where the contract says nothing."""
BY_DEFAULT = DayCounted(day_kind=DayKind.WORKING)

TRIGGERS = {
    "anti_diversion": Trigger.DIVERSION, "delivery": Trigger.LATE_DELIVERY, "minimum_purchase": Trigger.SHORTFALL,
    "payment_terms": Trigger.LATE_PAYMENT, "confidentiality": Trigger.CONFIDENTIALITY,
    "qualification_duty": Trigger.QUALIFICATION, "exclusivity": Trigger.EXCLUSIVITY, "price_floor": Trigger.PRICE,
    "tender_support": Trigger.TENDER, "flow_reporting": Trigger.FLOW, "compliance": Trigger.COMPLIANCE,
    "non_compete": Trigger.COMPETITION, "minimum_years": Trigger.EARLY_EXIT,
    "interruption_extension": Trigger.STOCKOUT,
}  # fmt: skip
"""What breaking a clause of each type is; a penalty clause says it itself."""


def kind_of(clause: Clause) -> Trigger:
    """What kind of breach it is to break this clause."""
    terms = terms_of(clause)
    return terms.trigger if isinstance(terms, Penalty) else TRIGGERS.get(clause.clause_type, Trigger.OTHER)


def obligor_of(clause: Clause) -> Party:
    """Who breaks it if it is broken: the clause's own party, else whom it binds; where it binds both, the partner."""
    terms = terms_of(clause)
    if isinstance(terms, Penalty) and terms.obligor != Party.EITHER:
        return terms.obligor
    return Party.US if clause.binds == Party.US else Party.PARTNER


def likely_clause(clauses: Iterable[Clause], kind: str) -> Clause | None:
    """Of the clauses in force, the one a breach of this kind is judged by: a penalty first, else what was broken."""
    alike = [clause for clause in clauses if kind_of(clause) == kind]
    return min(alike, key=lambda clause: (not isinstance(terms_of(clause), Penalty), clause.position), default=None)


def sets_a_sum(terms: Terms | None) -> bool:
    """Whether a clause itself says what its breach costs: every penalty, late delivery, broken confidence."""
    if isinstance(terms, Delivery):
        return bool(terms.rate_per_day)
    return isinstance(terms, Penalty) or (isinstance(terms, Confidentiality) and terms.penalty_fen is not None)


def penalty_clause(clauses: Iterable[Clause], kind: str) -> Clause | None:
    """The clause that sets a sum for a breach of this kind, if there is one."""
    return likely_clause([clause for clause in clauses if sets_a_sum(terms_of(clause))], kind)


def deadlines(clauses: Iterable[Clause], clause: Clause, arrived_on: date, days: WorkingDays) -> Deadlines:
    """The last civil days to reply to a notice that arrived on `arrived_on`, and to cure (None: there is no cure)."""
    clauses = list(clauses)
    answering = next((one for one in map(terms_of, clauses) if isinstance(one, AntiDiversion)), None)
    if answering is not None and kind_of(clause) == Trigger.DIVERSION:
        reply_by = after_days(arrived_on, answering.respond_days, answering, days)
    else:
        reply_by = after_days(arrived_on, REPLY_WORKING_DAYS, BY_DEFAULT, days)
    terms = terms_of(clause)
    if not isinstance(terms, Penalty) or terms.no_cure or not terms.cure_days:
        return reply_by, None
    return reply_by, after_days(arrived_on, terms.cure_days, terms, days)
