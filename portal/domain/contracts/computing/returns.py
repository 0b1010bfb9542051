"""Goods that come back: near expiry at a part of their price and up to a share, quality defects in full."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from portal.domain.contracts.clauses.fact_kinds import CIVIL, Known
from portal.domain.contracts.clauses.kinds import Choice
from portal.domain.contracts.clauses.listings import Choices
from portal.domain.contracts.clauses.money import ReturnExchange
from portal.domain.contracts.clauses.numbers import Fen, Whole
from portal.domain.contracts.clauses.trade_vocabulary import NoReturn
from portal.domain.contracts.computing.amounts import share_of
from portal.domain.contracts.computing.day_counting import after_months
from portal.domain.contracts.computing.fact_vocabulary import ReturnReason
from portal.domain.contracts.computing.working import Assessment, Line, not_enough
from portal.domain.working_days import WorkingDays


@dataclass(frozen=True, kw_only=True)
class ReturnFacts:
    """A return."""

    reason: Annotated[ReturnReason | None, Choice(among=ReturnReason)] = None
    """Why the goods come back."""
    boxes: Annotated[int | None, Whole(unit="boxes")] = None
    """How many boxes come back."""
    price_fen: Annotated[int | None, Fen()] = None
    """What a box was bought for, in fen."""
    expires_on: Annotated[date | None, CIVIL] = None
    """The last day on which the goods may be used; for goods near expiry."""
    asked_on: Annotated[date | None, CIVIL] = None
    """The day of the request; blank: the day asked about."""
    year_purchase_fen: Annotated[int | None, Fen()] = None
    """The year's purchase in fen, which the cap is a share of; for goods near expiry."""
    credited_fen: Annotated[int, Fen()] = 0
    """What was credited for goods near expiry earlier in the year, in fen."""
    freight_fen: Annotated[int, Fen()] = 0
    """Freight of the return, in fen; refunded for quality defects."""
    goods_are: Annotated[tuple[NoReturn, ...], Choices(among=NoReturn)] = ()
    """What of this is true of the goods; blank: nothing."""
    temperature_record: Annotated[bool | None, Known()] = None
    """Whether the temperature record is complete; needed for cold-chain goods."""


def return_exchange(terms: ReturnExchange, facts: ReturnFacts, day: date, _days: WorkingDays) -> Assessment:
    """`return_credited` or `return_refunded` with `fen`, else `not_returnable`. Cold-chain goods never come back
    without their temperature record. Near expiry: fewer than the agreed months are left on the day of the request."""
    if facts.reason is None:
        return not_enough("reason")
    if NoReturn.COLD_CHAIN in facts.goods_are and facts.temperature_record is None:
        return not_enough("temperature_record")
    if NoReturn.COLD_CHAIN in facts.goods_are and not facts.temperature_record:
        return Assessment("not_returnable", (Line("no_temperature_record"),), 0)
    if facts.reason == ReturnReason.QUALITY_DEFECT:
        return _refunded(facts)
    excluded = [kind for kind in facts.goods_are if kind in terms.no_return]
    if excluded:
        return Assessment("not_returnable", tuple(Line("goods_excluded", {"goods": kind}) for kind in excluded), 0)
    return _credited(terms, facts, day)


def _refunded(facts: ReturnFacts) -> Assessment:
    if facts.boxes is None or facts.price_fen is None:
        return not_enough(*(name for name in ("boxes", "price_fen") if getattr(facts, name) is None))
    goods = facts.boxes * facts.price_fen
    lines = [Line("goods_refunded", {"returned_boxes": facts.boxes, "price_fen": facts.price_fen}, goods)]
    if facts.freight_fen:
        lines.append(Line("freight_refunded", {}, facts.freight_fen))
    return Assessment("return_refunded", tuple(lines), goods + facts.freight_fen)


def _credited(terms: ReturnExchange, facts: ReturnFacts, day: date) -> Assessment:
    names = ("boxes", "price_fen", "expires_on", "year_purchase_fen")
    boxes, price, expires, year = facts.boxes, facts.price_fen, facts.expires_on, facts.year_purchase_fen
    if boxes is None or price is None or expires is None or year is None:
        return not_enough(*(name for name in names if getattr(facts, name) is None))
    asked_on = facts.asked_on or day
    near_from = after_months(asked_on, terms.near_expiry_months)
    known = {"expires_on": expires, "asked_on": asked_on, "months": terms.near_expiry_months}
    if expires >= near_from:
        return Assessment("not_returnable", (Line("not_near_expiry", known),), 0)
    credit = share_of(boxes * price, terms.credit_rate)
    most = share_of(year, terms.max_share)
    left = max(0, most - facts.credited_fen)
    lines = [
        Line("near_expiry", known),
        Line("goods_credited", {"returned_boxes": boxes, "price_fen": price, "rate": terms.credit_rate}, credit),
        Line("credit_cap", {"share": terms.max_share, "year_fen": year, "credited_fen": facts.credited_fen}, left),
    ]
    if credit > left:
        lines.append(Line("credit_capped", {"uncapped_fen": credit}, left))
    fen = min(credit, left)
    return Assessment("return_credited" if fen else "not_returnable", tuple(lines), fen)
