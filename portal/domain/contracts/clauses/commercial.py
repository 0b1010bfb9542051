"""Clauses on what may be sold where, how much, and in which order of the market (table C, first half)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar

from portal.domain.contracts.clauses.clause import DOWNSTREAM_ONLY, UPSTREAM_ONLY, Clause, DayCounted
from portal.domain.contracts.clauses.kinds import Choice, Text, YesNo
from portal.domain.contracts.clauses.listings import BoxList, Choices, FenList, Lines
from portal.domain.contracts.clauses.numbers import Days, Fen, Months, Whole
from portal.domain.contracts.clauses.rules import ExactlyOne, Needs, Rule
from portal.domain.contracts.clauses.shares import Share
from portal.domain.contracts.clauses.trade_vocabulary import (
    CarryOver,
    Channel,
    CountedOn,
    DiversionEvidence,
    Exclusivity,
    PriceReference,
    PromotionEvidence,
)
from portal.domain.contracts.clauses.vocabulary import DayKind, Group, Period

REGION = r"\d{2}(\d{2}){0,2}"
"""A GB/T 2260 division: province, city or county in two, four or six digits."""


@dataclass(frozen=True, kw_only=True)
class Commercial(Clause):
    group: ClassVar[Group] = Group.COMMERCIAL


@dataclass(frozen=True, kw_only=True)
class ExclusivityClause(Commercial):
    """Who else may sell. Empty products, territory or channels mean all that the contract grants."""

    code: ClassVar[str] = "exclusivity"
    rules: ClassVar[tuple[Rule, ...]] = (Needs("lose_after_quarters", "lose_if_achievement_below"),)

    level: Annotated[Exclusivity, Choice(among=Exclusivity, prefill="exclusive")]
    products: Annotated[tuple[str, ...], Lines()] = ()
    territory: Annotated[tuple[str, ...], Lines(pattern=REGION)] = ()
    channels: Annotated[tuple[Channel, ...], Choices(among=Channel)] = ()
    exceptions: Annotated[tuple[str, ...], Lines()] = ()
    lose_if_achievement_below: Annotated[Decimal | None, Share(prefill="0.6")] = None
    lose_after_quarters: Annotated[int | None, Whole(unit="quarters", minimum=1, maximum=20, prefill=2)] = None


@dataclass(frozen=True, kw_only=True)
class MinimumPurchase(Commercial):
    """A target for each period, in fen or in boxes; returned and diverted goods are deducted."""

    code: ClassVar[str] = "minimum_purchase"
    rules: ClassVar[tuple[Rule, ...]] = (ExactlyOne("targets_fen", "targets_boxes"),)

    period: Annotated[Period, Choice(among=Period, prefill="quarter")]
    targets_fen: Annotated[tuple[int, ...], FenList()] = ()
    targets_boxes: Annotated[tuple[int, ...], BoxList()] = ()
    carry_over: Annotated[CarryOver, Choice(among=CarryOver, prefill="none")]
    counted_on: Annotated[CountedOn, Choice(among=CountedOn, prefill="invoice")]
    prorate: Annotated[bool, YesNo(prefill=True)] = True

    @property
    def unit(self) -> str:
        """`yuan` (targets in fen) or `boxes`."""
        return "yuan" if self.targets_fen else "boxes"

    @property
    def targets(self) -> tuple[int, ...]:
        """Fen or boxes, as `unit` says; one for each period in order."""
        return self.targets_fen or self.targets_boxes


@dataclass(frozen=True, kw_only=True)
class AntiDiversion(Commercial, DayCounted):
    """Goods stay in their territory. `day_kind` counts the time to respond; the penalty is a clause of its own."""

    code: ClassVar[str] = "anti_diversion"

    evidence: Annotated[
        tuple[DiversionEvidence, ...],
        Choices(among=DiversionEvidence, prefill=["batch", "trace_code", "box_no", "purchase_receipt", "photo"]),
    ]
    respond_days: Annotated[int, Days(minimum=1, prefill=5)]
    buyback_days: Annotated[int | None, Days(unit="calendar_days", prefill=7)] = None
    harmed_party_share: Annotated[Decimal, Share(prefill="0.5")] = Decimal(0)
    penalty_article: Annotated[str | None, Text(longest=40)] = None
    day_kind: Annotated[DayKind, Choice(among=DayKind, prefill="working")] = DayKind.WORKING


@dataclass(frozen=True, kw_only=True)
class PriceFloor(Commercial):
    """Keeping to prices fixed by tender; anything more is resale price fixing (Anti-Monopoly Law 18)."""

    code: ClassVar[str] = "price_floor"
    sides = DOWNSTREAM_ONLY
    legal_warning: ClassVar[str | None] = "resale_price_fixing"

    min_terminal_price_fen: Annotated[int, Fen(minimum=1)]
    reference: Annotated[PriceReference, Choice(among=PriceReference, prefill="tender_price")]


@dataclass(frozen=True, kw_only=True)
class TenderSupport(Commercial):
    """The supplier helps with tenders; a tender missed by its fault relieves the quota pro rata."""

    code: ClassVar[str] = "tender_support"
    sides = UPSTREAM_ONLY

    docs_within_working_days: Annotated[int, Days(unit="working_days", minimum=1, prefill=3)]
    quote_floor_fen: Annotated[int | None, Fen(minimum=1)] = None
    attend_on_site: Annotated[bool, YesNo(prefill=True)] = True
    provinces: Annotated[tuple[str, ...], Lines(pattern=r"\d{2}")] = ()


@dataclass(frozen=True, kw_only=True)
class PromotionSupport(Commercial):
    """Academic promotion, paid against evidence only."""

    code: ClassVar[str] = "promotion_support"

    meetings_per_year: Annotated[int, Whole(maximum=1000, prefill=4)]
    materials: Annotated[tuple[str, ...], Lines()] = ()
    budget_fen: Annotated[int, Fen()] = 0
    evidence: Annotated[
        tuple[PromotionEvidence, ...],
        Choices(among=PromotionEvidence, prefill=["agenda", "sign_in", "photos", "invoice"]),
    ]


@dataclass(frozen=True, kw_only=True)
class FlowReporting(Commercial):
    """Sell-through data by a day of each month; missing it means a warning, then the rebate is withheld."""

    code: ClassVar[str] = "flow_reporting"
    sides = DOWNSTREAM_ONLY

    by_day_of_month: Annotated[int, Whole(minimum=1, maximum=28, prefill=5)]
    withhold_rebate: Annotated[bool, YesNo(prefill=True)] = True


@dataclass(frozen=True, kw_only=True)
class NonCompete(Commercial):
    """No competing products during the contract and for some months after it."""

    code: ClassVar[str] = "non_compete"
    sides = DOWNSTREAM_ONLY

    products: Annotated[tuple[str, ...], Lines()]
    months_after: Annotated[int, Months(minimum=0)] = 0
