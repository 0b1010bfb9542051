"""Keeping the health of every account, the criteria of each quarter, and lowering a stage that is lost."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select

from portal.domain.accounts.kinds import AccountKind, AccountStatus, Stage
from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.care.health import health
from portal.domain.care.stages import Criterion, after_quarters
from portal.domain.levels.criteria import against_target, met
from portal.domain.levels.gathering import gather
from portal.domain.levels.models import AccountHealth, StageQuarter
from portal.domain.levels.parts import parts_of, told
from portal.domain.sales.keeping import ledger_month
from portal.domain.sales.months import month_of, months_on
from portal.domain.work import Work

AT_ONCE, AT_A_TIME = 200, 50
"""Accounts asked about together, and those reckoned in one transaction of the worker, which holds others up."""
KINDS = (AccountKind.DISTRIBUTOR, AccountKind.INDIVIDUAL)
"""Whose health is reckoned: customers. Suppliers are weighed by due diligence, peripheral contacts by their value."""
_HEALTH: Any = AccountHealth.__table__
_QUARTER: Any = StageQuarter.__table__


def quarter_before(today: date) -> date:
    """The first day of the last quarter that is over."""
    return months_on(month_of(today), -3 - (today.month - 1) % 3)


def figure_due(work: Work, most: int = AT_A_TIME) -> int:
    """Reckon accounts that have no health yet, or one of an earlier day; returns how many."""
    kept = AccountHealth
    query = select(Account.id).outerjoin(kept, kept.account_id == Account.id)
    query = query.where(Account.kind.in_(KINDS), Account.status != AccountStatus.ARCHIVED)
    bare = list(work.session.scalars(query.where(kept.id.is_(None)).limit(most)))
    stale = query.where(kept.as_of < work.today).order_by(kept.as_of).limit(most - len(bare))
    ids = bare + (list(work.session.scalars(stale)) if len(bare) < most else [])
    figure(work, ids)
    return len(ids)


def figure(work: Work, account_ids: Iterable[int]) -> None:
    """Reckon these accounts as of today; the worker's, within every account."""
    ids = sorted(account_ids)
    as_of = ledger_month(work.session, work.today)
    for start in range(0, len(ids), AT_ONCE):
        _figure(work, ids[start : start + AT_ONCE], as_of)


def _figure(work: Work, ids: Sequence[int], as_of: date | None) -> None:
    connection = work.session.unguarded("health is kept for every account")
    found = gather(connection, ids, work.today)
    rows: list[dict[str, Any]] = []
    for account_id, known in found.items():
        if as_of:
            known.numbers.sold, known.numbers.target = against_target(known, as_of.replace(month=1), as_of)
        values = parts_of(known.numbers)
        whole = health(values)
        score = whole.rounded
        rows.append({
            "account_id": account_id, "as_of": work.today, "score": None if score is None else int(score * 100),
            "known": whole.known, "colour": whole.colour, "parts": told(known.numbers, values),
            "met": [str(one) for one in met(known, as_of, work.today)],
        })  # fmt: skip
    connection.execute(delete(_HEALTH).where(_HEALTH.c.account_id.in_(ids)))
    if rows:
        connection.execute(insert(_HEALTH), rows)
        _close_quarter(work, {row["account_id"]: row["met"] for row in rows})


def _close_quarter(work: Work, now_met: dict[int, list[str]]) -> None:
    """Note once what was met when the last quarter ended, and lower who failed two criteria in two of them."""
    connection, quarter = work.session.unguarded("quarters are kept for every account"), quarter_before(work.today)
    before = months_on(quarter, -3)
    query = select(_QUARTER.c.account_id, _QUARTER.c.quarter, _QUARTER.c.met)
    kept = {(row.account_id, row.quarter): row.met for row in connection.execute(
        query.where(_QUARTER.c.account_id.in_(now_met), _QUARTER.c.quarter.in_((quarter, before))))}  # fmt: skip
    fresh = {one: met for one, met in now_met.items() if (one, quarter) not in kept}
    if not fresh:
        return
    connection.execute(
        insert(_QUARTER), [{"account_id": one, "quarter": quarter, "met": met} for one, met in fresh.items()]
    )
    twice = [one for one in fresh if (one, before) in kept]
    for standing in work.session.scalars(select(AccountStanding).where(AccountStanding.account_id.in_(twice))):
        _lower(work, standing, [kept[standing.account_id, before], fresh[standing.account_id]])


def _lower(work: Work, standing: AccountStanding, quarters: Sequence[Sequence[str]]) -> None:
    if not standing.stage:
        return
    stage = Stage(standing.stage)
    lower = after_quarters(stage, [{Criterion(one) for one in each} for each in quarters])
    if lower is not stage:
        standing.record("stage.lowered", by=work.actor, at=work.now, before=str(stage), after=str(lower))
        standing.judge({"stage": str(lower)}, by=work.actor, at=work.now)
