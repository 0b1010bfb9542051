"""Payment: when it is due, and orders that must wait because of the limit or the money."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from portal.domain.contracts.clauses.fact_kinds import CIVIL
from portal.domain.contracts.clauses.money import PaymentTerms
from portal.domain.contracts.clauses.numbers import Fen
from portal.domain.contracts.clauses.trade_vocabulary import PaymentMethod
from portal.domain.contracts.computing.day_counting import after_days, calendar_notes
from portal.domain.contracts.computing.working import Assessment, Line, not_enough
from portal.domain.working_days import WorkingDays


@dataclass(frozen=True, kw_only=True)
class PaymentFacts:
    """Payment."""

    counted_from: Annotated[date | None, CIVIL] = None
    """The day from which the credit period runs: of the invoice or of the delivery, as agreed."""
    paid_on: Annotated[date | None, CIVIL] = None
    """The day all was paid; blank while it is not."""
    order_fen: Annotated[int | None, Fen()] = None
    """The order asked about, in fen."""
    prepaid_fen: Annotated[int | None, Fen()] = None
    """What was paid for this order before delivery, in fen."""
    open_balance_fen: Annotated[int | None, Fen()] = None
    """What is open from earlier orders, in fen; for the limit."""


def payment_terms(terms: PaymentTerms, facts: PaymentFacts, day: date, days: WorkingDays) -> Assessment:
    """Prepaid: `order_may_ship` or `order_waits` (fen: what is missing). On credit: of an order `order_may_ship` or
    `order_waits` (fen: what is above the limit); of an invoice `paid_in_time`, `paid_late`, `payment_open`,
    `payment_overdue` on civil day `day`. `days`: `due_by`. What lateness costs is a clause of its own."""
    if terms.method == PaymentMethod.PREPAID:
        return _prepaid(facts)
    if facts.counted_from is None and facts.order_fen is None:
        return not_enough("counted_from")
    lines, named, outcome = [], {}, ""
    if facts.counted_from is not None and terms.credit_days is not None:
        named["due_by"] = after_days(facts.counted_from, terms.credit_days, terms, days)
        lines.append(Line("payment_due", {"due_by": named["due_by"]}))
        outcome = _due(facts.paid_on, named["due_by"], day)
    over = None
    if facts.order_fen is not None:
        if terms.credit_limit_fen is not None and facts.open_balance_fen is None:
            return not_enough("open_balance_fen")
        line, over = _limit(terms.credit_limit_fen, facts.open_balance_fen or 0, facts.order_fen)
        lines.append(line)
        outcome = "order_waits" if over else "order_may_ship"
    return Assessment(outcome, tuple(lines), over, named, calendar_notes(days, *named.values()))


def _prepaid(facts: PaymentFacts) -> Assessment:
    if facts.order_fen is None or facts.prepaid_fen is None:
        return not_enough(*(name for name in ("order_fen", "prepaid_fen") if getattr(facts, name) is None))
    short = max(0, facts.order_fen - facts.prepaid_fen)
    line = Line("order_prepaid", {"order_fen": facts.order_fen, "prepaid_fen": facts.prepaid_fen})
    missing = (Line("prepayment_short", {}, short),) if short else ()
    return Assessment("order_waits" if short else "order_may_ship", (line, *missing), short)


def _due(paid_on: date | None, due_by: date, day: date) -> str:
    if paid_on is not None:
        return "paid_in_time" if paid_on <= due_by else "paid_late"
    return "payment_open" if day <= due_by else "payment_overdue"


def _limit(limit: int | None, balance: int, order: int) -> tuple[Line, int]:
    """What the order comes to beside the limit, and by how much it is above it; exactly at the limit it may go."""
    if limit is None:
        return Line("no_credit_limit"), 0
    over = max(0, balance + order - limit)
    known = {"balance_fen": balance, "order_fen": order, "limit_fen": limit}
    return (Line("order_over_limit", known, over) if over else Line("order_within_limit", known)), over
