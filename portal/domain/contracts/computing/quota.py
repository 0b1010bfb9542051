"""Minimum purchase: each period against its target, with what is carried over."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from portal.domain.contracts.clauses.commercial import MinimumPurchase
from portal.domain.contracts.clauses.fact_kinds import CIVIL
from portal.domain.contracts.clauses.listings import Steps
from portal.domain.contracts.clauses.numbers import MOST_FEN, Whole
from portal.domain.contracts.clauses.trade_vocabulary import CarryOver
from portal.domain.contracts.computing.quota_targets import prorated
from portal.domain.contracts.computing.working import Assessment, Line, not_enough
from portal.domain.working_days import WorkingDays


@dataclass(frozen=True)
class Purchased:
    """What came in period `number` (1 is the first), in fen or boxes as the targets are."""

    number: int
    purchased: int
    returned: int
    diverted: int

    @property
    def counts(self) -> int:
        """Returned and diverted goods are deducted; never below 0."""
        return max(0, self.purchased - self.returned - self.diverted)


AMOUNT, DEDUCTED = Whole(maximum=MOST_FEN), Whole(maximum=MOST_FEN, prefill=0)
COLUMNS = (
    ("number", Whole(minimum=1, maximum=500)),
    ("purchased", AMOUNT),
    ("returned", DEDUCTED),
    ("diverted", DEDUCTED),
)


@dataclass(frozen=True, kw_only=True)
class QuotaFacts:
    """Minimum purchase."""

    periods: Annotated[tuple[Purchased, ...], Steps(row=Purchased, columns=COLUMNS)] = ()
    """Finished periods by number: purchased, returned, diverted; in fen or in boxes, as the targets are."""
    starts_on: Annotated[date | None, CIVIL] = None
    """The first day on which the targets run, where the first calendar period is not whole."""
    ends_on: Annotated[date | None, CIVIL] = None
    """The last day of the term, where the last calendar period is not whole."""


def minimum_purchase(terms: MinimumPurchase, facts: QuotaFacts, _day: date, _days: WorkingDays) -> Assessment:
    """`target_met`, `target_missed` or, while periods of a year taken as a whole are still to come, `target_running`.

    `fen` is the shortfall in all where targets are sums; in boxes it stands in the line `shortfall_boxes`.
    """
    targets, lines, notes = prorated(terms, facts.starts_on, facts.ends_on)
    inside = [period for period in facts.periods if period.number <= len(targets)]
    if len(inside) < len(facts.periods):
        notes += ("period_without_target",)
    if not inside:
        return Assessment("target_set", tuple(lines), notes=notes) if lines else not_enough("periods")
    unit = "fen" if terms.unit == "yuan" else "boxes"
    shortfalls, gap = _reckoned(terms.carry_over, inside, targets, unit, lines)
    short = sum(shortfalls)
    whole_year = terms.carry_over == CarryOver.ANNUAL
    running = whole_year and len(inside) < len(targets)
    if whole_year:
        short = max(0, -gap)
    outcome = "target_running" if running else "target_missed" if short else "target_met"
    if short:
        lines.append(Line(f"shortfall_{unit}", {f"shortfall_{unit}": short}))
    return Assessment(outcome, tuple(lines), short if unit == "fen" else None, notes=notes)


def _reckoned(
    carry_over: CarryOver, periods: list[Purchased], targets: tuple[int, ...], unit: str, lines: list[Line]
) -> tuple[list[int], int]:
    """Adds a line for each period; the shortfall of each that fails alone, and the gap of all together."""
    gap, carried, shortfalls = 0, 0, []
    for period in periods:
        target = targets[period.number - 1]
        gap += period.counts - target
        ahead = period.counts + carried - target
        carried = max(0, ahead) if carry_over == CarryOver.FORWARD else 0
        short = max(0, -ahead)
        shortfalls.append(short)
        known = {"number": period.number, f"actual_{unit}": period.counts, f"target_{unit}": target}
        verdict = "missed" if short else "met"
        lines.append(Line(f"period_{verdict}_{unit}", {**known, f"short_{unit}": short}))
        if carry_over == CarryOver.FORWARD and carried:
            lines.append(Line(f"carried_forward_{unit}", {f"carried_{unit}": carried}))
        if carry_over == CarryOver.ANNUAL:
            lines.append(Line(f"gap_so_far_{unit}", {f"gap_{unit}": gap}))
    return shortfalls, gap
