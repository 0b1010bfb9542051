"""Reckoning all tiers by the profit of twelve months: what differs from what is written becomes a proposal (7.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, or_, select, update

from portal.db.changed import rows_changed
from portal.db.transaction import transaction
from portal.domain.accounts.kinds import AccountKind, AccountStatus, Tier
from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.care.tiers import Override, TierFacts, tier_of
from portal.domain.contracts.models import Contract
from portal.domain.events import Actor
from portal.domain.levels.keeping import KINDS, quarter_before
from portal.domain.levels.models import OPEN, TierOverride, TierProposal, TierRun
from portal.domain.levels.tiering import Tiering
from portal.domain.sales.keeping import ledger_month
from portal.domain.sales.models import TrailingYear
from portal.domain.sales.months import last_day, months_on
from portal.domain.scope import EveryAccount, GuardedSession
from portal.domain.work import SHANGHAI, Work
from portal.insight.concentration import Concentration, Earned, Ranked, concentration

SCOPE = EveryAccount("tiers are reckoned for every account")
LEASE = timedelta(minutes=5)
"""After this long another worker does a run whose worker was killed."""
AT_ONCE = 1_000
"""Proposals written in one transaction."""


@dataclass(frozen=True)
class Reckoned:
    """What a run comes to: rows of proposals, and the Pareto they follow from."""

    rows: list[dict[str, Any]]
    pareto: Concentration


def ask_due(session: GuardedSession, now: datetime) -> int:
    """Ask for the run of the last quarter that is over once its last month is in the ledger; 1 when it was asked."""
    today = now.astimezone(SHANGHAI).date()
    as_of = months_on(quarter_before(today), 2)
    newest = ledger_month(session, today)
    if newest is None or newest < as_of or session.scalar(select(TierRun.id).where(TierRun.as_of >= as_of)):
        return 0
    Tiering(Work(session, Actor.system("worker"), now, writes=True)).ask(as_of)
    return 1


class TierWork:
    """A step of the worker: does a run that waits, reading first and writing little by little; 0 when none waits."""

    def __call__(self) -> int:
        now = datetime.now(UTC)
        free = TierRun.ran_at.is_(None), or_(TierRun.begun_at.is_(None), TierRun.begun_at < now - LEASE)
        with transaction(SCOPE, writes=False) as session:
            as_of = session.scalar(select(TierRun.as_of).where(*free).order_by(TierRun.as_of).limit(1))
        if as_of is None or not _note(now, TierRun.as_of == as_of, *free):
            return 0
        try:
            with transaction(SCOPE, writes=False) as session:
                found = reckon(session, as_of, datetime.now(SHANGHAI).date())
            write(as_of, found)
        except Exception:
            _note(None, TierRun.as_of == as_of)
            raise
        return 1


def _note(begun_at: datetime | None, *which: ColumnElement[bool]) -> int:
    """Take the run, or let go of it; 0 when another worker was faster."""
    with transaction(SCOPE) as session:
        return rows_changed(session, update(TierRun).where(*which).values(begun_at=begun_at))


def reckon(session: GuardedSession, as_of: date, today: date) -> Reckoned:
    """Every customer's tier by the twelve months to `as_of`, where it is another one than today's."""
    earned, last_sale = _earned(session, as_of), _last_sales(session, as_of)
    pareto = concentration(Earned(row.number, row.gross_profit) for row in earned.values())
    ranked = {one.account_no: one for one in pareto.ranked}
    overrides, under_contract = _overrides(session), _under_contract(session, today)
    rows = []
    for row in session.execute(_CUSTOMERS):
        place = ranked.get(row.number)
        facts = TierFacts(
            AccountKind(row.kind), place.tier if place else _loser(row.id, earned), last_sale.get(row.id),
            row.id in under_contract,
        )  # fmt: skip
        tier = tier_of(facts, last_day(as_of), overrides.get(row.id))
        if tier is not None and tier != row.tier:
            profit = earned[row.id].gross_profit if row.id in earned else 0
            rows.append(_proposal(row, as_of, tier, profit, place))
    return Reckoned(rows, pareto)


def write(as_of: date, found: Reckoned) -> None:
    """Put the proposals in place of those that nobody decided; begun again it starts over."""
    rows = iter(found.rows)
    with transaction(SCOPE) as session:
        session.execute(delete(TierProposal).where((TierProposal.state == OPEN) | (TierProposal.as_of == as_of)))
    while some := list(islice(rows, AT_ONCE)):
        with transaction(SCOPE) as session:
            table: Any = TierProposal.__table__
            session.unguarded("proposals for every account").execute(insert(table), some)
    with transaction(SCOPE) as session:
        run = session.scalar(select(TierRun).where(TierRun.as_of == as_of))
        if run is not None:
            pareto = found.pareto
            run.ran_at, run.begun_at, run.proposals = datetime.now(UTC), None, len(found.rows)
            run.earning, run.head, run.profit = len(pareto.ranked), len(pareto.head), pareto.total


_CUSTOMERS = (
    select(Account.id, Account.number, Account.kind, AccountStanding.tier)
    .outerjoin(AccountStanding, AccountStanding.account_id == Account.id)
    .where(Account.kind.in_(KINDS), Account.status != AccountStatus.ARCHIVED)
    .order_by(Account.id)
)


def _earned(session: GuardedSession, as_of: date) -> dict[int, Any]:
    one = TrailingYear
    query = select(one.account_id, Account.number, one.gross_profit, one.last_month)
    query = query.join(Account, Account.id == one.account_id).where(one.month == as_of, Account.kind.in_(KINDS))
    return {row.account_id: row for row in session.execute(query)}


def _last_sales(session: GuardedSession, as_of: date) -> dict[int, date]:
    """The end of the month of the last purchase; a month's purchase counts as made on its last day."""
    one = TrailingYear
    query = select(one.account_id, func.max(one.last_month)).where(one.month <= as_of).group_by(one.account_id)
    ends: dict[date, date] = {}
    found = {}
    for account_id, month in session.execute(query):
        if month is not None:
            found[account_id] = ends.setdefault(month, last_day(month))
    return found


def _overrides(session: GuardedSession) -> Mapping[int, Override]:
    query = select(TierOverride.account_id, TierOverride.tier, TierOverride.reason, TierOverride.until)
    return {row.account_id: Override(Tier(row.tier), row.reason, row.until) for row in session.execute(query)}


def _under_contract(session: GuardedSession, today: date) -> set[int]:
    query = select(Contract.account_id).where(
        Contract.ends_on >= today, Contract.starts_on <= today, Contract.terminated_on.is_(None)
    )
    return set(session.scalars(query))


def _loser(account_id: int, earned: Mapping[int, Any]) -> Tier | None:
    """Who bought and earned us nothing is of the rest with purchases."""
    return Tier.B if account_id in earned else None


def _proposal(row: Any, as_of: date, tier: Tier, profit: int, place: Ranked | None) -> dict[str, Any]:
    return {
        "account_id": row.id, "as_of": as_of, "tier_now": row.tier, "tier": str(tier), "gross_profit": profit,
        "share": int(place.share * 10_000) if place else None, "state": OPEN, "reason": "",
    }  # fmt: skip
