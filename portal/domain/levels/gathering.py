"""The numbers behind health and stages, for some hundred accounts at a time, one question for each kind of row."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, case, func, select

from portal.domain.almost import sifting
from portal.domain.care.models import CareDuty, Touch
from portal.domain.care.stages import Criterion
from portal.domain.contracts.breaches.models import Breach
from portal.domain.contracts.breaches.states import COUNTED
from portal.domain.contracts.clauses.commercial import MinimumPurchase
from portal.domain.contracts.clauses.reading import terms_of
from portal.domain.contracts.models import Clause, Contract, ContractProduct, ContractVersion
from portal.domain.feedback.kinds import FeedbackKind
from portal.domain.feedback.models import Feedback
from portal.domain.levels.models import StageMark
from portal.domain.levels.parts import Numbers
from portal.domain.quality.models import ArchiveQuality
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.rating import Rating
from portal.domain.sales.models import SalesMonth
from portal.domain.surveys.kinds import SurveyKind
from portal.domain.surveys.models import SurveyAsk, SurveyWave

A_YEAR = timedelta(days=365)
VERIFIED = ("answered", "confirmed_by_partner", "closed")
"""States in which somebody has looked into what a partner told us."""


class Agreement(NamedTuple):
    """A signed agreement: its products, term, and target if it has one."""

    starts_on: date
    ends_on: date
    products: frozenset[int]
    target: MinimumPurchase | None


@dataclass
class Known:
    """What is known of one account. `sold`: fen by month and product of the last two years; `marks`: criteria that a
    person confirmed. `promoted`: the sum of what its people answered in the latest NPS wave that they answered within
    a year, `asked` how many they were."""

    numbers: Numbers = field(default_factory=Numbers)
    agreements: list[Agreement] = field(default_factory=list)
    sold: dict[tuple[date, int], int] = field(default_factory=dict)
    told_us: int = 0
    promoted: int = 0
    asked: int = 0
    executive: int = 0
    marks: set[Criterion] = field(default_factory=set)


def gather(connection: Connection, ids: Sequence[int], today: date) -> dict[int, Known]:
    """By account id; every one of `ids` is there. The connection is bare: only the worker and the loader ask."""
    found = {one: Known() for one in ids}
    year_ago = today - A_YEAR
    since = datetime.combine(year_ago, time(), UTC)
    for account_id, agreement in _agreements(connection, ids, today):
        found[account_id].agreements.append(agreement)
    for row in connection.execute(
        select(SalesMonth.account_id, SalesMonth.month, SalesMonth.product_id, SalesMonth.amount).where(
            SalesMonth.account_id.in_(ids), SalesMonth.month >= today - 2 * A_YEAR
        )
    ):
        found[row.account_id].sold[row.month, row.product_id] = row.amount
    for query, names in _counts(today, year_ago, since):
        for row in connection.execute(query.where(query.selected_columns[0].in_(ids))):
            counted: tuple[Any, ...] = tuple(row[1:])
            for name, value in zip(names, counted, strict=True):
                known = found[row[0]]
                setattr(known if hasattr(known, name) else known.numbers, name, int(value or 0))
    for row in connection.execute(_promoting(ids, since)):  # the newest wave comes last and stays
        found[row.account_id].promoted, found[row.account_id].asked = int(row.marks), row.answers
    marks = select(StageMark.account_id, StageMark.criterion)
    marks = marks.where(StageMark.account_id.in_(ids), StageMark.until >= today)
    for account_id, criterion in connection.execute(marks):
        found[account_id].marks.add(Criterion(criterion))
    return found


def _counts(today: date, year_ago: date, since: datetime) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """A question grouped by account, and where its numbers go."""
    late = (CareDuty.shown_from <= today) & (CareDuty.due_on < today)
    yield _by(CareDuty.account_id, func.count(), _if(late)), ("duties", "late_duties")
    yield _by(Rating.account_id, func.count(), func.sum(Rating.score)).where(Rating.rated_at >= since), (
        "ratings", "stars",
    )  # fmt: skip
    yield _by(ArchiveQuality.account_id, func.sum(ArchiveQuality.papers)), ("papers",)
    found = (Breach.obligor == "partner") & Breach.state.in_(COUNTED) & (Breach.occurred_on >= year_ago)
    yield _by(Breach.account_id, func.count()).where(found), ("breaches",)
    one = ServiceRequest
    clocked = (one.answer_due_at <= datetime.combine(today, time(), UTC)) & (one.answer_due_at >= since)
    yield _by(one.account_id, func.count(), _if(one.answered_at <= one.answer_due_at)).where(clocked), (
        "promised", "kept",
    )  # fmt: skip
    intel = sifting(Feedback.kind == FeedbackKind.MARKET_INTEL), sifting(Feedback.state.in_(VERIFIED))
    yield _by(Feedback.account_id, func.count()).where(*intel, Feedback.posted_at >= since), ("told_us",)
    yield _by(Touch.account_id, func.count()).where(Touch.by_executive, Touch.on >= year_ago), ("executive",)


def _promoting(ids: Sequence[int], since: datetime) -> Any:
    """By account and NPS wave what was answered, the oldest wave first."""
    answered = select(
        SurveyAsk.account_id, SurveyAsk.wave_id, func.sum(SurveyAsk.score).label("marks"),
        func.count().label("answers"),
    ).join(SurveyWave, SurveyWave.id == SurveyAsk.wave_id)  # fmt: skip
    answered = answered.where(
        SurveyAsk.account_id.in_(ids), SurveyWave.kind == SurveyKind.NPS, SurveyAsk.score.is_not(None),
        SurveyAsk.answered_at >= since,
    )  # fmt: skip
    return answered.group_by(SurveyAsk.account_id, SurveyAsk.wave_id).order_by(SurveyAsk.wave_id)


def _by(account_id: Any, *counts: Any) -> Any:
    return select(account_id, *counts).group_by(account_id)


def _if(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))


def _agreements(connection: Connection, ids: Sequence[int], today: date) -> Iterator[tuple[int, Agreement]]:
    """Those signed by both, the target as it is worded today: by the last version that speaks of one."""
    version = ContractVersion
    signed = version.signed_by_us_on.is_not(None) & version.signed_by_partner_on.is_not(None)
    contracts = (
        select(Contract.id, Contract.account_id, Contract.starts_on, Contract.ends_on, Contract.terminated_on)
        .join(version, version.contract_id == Contract.id)
        .where(Contract.account_id.in_(ids), signed)
        .distinct()
    )
    rows = list(connection.execute(contracts))
    products: dict[int, set[int]] = defaultdict(set)
    named = select(ContractProduct.contract_id, ContractProduct.product_id)
    for contract_id, product_id in connection.execute(named.where(ContractProduct.of_accounts(ids))):
        products[contract_id].add(product_id)
    wording = (
        select(version.contract_id, Clause.clause_type, Clause.params, Clause.change)
        .join(version, version.id == Clause.version_id)
        .where(Clause.account_id.in_(ids), Clause.clause_type == MinimumPurchase.code, signed,
               version.effective_from <= today)
        .order_by(version.effective_from, version.no)
    )  # fmt: skip
    targets: dict[int, Any] = {}
    for row in connection.execute(wording):
        targets[row.contract_id] = None if row.change == "remove" else terms_of(row)
    for row in rows:
        terms = targets.get(row.id)
        ends_on = min(row.ends_on, row.terminated_on or row.ends_on)
        target = terms if isinstance(terms, MinimumPurchase) else None
        yield row.account_id, Agreement(row.starts_on, ends_on, frozenset(products[row.id]), target)
