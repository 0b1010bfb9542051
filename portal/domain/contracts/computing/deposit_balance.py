"""A deposit: what is held, what must be topped up, and when it is due back."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from portal.domain.contracts.clauses.fact_kinds import CIVIL, Known
from portal.domain.contracts.clauses.kinds import Choice
from portal.domain.contracts.clauses.listings import Steps
from portal.domain.contracts.clauses.money import Deposit
from portal.domain.contracts.clauses.numbers import Fen
from portal.domain.contracts.computing.amounts import quotient, times
from portal.domain.contracts.computing.day_counting import after_days, calendar_notes
from portal.domain.contracts.computing.fact_vocabulary import MovementKind
from portal.domain.contracts.computing.working import Assessment, Line, not_enough
from portal.domain.working_days import WorkingDays

ADDS = frozenset({MovementKind.PAID, MovementKind.TOPUP})
DAYS_IN_A_YEAR = 365


@dataclass(frozen=True)
class Movement:
    """A sum in fen paid in, topped up, deducted or refunded on a civil day."""

    on: date
    kind: MovementKind
    fen: int


COLUMNS = (("on", CIVIL), ("kind", Choice(among=MovementKind)), ("fen", Fen(minimum=1)))


@dataclass(frozen=True, kw_only=True)
class DepositFacts:
    """A deposit."""

    signed_on: Annotated[date | None, CIVIL] = None
    """The day from which the time to pay it runs."""
    movements: Annotated[tuple[Movement, ...], Steps(row=Movement, columns=COLUMNS, ascending=False)] = ()
    """Payments, top-ups, deductions and refunds, in any order."""
    settled_on: Annotated[date | None, CIVIL] = None
    """The day on which stock and statement were settled after the end; blank while they are not."""
    no_open_breach: Annotated[bool | None, Known()] = None
    """Whether no breach is open; needed once stock and statement are settled."""


def deposit(terms: Deposit, facts: DepositFacts, day: date, days: WorkingDays) -> Assessment:
    """`deposit_unpaid`, `deposit_held`, `refund_due`, `refund_overdue` (on civil day `day`), `refund_blocked` by an
    open breach, or `deposit_refunded`; `fen` is the balance, never below 0. `days`: `due_by`, `topup_by`, `refund_by`.
    """
    if not facts.movements and facts.signed_on is None:
        return not_enough("movements", "signed_on")
    lines, balance, named = [], 0, {}
    for move in sorted(facts.movements, key=lambda one: (one.on, one.kind not in ADDS)):
        taken = move.fen if move.kind in ADDS else min(move.fen, balance)
        balance += taken if move.kind in ADDS else -taken
        lines.append(Line(f"deposit_{move.kind}", {"on": move.on}, taken))
        if move.kind == MovementKind.DEDUCTION and terms.objection_days:
            until = after_days(move.on, terms.objection_days, terms, days)
            lines.append(Line("deduction_objection", {"until_on": until}))
    lines.append(Line("deposit_balance", {}, balance))
    lines += _interest(terms, facts, day)
    if facts.signed_on is not None and not any(move.kind in ADDS for move in facts.movements):
        named["due_by"] = after_days(facts.signed_on, terms.due_days, terms, days)
        lines.append(Line("deposit_asked", {"due_by": named["due_by"]}, terms.amount_fen))
        return Assessment("deposit_unpaid", tuple(lines), balance, named, calendar_notes(days, *named.values()))
    if facts.settled_on is not None and facts.no_open_breach is None:
        return replace(not_enough("no_open_breach"), lines=tuple(lines))
    outcome, more, last = _standing(terms, facts, balance, day, days)
    named |= more
    notes = calendar_notes(days, *named.values())
    return Assessment(outcome, (*lines, *last), balance, named, notes)


def _standing(
    terms: Deposit, facts: DepositFacts, balance: int, day: date, days: WorkingDays
) -> tuple[str, dict[str, date], tuple[Line, ...]]:
    refunded = any(move.kind == MovementKind.REFUND for move in facts.movements)
    if refunded and not balance:
        return "deposit_refunded", {}, ()
    if facts.settled_on is None:
        return "deposit_held", *_topup(terms, facts, balance, days)
    if not facts.no_open_breach:
        return "refund_blocked", {}, ()
    refund_by = after_days(facts.settled_on, terms.refund_days, terms, days)
    line = Line("refund_due_by", {"settled_on": facts.settled_on, "refund_by": refund_by}, balance)
    return "refund_overdue" if day > refund_by else "refund_due", {"refund_by": refund_by}, (line,)


def _topup(
    terms: Deposit, facts: DepositFacts, balance: int, days: WorkingDays
) -> tuple[dict[str, date], tuple[Line, ...]]:
    deducted = [move.on for move in facts.movements if move.kind == MovementKind.DEDUCTION]
    short = terms.amount_fen - balance
    if short <= 0:
        return {}, ()
    if not deducted:
        return {}, (Line("deposit_short", {}, short),)
    topup_by = after_days(max(deducted), terms.topup_days, terms, days)
    return {"topup_by": topup_by}, (Line("topup_due", {"topup_by": topup_by}, short),)


def _interest(terms: Deposit, facts: DepositFacts, day: date) -> tuple[Line, ...]:
    """Simple interest on what was held each day, up to civil day `day`; a year has 365 days; rounded once."""
    if not terms.interest_rate or not facts.movements:
        return ()
    held, balance, fen_days = sorted(facts.movements, key=lambda one: (one.on, one.kind not in ADDS)), 0, 0
    for place, move in enumerate(held):
        balance = max(0, balance + (move.fen if move.kind in ADDS else -move.fen))
        until = held[place + 1].on if place + 1 < len(held) else max(day, move.on)
        fen_days += balance * (until - move.on).days
    fen = quotient(times(fen_days, terms.interest_rate), DAYS_IN_A_YEAR)
    return (Line("deposit_interest", {"rate": terms.interest_rate, "until_on": day}, fen),)
