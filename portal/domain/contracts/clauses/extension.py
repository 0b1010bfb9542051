"""Clauses that make a contract last longer (A1-A7); what they compute is asked of functions beside them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from portal.domain.contracts.clauses.clause import UPSTREAM_ONLY, Clause, DayCounted
from portal.domain.contracts.clauses.kinds import Choice, Day, Text, YesNo
from portal.domain.contracts.clauses.listings import Choices, Steps
from portal.domain.contracts.clauses.numbers import Days, Months, Whole, Years
from portal.domain.contracts.clauses.rules import Below, Needs, Rule
from portal.domain.contracts.clauses.shares import Share
from portal.domain.contracts.clauses.vocabulary import (
    Condition,
    Group,
    InterruptionCause,
    Metric,
    OfferPart,
    Party,
    Period,
    PriceRule,
)


@dataclass(frozen=True, kw_only=True)
class AutoRenewal(DayCounted):
    """A1. Renews for `renew_months` unless a refusal has arrived `non_renew_notice_days` before the end."""

    code: ClassVar[str] = "auto_renewal"
    group: ClassVar[Group] = Group.EXTENSION

    renew_months: Annotated[int, Months(prefill=12)]
    max_renewals: Annotated[int | None, Whole(unit="times", minimum=1, maximum=50)] = None
    non_renew_notice_days: Annotated[int, Days(prefill=60)]
    who_may_refuse: Annotated[Party, Choice(among=Party, prefill="either")]
    conditions: Annotated[tuple[Condition, ...], Choices(among=Condition)] = ()
    achievement_at_least: Annotated[Decimal | None, Share(maximum=2)] = None
    reset_on_renewal: Annotated[bool, YesNo()] = False


@dataclass(frozen=True, kw_only=True)
class ExtensionOption(DayCounted):
    """A2. The holder extends alone, by a notice arriving `open_days` to `close_days` before the end."""

    code: ClassVar[str] = "extension_option"
    group: ClassVar[Group] = Group.EXTENSION
    rules: ClassVar[tuple[Rule, ...]] = (
        Below("close_days", "open_days", "close_after_open"),
        Needs("price_change", "price_rule", PriceRule.CHANGE),
    )

    holder: Annotated[Party, Choice(among=Party)]
    open_days: Annotated[int, Days(prefill=180)]
    close_days: Annotated[int, Days(prefill=60)]
    months: Annotated[int, Months(prefill=12)]
    max_exercises: Annotated[int | None, Whole(unit="times", minimum=1, maximum=50)] = None
    conditions: Annotated[tuple[Condition, ...], Choices(among=Condition, prefill=["no_uncured_breach"])] = ()
    achievement_at_least: Annotated[Decimal | None, Share(maximum=2)] = None
    price_rule: Annotated[PriceRule, Choice(among=PriceRule, prefill="same")] = PriceRule.SAME
    price_change: Annotated[Decimal | None, Share(minimum=-1)] = None


@dataclass(frozen=True)
class ExtensionStep:
    """Reaching `achievement` (actual ÷ target, never rounded) earns `months`."""

    achievement: Decimal
    months: int


@dataclass(frozen=True, kw_only=True)
class PerformanceExtension(DayCounted):
    """A3. The highest step reached extends the term; a gap may be topped up for `topup_days` after the end. It is asked
    for at least `ask_days` before the end; 0 is: the clause names no last day to ask."""

    code: ClassVar[str] = "performance_extension"
    group: ClassVar[Group] = Group.EXTENSION

    metric: Annotated[Metric, Choice(among=Metric, prefill="purchase_amount")]
    period: Annotated[Period, Choice(among=Period, prefill="year")]
    steps: Annotated[
        tuple[ExtensionStep, ...],
        Steps(
            row=ExtensionStep,
            columns=(("achievement", Share(minimum=Decimal("0.000001"), maximum=5)), ("months", Months())),
            prefill=[{"achievement": "0.9", "months": 6}, {"achievement": "1", "months": 12}],
        ),
    ]
    topup_days: Annotated[int, Days(prefill=30)] = 0
    ask_days: Annotated[int, Days()] = 0


@dataclass(frozen=True, kw_only=True)
class PriorityRenewal(DayCounted):
    """A4. The supplier shows us a third party's offer; we may match it within `match_days`, silence waives."""

    code: ClassVar[str] = "priority_renewal"
    group: ClassVar[Group] = Group.EXTENSION
    sides = UPSTREAM_ONLY

    match_days: Annotated[int, Days(minimum=1, prefill=15)]
    offer_must_include: Annotated[
        tuple[OfferPart, ...], Choices(among=OfferPart, prefill=["price", "quota", "deposit", "term"])
    ]
    penalty_article: Annotated[str | None, Text(longest=40)] = None


@dataclass(frozen=True, kw_only=True)
class SoleNegotiation(DayCounted):
    """A5. From `open_days` before the end, for `length_days`, the supplier talks to nobody else."""

    code: ClassVar[str] = "sole_negotiation"
    group: ClassVar[Group] = Group.EXTENSION
    sides = UPSTREAM_ONLY
    rules: ClassVar[tuple[Rule, ...]] = (Below("length_days", "open_days", "past_the_end", or_equal=True),)

    open_days: Annotated[int, Days(minimum=1, prefill=120)]
    length_days: Annotated[int, Days(minimum=1, prefill=60)]


@dataclass(frozen=True, kw_only=True)
class InterruptionExtension(Clause):
    """A6. Supply gaps of at least `min_gap_days` are added to the end, up to `cap_days`; calendar days, inclusive."""

    code: ClassVar[str] = "interruption_extension"
    group: ClassVar[Group] = Group.EXTENSION
    rules: ClassVar[tuple[Rule, ...]] = (Below("min_gap_days", "cap_days", "over_cap", or_equal=True),)

    min_gap_days: Annotated[int, Days(unit="calendar_days", minimum=1, prefill=7)]
    cap_days: Annotated[int, Days(unit="calendar_days", minimum=1, prefill=180)]
    cause: Annotated[
        tuple[InterruptionCause, ...],
        Choices(among=InterruptionCause, prefill=["supplier_fault", "recall", "no_test_report"]),
    ]


@dataclass(frozen=True, kw_only=True)
class MinimumYears(Clause):
    """A7. The supplier may not end without cause before; an early exit triggers `takeback_compensation`."""

    code: ClassVar[str] = "minimum_years"
    group: ClassVar[Group] = Group.EXTENSION
    sides = UPSTREAM_ONLY

    years: Annotated[int, Years(prefill=5)]
    earliest_exit_on: Annotated[date | None, Day()] = None
