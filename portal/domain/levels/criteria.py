"""Which criteria of the stages are met, and what was sold against what was to be sold (domain 7.4 [DEF])."""

from collections.abc import Iterable
from datetime import date

from portal.domain.care.stages import Criterion
from portal.domain.contracts.computing.day_counting import suggest_end
from portal.domain.levels.gathering import Agreement, Known
from portal.domain.levels.targets import target_within
from portal.domain.sales.months import last_day, month_of, months_on, twelve_to

C = Criterion
LONG = 36
"""Months of a term, and of cooperation, that count as long."""
PROMOTES = 9
"""What its people answer on the average, from 0 to 10, when they would recommend us."""
LOOKED_AT, ENOUGH = 4, 2
"""Of so many quarters so many have to reach their target."""


def against_target(known: Known, first: date, last: date) -> tuple[int, int]:
    """Fen sold and to be sold from the month `first` to the end of the month `last`, of agreements with a target in
    yuan; each counts from its first month on."""
    sold = target = 0
    for one in known.agreements:
        begin = max(first, month_of(one.starts_on))
        if one.target is None or one.target.unit != "yuan" or begin > last or one.ends_on < first:
            continue
        wanted = target_within(one.target, (one.starts_on, one.ends_on), first, last_day(last))
        if wanted:
            target += wanted
            sold += sum(fen for (month, product), fen in known.sold.items()
                        if product in one.products and begin <= month <= last)  # fmt: skip
    return sold, target


def met(known: Known, as_of: date | None, today: date) -> list[Criterion]:
    """In their order; `as_of` is the month of the figures."""
    year = set(twelve_to(as_of)) if as_of else set()
    bought = {product for (month, product), fen in known.sold.items() if month in year and fen > 0}
    there = {
        C.SIGNED: bool(known.agreements),
        C.ON_TARGET: as_of is not None and _reached(known, as_of) >= ENOUGH,
        C.SHARES_INTEL: known.told_us > 0,
        C.MULTI_PRODUCT: len(bought) > 1,
        C.PROMOTER: known.asked > 0 and known.promoted >= PROMOTES * known.asked,
        C.JOINT_PLAN: False,
        C.THREE_YEARS: _since(known.agreements, today),
        C.EXECUTIVE_CONTACT: known.executive > 0,
        C.LONG_TERM: any(one.starts_on <= today <= one.ends_on and _is_long(one) for one in known.agreements),
    }
    return [one for one in C if there[one] or one in known.marks]


def _reached(known: Known, as_of: date) -> int:
    """How many of the last quarters that are over reached their target."""
    end = months_on(as_of, -(as_of.month % 3))
    ends = [months_on(end, -3 * back) for back in range(LOOKED_AT)]
    pairs = [against_target(known, months_on(last, -2), last) for last in ends]
    return sum(0 < target <= sold for sold, target in pairs)


def _since(agreements: Iterable[Agreement], today: date) -> bool:
    first = min((one.starts_on for one in agreements), default=None)
    return first is not None and suggest_end(first, LONG) <= today


def _is_long(one: Agreement) -> bool:
    return one.ends_on >= suggest_end(one.starts_on, LONG)
