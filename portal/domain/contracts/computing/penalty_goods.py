"""B4: a multiple of the value of the diverted boxes that were proven, and buying them back."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from portal.domain.contracts.clauses.fact_kinds import CIVIL
from portal.domain.contracts.clauses.numbers import Fen, Whole
from portal.domain.contracts.clauses.penalty import PenaltyGoodsMultiple
from portal.domain.contracts.clauses.vocabulary import Base, GoodsPrice
from portal.domain.contracts.computing.amounts import share_of
from portal.domain.contracts.computing.day_counting import after_days
from portal.domain.contracts.computing.lateness import spoken_in
from portal.domain.contracts.computing.penalty_common import Sum, concluded, put_right
from portal.domain.contracts.computing.penalty_facts import PenaltyFacts
from portal.domain.contracts.computing.working import Assessment, Line, not_enough
from portal.domain.working_days import WorkingDays


@dataclass(frozen=True, kw_only=True)
class GoodsFacts(PenaltyFacts):
    """B4. Of several products, give `goods_value_fen` instead of boxes and price."""

    boxes_proven: Annotated[int | None, Whole(unit="boxes")] = None
    """Boxes proven by evidence; only these count."""
    boxes_claimed: Annotated[int | None, Whole(unit="boxes")] = None
    """Boxes claimed, where more are claimed than proven."""
    supply_price_fen: Annotated[int | None, Fen()] = None
    """The supply price of a box, in fen."""
    listed_price_fen: Annotated[int | None, Fen()] = None
    """The listed price of a box, in fen; also used where no supply price is known."""
    confirmed_on: Annotated[date | None, CIVIL] = None
    """The day on which the breach was confirmed."""


@dataclass(frozen=True)
class Valued:
    """What the goods come to in fen, and the lines behind it."""

    fen: int
    lines: tuple[Line, ...]


def goods_value(rule: GoodsPrice, facts: GoodsFacts) -> Valued | Assessment:
    """The value of the proven goods; `not_enough` while boxes or price are unknown."""
    price = price_of(rule, facts)
    if facts.boxes_proven is None or price is None:
        if facts.goods_value_fen is not None:
            return Valued(facts.goods_value_fen, (Line("goods_given", {}, facts.goods_value_fen),))
        unknown = {"boxes_proven": facts.boxes_proven, f"{rule}_fen": price}
        return not_enough(*(name for name, value in unknown.items() if value is None))
    fen = facts.boxes_proven * price
    lines = [Line("goods_proven", {"proven_boxes": facts.boxes_proven, "price_fen": price}, fen)]
    if facts.boxes_claimed is not None and facts.boxes_claimed > facts.boxes_proven:
        known = {"proven_boxes": facts.boxes_proven, "claimed_boxes": facts.boxes_claimed}
        lines.insert(0, Line("only_proven_count", known))
    if rule == GoodsPrice.SUPPLY_PRICE and facts.supply_price_fen is None:
        lines.insert(0, Line("listed_price_instead"))
    return Valued(fen, tuple(lines))


def price_of(rule: GoodsPrice, facts: GoodsFacts) -> int | None:
    """The price of a box in fen; the listed one where the supply price is unknown."""
    if rule == GoodsPrice.SUPPLY_PRICE and facts.supply_price_fen is not None:
        return facts.supply_price_fen
    return facts.listed_price_fen


def penalty_goods_multiple(terms: PenaltyGoodsMultiple, facts: GoodsFacts, day: date, days: WorkingDays) -> Assessment:
    """B4: multiple × value of the proven goods, in fen. Beyond it the goods are bought back: that sum stands in the
    line `buyback` and not in the penalty. `days`: `buyback_by`, counted from the notice, else from the confirmation."""
    if cured := put_right(terms, facts, days):
        return cured
    goods = goods_value(terms.goods_value_rule, facts)
    if isinstance(goods, Assessment):
        return goods
    fen = share_of(goods.fen, terms.multiple)
    line = Line("goods_multiple", {"goods_fen": goods.fen, "multiple": terms.multiple}, fen)
    begins = facts.notified_on or facts.confirmed_on
    named = {}
    if terms.buyback_days is not None and begins is not None:
        named["buyback_by"] = after_days(begins, terms.buyback_days, terms, days)
    found = Sum(fen, (*goods.lines, line), _buyback(terms, facts), named, bases={Base.GOODS_VALUE: goods.fen})
    return concluded(terms, facts, found, day, days)


def _buyback(terms: PenaltyGoodsMultiple, facts: GoodsFacts) -> tuple[Line, ...]:
    if terms.buyback_days is None:
        return ()
    price = price_of(terms.buyback_price, facts)
    known: dict[str, object] = {"buyback_days": terms.buyback_days, **spoken_in(terms.day_kind)}
    if price is None or facts.boxes_proven is None:
        return (Line("buyback_agreed", known),)
    known |= {"proven_boxes": facts.boxes_proven, "price_fen": price}
    return (Line("buyback", known, facts.boxes_proven * price),)
