"""Prices that fall or change: protection of the stock, notice of a new price, tender prices kept."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from portal.domain.contracts.clauses.commercial import PriceFloor
from portal.domain.contracts.clauses.fact_kinds import CIVIL
from portal.domain.contracts.clauses.kinds import Choice
from portal.domain.contracts.clauses.listings import Steps
from portal.domain.contracts.clauses.money import PriceAdjustment, PriceProtection
from portal.domain.contracts.clauses.numbers import Fen, Whole
from portal.domain.contracts.clauses.trade_vocabulary import PriceCut
from portal.domain.contracts.computing.day_counting import after_days, calendar_notes
from portal.domain.contracts.computing.working import Assessment, Line, not_enough
from portal.domain.working_days import WorkingDays


@dataclass(frozen=True)
class Bought:
    """Boxes bought on a civil day."""

    on: date
    boxes: int


COLUMNS = (("on", CIVIL), ("boxes", Whole(unit="boxes")))


@dataclass(frozen=True, kw_only=True)
class PricesFacts:
    old_price_fen: Annotated[int | None, Fen(minimum=1)] = None
    """The price of a box before, in fen."""
    new_price_fen: Annotated[int | None, Fen()] = None
    """The price of a box after, in fen."""


@dataclass(frozen=True, kw_only=True)
class ProtectionFacts(PricesFacts):
    """Price protection."""

    cut_on: Annotated[date | None, CIVIL] = None
    """The day from which the lower price counts."""
    trigger: Annotated[PriceCut | None, Choice(among=PriceCut)] = None
    """Why the price fell; blank: taken as one the clause covers."""
    purchases: Annotated[tuple[Bought, ...], Steps(row=Bought, columns=COLUMNS, ascending=False)] = ()
    """Purchases before the cut, in any order; what was bought first is taken to be sold first."""
    stock_boxes: Annotated[int | None, Whole(unit="boxes")] = None
    """Boxes proven to be in stock on the day of the cut."""


def price_protection(terms: PriceProtection, facts: ProtectionFacts, _day: date, _days: WorkingDays) -> Assessment:
    """`price_protected`: (old − new price) × boxes in stock that were bought within the agreed days before the cut (the
    day exactly that many days before still counts; the day of the cut does not), in fen; else `not_protected`."""
    if facts.trigger is not None and facts.trigger not in terms.trigger:
        return Assessment("not_protected", (Line("cut_not_covered", {"cut": facts.trigger}),), 0)
    names = ("old_price_fen", "new_price_fen", "cut_on", "purchases", "stock_boxes")
    unknown = [name for name in names if getattr(facts, name) in (None, ())]
    old, new, cut_on, stock = facts.old_price_fen, facts.new_price_fen, facts.cut_on, facts.stock_boxes
    if unknown or old is None or new is None or cut_on is None or stock is None:
        return not_enough(*unknown)
    if new >= old:
        return Assessment("not_protected", (Line("price_not_lower", {"old_fen": old, "new_fen": new}),), 0)
    from_on = cut_on - timedelta(days=terms.lookback_days)
    recent = sum(one.boxes for one in facts.purchases if from_on <= one.on < cut_on)
    eligible = min(stock, recent)
    fen = (old - new) * eligible
    lines = [
        Line("stock_eligible", {"from_on": from_on, "cut_on": cut_on, "recent_boxes": recent, "stock_boxes": stock}),
        Line("price_difference", {"old_fen": old, "new_fen": new, "eligible_boxes": eligible}, fen),
        Line(f"protected_by_{terms.method}"),
    ]
    return Assessment("price_protected" if fen else "not_protected", tuple(lines), fen)


@dataclass(frozen=True, kw_only=True)
class AdjustmentFacts(PricesFacts):
    """A new price."""

    notified_on: Annotated[date | None, CIVIL] = None
    """The day the notice of the new price arrived."""
    effective_on: Annotated[date | None, CIVIL] = None
    """The day the notice names as the first of the new price; blank: the earliest."""
    changes_this_year: Annotated[int, Whole(unit="times", maximum=1000)] = 0
    """Changes already made in this year, this one left out."""
    ordered_on: Annotated[date | None, CIVIL] = None
    """The day of an order, to see which price it has."""


def price_adjustment(terms: PriceAdjustment, facts: AdjustmentFacts, _day: date, days: WorkingDays) -> Assessment:
    """`new_price_counts`, or `new_price_refused`: too large a change, or one too many in a year. `days`: `earliest_on`
    by the notice, `effective_on` from which orders have the new price. With an order, `fen` is its price of a box."""
    names = ("old_price_fen", "new_price_fen", "notified_on")
    old, new, notified_on = facts.old_price_fen, facts.new_price_fen, facts.notified_on
    if old is None or new is None or notified_on is None:
        return not_enough(*(name for name in names if getattr(facts, name) is None))
    earliest = after_days(notified_on, terms.notice_days, terms, days)
    effective = max(earliest, facts.effective_on or earliest)
    lines = [Line("new_price", {"old_fen": old, "new_fen": new}), Line("new_price_from", {"earliest_on": earliest})]
    refused = []
    # compared exactly: a change of just the agreed share is allowed
    if terms.max_change is not None and abs(new - old) > terms.max_change * old:
        refused.append(Line("change_too_large", {"share": terms.max_change}))
    if terms.limit_per_year is not None and facts.changes_this_year >= terms.limit_per_year:
        refused.append(Line("changes_used_up", {"count": facts.changes_this_year, "most": terms.limit_per_year}))
    named, notes = {"earliest_on": earliest, "effective_on": effective}, calendar_notes(days, earliest)
    if facts.effective_on is not None and facts.effective_on < earliest:
        notes = ("effective_later", *notes)
    price = None
    if facts.ordered_on is not None:
        price = old if refused or facts.ordered_on < effective else new
        lines.append(Line("price_of_order", {"ordered_on": facts.ordered_on}, price))
    return Assessment("new_price_refused" if refused else "new_price_counts", (*lines, *refused), price, named, notes)


@dataclass(frozen=True, kw_only=True)
class FloorFacts:
    """Keeping to tender prices."""

    sold_at_fen: Annotated[int | None, Fen()] = None
    """The price of a box to the point of care, in fen."""


def price_floor(terms: PriceFloor, facts: FloorFacts, _day: date, _days: WorkingDays) -> Assessment:
    """`price_kept` or `price_undercut`; no sum follows, and the legal note goes with it: only prices fixed by tender
    may be disciplined (Anti-Monopoly Law 18)."""
    if facts.sold_at_fen is None:
        return not_enough("sold_at_fen")
    known = {"sold_fen": facts.sold_at_fen, "least_fen": terms.min_terminal_price_fen}
    kept = facts.sold_at_fen >= terms.min_terminal_price_fen
    line = Line("price_at_least" if kept else "price_below", known)
    return Assessment("price_kept" if kept else "price_undercut", (line,), notes=("resale_price_fixing",))
