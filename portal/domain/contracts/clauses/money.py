"""Clauses on goods against money: payment, deposit, prices, returns, delivery, rebate (table C, second part)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar

from portal.domain.contracts.clauses.clause import DayCounted
from portal.domain.contracts.clauses.commercial import Commercial
from portal.domain.contracts.clauses.kinds import Choice
from portal.domain.contracts.clauses.listings import Choices, Steps
from portal.domain.contracts.clauses.numbers import Days, Fen, Months, Whole
from portal.domain.contracts.clauses.rules import Needs, Rule
from portal.domain.contracts.clauses.shares import DailyRate, Share
from portal.domain.contracts.clauses.trade_vocabulary import (
    CreditMethod,
    DepositPurpose,
    NoReturn,
    PayAs,
    PaymentMethod,
    PriceCut,
    RebateBasis,
    RebateMode,
    StockProof,
    Tax,
)
from portal.domain.contracts.clauses.vocabulary import DayKind, GraceMode, Period


@dataclass(frozen=True, kw_only=True)
class Deposit(Commercial, DayCounted):
    """A performance deposit; not earnest money. Refunded `refund_days` after settlement; interest a year, or none."""

    code: ClassVar[str] = "deposit"

    amount_fen: Annotated[int, Fen(minimum=1)]
    due_days: Annotated[int, Days(prefill=10)]
    purpose: Annotated[tuple[DepositPurpose, ...], Choices(among=DepositPurpose, prefill=["performance"])]
    topup_days: Annotated[int, Days(prefill=15)]
    refund_days: Annotated[int, Days(prefill=30)]
    objection_days: Annotated[int, Days(prefill=7)] = 0
    interest_rate: Annotated[Decimal | None, Share()] = None


@dataclass(frozen=True, kw_only=True)
class PriceProtection(Commercial):
    """(Old price − new price) × boxes bought within `lookback_days` (calendar) and still in stock."""

    code: ClassVar[str] = "price_protection"

    lookback_days: Annotated[int, Days(unit="calendar_days", minimum=1, prefill=60)]
    trigger: Annotated[tuple[PriceCut, ...], Choices(among=PriceCut, prefill=["supply_cut", "tender_cut", "vbp"])]
    proof: Annotated[tuple[StockProof, ...], Choices(among=StockProof, prefill=["stock_list", "flow_records"])]
    method: Annotated[CreditMethod, Choice(among=CreditMethod, prefill="credit")]


@dataclass(frozen=True, kw_only=True)
class PriceAdjustment(Commercial, DayCounted):
    """A new price counts for orders placed from its effective date."""

    code: ClassVar[str] = "price_adjustment"

    notice_days: Annotated[int, Days(prefill=30)]
    max_change: Annotated[Decimal | None, Share()] = None
    limit_per_year: Annotated[int | None, Whole(unit="times", minimum=1, maximum=50)] = None


@dataclass(frozen=True, kw_only=True)
class ReturnExchange(Commercial):
    """Near-expiry credit up to a share of the year's purchase; quality defects are refunded in full, no cap."""

    code: ClassVar[str] = "return_exchange"

    near_expiry_months: Annotated[int, Months(prefill=6)]
    credit_rate: Annotated[Decimal, Share(prefill="0.8")]
    max_share: Annotated[Decimal, Share(prefill="0.05")]
    no_return: Annotated[
        tuple[NoReturn, ...], Choices(among=NoReturn, prefill=["cold_chain", "damaged_by_holder"])
    ] = ()


@dataclass(frozen=True, kw_only=True)
class Delivery(Commercial, DayCounted):
    """Delivery within some days of the order; late goods cost a rate of their value for each day."""

    code: ClassVar[str] = "delivery"

    days: Annotated[int, Days(minimum=1, prefill=3)]
    rate_per_day: Annotated[Decimal, DailyRate(prefill="0.001")] = Decimal(0)
    grace_days: Annotated[int, Days(unit="calendar_days")] = 0
    grace_mode: Annotated[GraceMode, Choice(among=GraceMode, prefill="retroactive")] = GraceMode.RETROACTIVE
    cap_rate: Annotated[Decimal | None, Share(prefill="0.05")] = None
    day_kind: Annotated[DayKind, Choice(among=DayKind, prefill="working")] = DayKind.WORKING


@dataclass(frozen=True, kw_only=True)
class PaymentTerms(Commercial, DayCounted):
    """Paid before delivery, or within `credit_days` up to a limit; lateness is a clause of its own."""

    code: ClassVar[str] = "payment_terms"
    rules: ClassVar[tuple[Rule, ...]] = (Needs("credit_days", "method", PaymentMethod.CREDIT),)

    method: Annotated[PaymentMethod, Choice(among=PaymentMethod, prefill="prepaid")]
    credit_days: Annotated[int | None, Days(minimum=1)] = None
    credit_limit_fen: Annotated[int | None, Fen()] = None


@dataclass(frozen=True)
class RebateTier:
    """From `from_fen` on, `rate` of the sum (whole) or of the slice above it (slab)."""

    from_fen: int
    rate: Decimal


@dataclass(frozen=True, kw_only=True)
class Rebate(Commercial):
    """A booked rebate, never a hidden one. `vat_rate` None: the rate of the house."""

    code: ClassVar[str] = "rebate"

    basis: Annotated[RebateBasis, Choice(among=RebateBasis, prefill="purchase_amount")]
    period: Annotated[Period, Choice(among=Period, prefill="year")] = Period.YEAR
    tiers: Annotated[
        tuple[RebateTier, ...],
        Steps(
            row=RebateTier,
            columns=(("from_fen", Fen()), ("rate", Share())),
            prefill=[{"from_fen": 0, "rate": "0.02"}, {"from_fen": 100_000_000, "rate": "0.03"}],
        ),
    ]
    mode: Annotated[RebateMode, Choice(among=RebateMode, prefill="slab")]
    tax: Annotated[Tax, Choice(among=Tax, prefill="included")]
    vat_rate: Annotated[Decimal | None, Share()] = None
    pay_as: Annotated[PayAs, Choice(among=PayAs, prefill="allowance")]
