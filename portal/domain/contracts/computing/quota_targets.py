"""Targets of a minimum purchase: of periods that are not whole in proportion to their days; of a year."""

from collections.abc import Iterable
from datetime import date, timedelta

from portal.domain.contracts.clauses import Clause
from portal.domain.contracts.clauses.commercial import MinimumPurchase
from portal.domain.contracts.clauses.vocabulary import Period
from portal.domain.contracts.computing.amounts import quotient, whole_part
from portal.domain.contracts.computing.day_counting import after_months
from portal.domain.contracts.computing.working import Line

MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.YEAR: 12}


def prorated(
    terms: MinimumPurchase, starts_on: date | None, ends_on: date | None
) -> tuple[tuple[int, ...], list[Line], tuple[str, ...]]:
    """The targets in order, a line for each that was cut, and notes. Period 1 is the calendar period with `starts_on`;
    sums are rounded half up to the fen, boxes down. Targets of a whole term, and of a clause that does not prorate,
    stay."""
    targets = list(terms.targets)
    if not terms.prorate or terms.period not in MONTHS or starts_on is None:
        return tuple(targets), [], ()
    lines: list[Line] = []
    first, step = _period_start(starts_on, MONTHS[terms.period]), MONTHS[terms.period]
    for place, target in enumerate(targets):
        opens, closes = after_months(first, place * step), after_months(first, (place + 1) * step) - timedelta(days=1)
        whole = (closes - opens).days + 1
        begin, end = max(opens, starts_on), closes if ends_on is None else min(closes, ends_on)
        run = max(0, (end - begin).days + 1)
        if run < whole:
            targets[place] = _part(terms.unit, target, run, whole)
            unit = "fen" if terms.unit == "yuan" else "boxes"
            known = {"number": place + 1, "run_days": run, "whole_days": whole}
            lines.append(Line(f"prorated_{unit}", {**known, f"full_{unit}": target, f"target_{unit}": targets[place]}))
    return tuple(targets), lines, ()


def annual_target(clauses: Iterable[Clause | None]) -> int | None:
    """The contract value where none is printed: what is to be purchased in a year, in fen; None without such a
    clause. Clauses that could not be read (None) are passed over."""
    for terms in clauses:
        if isinstance(terms, MinimumPurchase) and terms.period == Period.YEAR and terms.targets_fen:
            return terms.targets_fen[0]
    return None


def _part(unit: str, target: int, run: int, whole: int) -> int:
    return quotient(target * run, whole) if unit == "yuan" else whole_part(target * run, whole)


def _period_start(day: date, months: int) -> date:
    return date(day.year, (day.month - 1) // months * months + 1, 1)
