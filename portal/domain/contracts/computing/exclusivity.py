"""Exclusive rights, and losing them by missing the target some quarters in a row."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Annotated

from portal.domain.contracts.clauses.commercial import ExclusivityClause
from portal.domain.contracts.clauses.fact_kinds import CIVIL
from portal.domain.contracts.clauses.listings import Steps
from portal.domain.contracts.clauses.numbers import MOST_FEN, Whole
from portal.domain.contracts.clauses.trade_vocabulary import Exclusivity
from portal.domain.contracts.computing.day_counting import after_months
from portal.domain.contracts.computing.working import Assessment, Line, not_enough
from portal.domain.working_days import DAY, WorkingDays


@dataclass(frozen=True)
class Quarter:
    """The first civil day of a quarter; actual and target in one unit, fen or boxes."""

    starts_on: date
    actual: int
    target: int

    def is_below(self, share: Decimal) -> bool:
        """Compared exactly, never rounded."""
        return self.actual < share * self.target

    @property
    def achievement(self) -> Decimal:
        """For reading only: six places, cut off."""
        return (Decimal(self.actual) / self.target).quantize(Decimal("0.000001"), ROUND_DOWN)


AMOUNT = Whole(maximum=MOST_FEN)
COLUMNS = (("starts_on", CIVIL), ("actual", AMOUNT), ("target", Whole(minimum=1, maximum=MOST_FEN)))


@dataclass(frozen=True, kw_only=True)
class ExclusivityFacts:
    """Exclusive rights."""

    quarters: Annotated[tuple[Quarter, ...], Steps(row=Quarter, columns=COLUMNS)] = ()
    """Finished quarters in order: first day, actual, target; both in fen or both in boxes."""
    notified_on: Annotated[date | None, CIVIL] = None
    """The day our notice that the exclusive right ends arrived; blank while none has."""


def exclusivity(terms: ExclusivityClause, facts: ExclusivityFacts, _day: date, _days: WorkingDays) -> Assessment:
    """`exclusive_stands`, `exclusive_may_end` (a notice is missing), or `exclusive_ends`: `days` has
    `non_exclusive_on`, the first of the month after the notice. Without a rule to lose it,
    `exclusive_without_condition`."""
    if terms.level == Exclusivity.NON_EXCLUSIVE:
        return Assessment("not_exclusive")
    below, run_of = terms.lose_if_achievement_below, terms.lose_after_quarters
    if below is None or run_of is None:
        return Assessment("exclusive_without_condition")
    if not facts.quarters:
        return not_enough("quarters")
    lines = [Line("exclusive_rule", {"step": below, "quarters": run_of})]
    lines += [
        Line(
            "quarter_below" if one.is_below(below) else "quarter_reached",
            {"starts_on": one.starts_on, "achievement": one.achievement, "step": below},
        )
        for one in facts.quarters
    ]
    over_on = _run_over_on(facts.quarters, below, run_of)
    if over_on is None:
        return Assessment("exclusive_stands", tuple(lines))
    lines.append(Line("quarters_in_a_row", {"quarters": run_of, "ended_on": over_on}))
    if facts.notified_on is None or facts.notified_on <= over_on:
        early = ("notice_too_early",) if facts.notified_on else ()
        return Assessment("exclusive_may_end", tuple(lines), notes=early)
    ends = after_months(facts.notified_on.replace(day=1), 1)
    lines.append(Line("exclusive_ends", {"notified_on": facts.notified_on, "non_exclusive_on": ends}))
    return Assessment("exclusive_ends", tuple(lines), days={"non_exclusive_on": ends})


def _run_over_on(quarters: tuple[Quarter, ...], below: Decimal, run_of: int) -> date | None:
    """The last day of the first `run_of` quarters in a row that were below; None without such a run."""
    run, expected = 0, None
    for quarter in quarters:
        if expected is not None and quarter.starts_on != expected:
            run = 0
        run = run + 1 if quarter.is_below(below) else 0
        expected = after_months(quarter.starts_on, 3)
        if run == run_of:
            return expected - DAY
    return None
