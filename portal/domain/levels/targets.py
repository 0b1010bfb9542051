"""How much of a minimum purchase falls into some days: whole periods whole, others by their share of the days."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from portal.domain.contracts.clauses.commercial import MinimumPurchase
from portal.domain.contracts.computing.day_counting import after_months
from portal.domain.contracts.computing.quota_targets import MONTHS, prorated

DAY = timedelta(days=1)


def target_within(terms: MinimumPurchase, term: tuple[date, date], first: date, last: date) -> int:
    """Fen (or boxes, as the targets are) that fall into the civil days from `first` to `last`, both included, rounded
    down; `term` is the first and the last day of the agreement."""
    found = Fraction(0)
    for begin, end, target in _periods(terms, term):
        inside = (min(end, last) - max(begin, first)) // DAY + 1
        if inside > 0:
            found += Fraction(target * inside, (end - begin) // DAY + 1)
    return int(found)


def _periods(terms: MinimumPurchase, term: tuple[date, date]) -> Iterator[tuple[date, date, int]]:
    """The days of each period that lie in the term, with its target."""
    starts_on, ends_on = term
    if terms.period not in MONTHS:
        yield starts_on, ends_on, sum(terms.targets)
        return
    step = MONTHS[terms.period]
    opens = date(starts_on.year, (starts_on.month - 1) // step * step + 1, 1)
    for place, target in enumerate(prorated(terms, starts_on, ends_on)[0]):
        begin = max(after_months(opens, place * step), starts_on)
        end = min(after_months(opens, (place + 1) * step) - DAY, ends_on)
        if begin <= end:
            yield begin, end, target
