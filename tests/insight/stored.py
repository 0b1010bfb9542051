"""What an instance has prepared, beside a recount of its ledger."""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import text

from portal.cli.figures import WHY
from portal.db.transaction import transaction
from portal.domain.accounts.regions import BY_CODE
from portal.domain.events import Actor
from portal.domain.scope import GuardedSession
from portal.domain.surveys.repository import Surveys
from portal.domain.work import Work
from portal.insight import satisfaction
from portal.insight.figures import LEAVING, PROFIT, Figures
from portal.insight.periods import Period, asked_about
from portal.insight.reckoning import EVERYBODY
from tests.insight.recount import Row, bought_months, expected
from tests.insight.recount_people import csat, health, nps, value_of

LEDGER = text(
    "SELECT a.number, a.kind, a.province, s.month, sum(s.amount), sum(s.gross_profit) FROM sales_month s"
    " JOIN account a ON a.id = s.account_id WHERE a.kind IN ('distributor', 'individual') AND a.status <> 'merged'"
    " GROUP BY a.number, a.kind, a.province, s.month"
)
ENDED = text(
    "SELECT a.number, max(c.terminated_on), max(CASE WHEN c.terminated_on IS NULL THEN c.ends_on END) FROM contract c"
    " JOIN account a ON a.id = c.account_id WHERE c.side = 'downstream' GROUP BY a.number"
)


def differences(today: date | None = None) -> tuple[int, list[str]]:
    """How many numbers are equal, and a line for each that is not; every period and segment that is prepared."""
    equal, wrong = 0, []
    with transaction(WHY, writes=False) as session:
        ledger, ended = _ledger(session)
        work = Work(session, Actor.system("recount"), datetime.now(UTC))
        for segment, rows in ledger.items():
            bought = bought_months(rows)
            for period in asked_about(today or work.today):
                prepared = Figures(work).of(period, segment).facts
                found = {**prepared.get(LEAVING, {}), **prepared.get(PROFIT, {})}
                for name, value in expected(rows, ended, period.first, period.until, bought).items():
                    if found.get(name) == value:
                        equal += 1
                    else:
                        wrong.append(f"{_said(period)} {segment} {name}: {found.get(name)}, counted again {value}")
    return equal, wrong


HEALTH = text("SELECT account_id, score, known, colour, parts FROM account_health")
WAVES = text("SELECT id, kind, number FROM survey_wave")
MARKS = text("SELECT wave_id, score FROM survey_ask WHERE score IS NOT NULL")


def of_people() -> tuple[int, list[str]]:
    """The same for the health of every account, from the numbers beside each part, and for every survey's score."""
    equal, wrong = 0, []
    with transaction(WHY, writes=False) as session:
        for what, found, wanted in (*_healths(session), *_scores(session)):
            equal += found == wanted
            wrong += [] if found == wanted else [f"{what}: {found}, counted again {wanted}"]
    return equal, wrong


def _healths(session: GuardedSession) -> Iterator[tuple[str, Any, Any]]:
    connection = session.unguarded("the recount reads plain rows")
    for account_id, score, known, colour, kept in connection.execute(HEALTH):
        parts = json.loads(kept) if isinstance(kept, str) else kept
        again = {part: value_of(part, one) for part, one in parts.items()}
        stored = {part: None if one["value"] is None else Fraction(one["value"]) for part, one in parts.items()}
        yield f"parts of {account_id}", stored, again
        yield f"health of {account_id}", (score, known, colour), health(again)


def _scores(session: GuardedSession) -> Iterator[tuple[str, Any, Any]]:
    connection, work = session.unguarded("the recount reads plain rows"), Work(session, Actor.system("r"), now())
    marks: dict[int, list[int]] = defaultdict(list)
    for wave_id, score in connection.execute(MARKS):
        marks[wave_id].append(score)
    rows = connection.execute(WAVES).all()
    tallies = Surveys(work).tallies(list(Surveys(work).waves(len(rows) or 1)))
    for wave_id, kind, number in rows:
        mine = [mark for mark, count in tallies[wave_id].marks.items() for _ in range(count)]
        score = getattr(satisfaction, kind)(mine)
        yield number, (score.answers, score.value), {"nps": nps, "csat": csat}[kind](marks[wave_id])


def now() -> datetime:
    return datetime.now(UTC)


def _said(period: Period) -> str:
    return f"{period.first:%Y-%m}..{period.until:%Y-%m}"


def _ledger(session: GuardedSession) -> tuple[dict[str, list[Row]], dict[str, date]]:
    connection = session.unguarded("the recount reads plain rows")
    ledger: dict[str, list[Row]] = defaultdict(list)
    for number, kind, province, month, amount, profit in connection.execute(LEDGER):
        row = Row(number, _day(month), int(amount), int(profit))
        places = [BY_CODE[province].big_region] if province in BY_CODE else []
        for segment in (EVERYBODY, kind, *places):
            ledger[segment].append(row)
    ended = {
        number: _day(last) for number, last, running in connection.execute(ENDED)
        if last is not None and (running is None or _day(running) <= _day(last))
    }  # fmt: skip
    return ledger, ended


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
