"""B6: heavier with each breach confirmed inside a window that rolls from the earlier confirmation."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from portal.domain.contracts.clauses.fact_kinds import CIVIL
from portal.domain.contracts.clauses.kinds import Text
from portal.domain.contracts.clauses.listings import Steps
from portal.domain.contracts.clauses.numbers import Fen
from portal.domain.contracts.clauses.penalty import PenaltyStep, PenaltyTiered
from portal.domain.contracts.clauses.vocabulary import Base
from portal.domain.contracts.computing.amounts import share_of
from portal.domain.contracts.computing.breach_count import Breach, counted
from portal.domain.contracts.computing.penalty_common import NOTHING, Sum, concluded, put_right
from portal.domain.contracts.computing.penalty_goods import GoodsFacts, Valued, goods_value
from portal.domain.contracts.computing.working import Assessment, Line, not_enough
from portal.domain.working_days import WorkingDays

LABEL = Text(longest=100, prefill="")
BREACHES = Steps(row=Breach, columns=(("confirmed_on", CIVIL), ("evidence", LABEL), ("act", LABEL)), ascending=False)


@dataclass(frozen=True, kw_only=True)
class TieredFacts(GoodsFacts):
    """B6. The breach asked about, and the ones before it."""

    evidence: Annotated[str, LABEL] = ""
    """A name for the evidence; breaches proven by the same evidence count once."""
    act: Annotated[str, LABEL] = ""
    """A name for the act; breaches of one continuous act count once."""
    earlier: Annotated[tuple[Breach, ...], BREACHES] = ()
    """Every other confirmed breach of this kind, in any order."""
    deposit_fen: Annotated[int | None, Fen()] = None
    """The balance of the deposit, in fen; blank: a share of it that is kept stays out of the sum and is named apart."""


def penalty_tiered(terms: PenaltyTiered, facts: TieredFacts, day: date, days: WorkingDays) -> Assessment:
    """B6: the step of this breach's number: a multiple of the proven goods, a share of the deposit, a warning, a right
    to end the contract. `days`: `counts_until`, the last day on which a later breach counts together with this one."""
    if cured := put_right(terms, facts, days):
        return cured
    if facts.confirmed_on is None:
        return not_enough("confirmed_on")
    this = Breach(facts.confirmed_on, facts.evidence, facts.act)
    number, lines, until = counted(this, facts.earlier, terms.window_months)
    lines += (Line("breach_number", {"number": number}),)
    reached = [step for step in terms.steps if step.count <= number]
    if not reached:
        return Assessment(NOTHING, (*lines, Line("no_step_yet")), 0, {"counts_until": until})
    step = reached[-1]
    goods = goods_value(terms.goods_value_rule, facts) if step.multiple else Valued(facts.goods_value_fen or 0, ())
    if isinstance(goods, Assessment):
        return goods
    priced = _priced(step, goods.fen, facts.deposit_fen)
    found = Sum(
        sum(line.fen or 0 for line in priced),
        (*lines, *goods.lines, *priced),
        _besides(step),
        {"counts_until": until},
        ("deposit_share_apart",) if step.deposit_share and facts.deposit_fen is None else (),
        {Base.GOODS_VALUE: goods.fen} if step.multiple else {},
    )
    return concluded(terms, facts, found, day, days)


def _priced(step: PenaltyStep, goods_fen: int, deposit_fen: int | None) -> tuple[Line, ...]:
    lines: tuple[Line, ...] = ()
    if step.multiple:
        known = {"goods_fen": goods_fen, "multiple": step.multiple}
        lines += (Line("goods_multiple", known, share_of(goods_fen, step.multiple)),)
    if step.deposit_share and deposit_fen is None:
        lines += (Line("deposit_share_apart", {"share": step.deposit_share}),)
    elif step.deposit_share and deposit_fen is not None:
        known = {"deposit_fen": deposit_fen, "share": step.deposit_share}
        lines += (Line("deposit_share_kept", known, share_of(deposit_fen, step.deposit_share)),)
    return lines


def _besides(step: PenaltyStep) -> tuple[Line, ...]:
    lines = (Line("warning_given"),) if step.warning else ()
    return (*lines, Line("termination_right")) if step.termination else lines
