"""Clauses that set a penalty for one breach (B1-B7), and what they share.

Whether a penalty looks excessive beside a loss (B10) is a question asked of a computed sum, so it has no record here.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar

from portal.domain.contracts.clauses.clause import DayCounted
from portal.domain.contracts.clauses.kinds import Choice, YesNo
from portal.domain.contracts.clauses.listings import Steps
from portal.domain.contracts.clauses.numbers import Days, Fen, Months, Whole
from portal.domain.contracts.clauses.rules import Needs, Rule
from portal.domain.contracts.clauses.shares import DailyRate, Multiple, Share
from portal.domain.contracts.clauses.vocabulary import (
    Base,
    ForfeitOrder,
    GoodsPrice,
    GraceMode,
    Group,
    Party,
    Per,
    Principal,
    Stack,
    Trigger,
)


@dataclass(frozen=True, kw_only=True)
class Penalty(DayCounted):
    """Who pays for what, after which time to cure, and how much at most.

    `cap_rate` is a share of `cap_base`, `cap_fen` a fixed sum; where both stand the lower one counts.
    """

    group: ClassVar[Group] = Group.PENALTY
    rules: ClassVar[tuple[Rule, ...]] = (Needs("cap_base", "cap_rate"),)

    obligor: Annotated[Party, Choice(among=Party, prefill="partner")]
    trigger: Annotated[Trigger, Choice(among=Trigger)]
    cure_days: Annotated[int, Days()] = 0
    no_cure: Annotated[bool, YesNo()] = False
    cap_rate: Annotated[Decimal | None, Share(maximum=10)] = None
    cap_base: Annotated[Base | None, Choice(among=Base)] = None
    cap_fen: Annotated[int | None, Fen()] = None
    stack: Annotated[Stack, Choice(among=Stack, prefill="cumulative")] = Stack.CUMULATIVE
    notice_needed: Annotated[bool, YesNo(prefill=True)] = True


@dataclass(frozen=True, kw_only=True)
class PenaltyFixed(Penalty):
    """B1. A fixed sum for each event, or once for the whole contract."""

    code: ClassVar[str] = "penalty_fixed"

    amount_fen: Annotated[int, Fen(minimum=1)]
    per: Annotated[Per, Choice(among=Per, prefill="event")] = Per.EVENT


@dataclass(frozen=True, kw_only=True)
class PenaltyPercent(Penalty):
    """B2. A share of a base; the contract value is annual quota × agreed price unless printed."""

    code: ClassVar[str] = "penalty_percent"

    rate: Annotated[Decimal, Share(minimum=Decimal("0.000001"), maximum=10, prefill="0.05")]
    base: Annotated[Base, Choice(among=Base, prefill="shortfall")]


@dataclass(frozen=True, kw_only=True)
class PenaltyLateDaily(Penalty):
    """B3. A rate for each day late. Beyond the grace days `retroactive` charges all days, `forgiven` the rest."""

    code: ClassVar[str] = "penalty_late_daily"

    trigger: Annotated[Trigger, Choice(among=Trigger, prefill="late_payment")] = Trigger.LATE_PAYMENT
    rate_per_day: Annotated[Decimal, DailyRate(minimum=Decimal("0.000001"), prefill="0.0005")]
    grace_days: Annotated[int, Days(prefill=5)] = 0
    grace_mode: Annotated[GraceMode, Choice(among=GraceMode, prefill="retroactive")]
    principal: Annotated[Principal, Choice(among=Principal, prefill="unpaid")] = Principal.UNPAID
    cap_rate: Annotated[Decimal | None, Share(maximum=10, prefill="0.05")] = None
    cap_base: Annotated[Base | None, Choice(among=Base, prefill="principal")] = Base.PRINCIPAL


@dataclass(frozen=True, kw_only=True)
class PenaltyGoodsMultiple(Penalty):
    """B4. A multiple of the value of the diverted boxes that were proven, and buying them back."""

    code: ClassVar[str] = "penalty_goods_multiple"

    trigger: Annotated[Trigger, Choice(among=Trigger, prefill="diversion")] = Trigger.DIVERSION
    multiple: Annotated[Decimal, Multiple(minimum=Decimal("0.01"), prefill="3")]
    goods_value_rule: Annotated[GoodsPrice, Choice(among=GoodsPrice, prefill="supply_price")] = GoodsPrice.SUPPLY_PRICE
    buyback_days: Annotated[int | None, Days(prefill=7)] = None
    buyback_price: Annotated[GoodsPrice, Choice(among=GoodsPrice, prefill="supply_price")] = GoodsPrice.SUPPLY_PRICE


@dataclass(frozen=True, kw_only=True)
class DepositForfeiture(Penalty):
    """B5. A share of the deposit is kept, before or after other penalties are taken from it."""

    code: ClassVar[str] = "deposit_forfeiture"

    share: Annotated[Decimal, Share(minimum=Decimal("0.000001"), prefill="0.5")]
    order: Annotated[ForfeitOrder, Choice(among=ForfeitOrder, prefill="after")] = ForfeitOrder.AFTER
    topup_days: Annotated[int, Days(prefill=15)]


@dataclass(frozen=True)
class PenaltyStep:
    """From the `count`-th confirmed breach on: a warning, a multiple of the goods, a share of the deposit, an end."""

    count: int
    warning: bool
    multiple: Decimal
    deposit_share: Decimal
    termination: bool


_STEP_COLUMNS = (
    ("count", Whole(minimum=1, maximum=20)),
    ("warning", YesNo(prefill=False)),
    ("multiple", Multiple(prefill="0")),
    ("deposit_share", Share(prefill="0")),
    ("termination", YesNo(prefill=False)),
)
_STEP_PREFILL = [
    {"count": 1, "warning": True, "multiple": "3"},
    {"count": 2, "multiple": "5", "deposit_share": "0.5"},
    {"count": 3, "multiple": "10", "termination": True},
]


@dataclass(frozen=True, kw_only=True)
class PenaltyTiered(Penalty):
    """B6. Heavier with each breach confirmed inside a window that rolls from the earlier confirmation."""

    code: ClassVar[str] = "penalty_tiered"

    trigger: Annotated[Trigger, Choice(among=Trigger, prefill="diversion")] = Trigger.DIVERSION
    steps: Annotated[tuple[PenaltyStep, ...], Steps(row=PenaltyStep, columns=_STEP_COLUMNS, prefill=_STEP_PREFILL)]
    window_months: Annotated[int, Months(prefill=12)]
    goods_value_rule: Annotated[GoodsPrice, Choice(among=GoodsPrice, prefill="supply_price")] = GoodsPrice.SUPPLY_PRICE


@dataclass(frozen=True, kw_only=True)
class PenaltyQualification(Penalty):
    """B7. A sum for each day a document is out of date; an application receipt in the renewal window excuses."""

    code: ClassVar[str] = "penalty_qualification"

    trigger: Annotated[Trigger, Choice(among=Trigger, prefill="qualification")] = Trigger.QUALIFICATION
    per_day_fen: Annotated[int, Fen(minimum=1)]
    stops_supply: Annotated[bool, YesNo(prefill=True)] = True
    receipt_excuses: Annotated[bool, YesNo(prefill=True)] = True
