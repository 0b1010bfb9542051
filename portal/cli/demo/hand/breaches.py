"""The breach of the printed tables, step by step, and the deposits that were paid in."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from portal.cli.demo.clock import shanghai
from portal.cli.demo.hand.stage import Act, Stage
from portal.domain.contracts.breaches.assessing import question
from portal.domain.contracts.breaches.deposit import EntryKind
from portal.domain.contracts.breaches.grounds import deadlines
from portal.domain.contracts.breaches.models import Breach
from portal.domain.contracts.breaches.reporting import Alleged, Source, report
from portal.domain.contracts.clauses import Party
from portal.domain.contracts.versions import clauses_on
from portal.domain.unit_of_work import UnitOfWork

NUMBER, SERIES, CONTRACT, SUSPECT = "BR-202607-0007", "breach.202607", "D-2026-013", "D-000103"
WHAT = "洛施坦缓释片（批号 26031702）1,700 盒流入四川省，发货记录显示该批次只发往山东省。"
REPLY = "这一批我们卖给了济南的下游，不是我们自己发到四川的。请出示全部箱码。"
REASON = "箱码、批号与 2026-03-17 发往济南的出库记录一致，购药小票可证实终端；转手给下游不免除防串货义务。"
DEPOSITS = (
    ("D-2025-014", date(2025, 1, 8), 5_000_000), ("D-2026-011", date(2026, 1, 6), 10_000_000),
    ("D-2026-012", date(2026, 3, 20), 20_000_000), ("D-2026-013", date(2026, 1, 7), 15_000_000),
    ("D-2026-016", date(2026, 9, 4), 2_000_000),
)  # fmt: skip


def breach_acts(stage: Stage) -> list[Act]:
    """Everything at its own moment, to be done in the order of time."""
    acts: list[Act] = [
        (shanghai(f"{day} 15:20"), partial(_pay_in, stage, contract, day, fen)) for contract, day, fen in DEPOSITS
    ]
    steps: tuple[tuple[str, str, Callable[[UnitOfWork, Breach], object]], ...] = (
        ("2026-07-29 10:05", "legal", _notify), ("2026-08-04 16:40", SUSPECT, _reply),
        ("2026-08-12 11:00", "legal", _confirm), ("2026-08-12 11:20", "legal", _compute),
    )  # fmt: skip
    acts.append((shanghai("2026-07-28 17:10"), partial(_report, stage, shanghai("2026-07-28 17:10"))))
    return [*acts, *((shanghai(at), partial(_step, stage, shanghai(at), who, step)) for at, who, step in steps)]


def _pay_in(stage: Stage, number: str, day: date, fen: int) -> None:
    uow = stage.work(shanghai(f"{day} 15:20"), "finance")
    uow.deposits.enter(uow.contracts.get(number), EntryKind.PAID, fen, day, "银行到账")


def _report(stage: Stage, at: datetime) -> None:
    uow = stage.work(at, "business")
    stage.set_series(SERIES, int(NUMBER[10:]) - 1)
    alleged = Alleged(
        article="第 12 条", obligor=Party.PARTNER, occurred_on=date(2026, 7, 20), what=WHAT,
        product_id=stage.products["PR01"].id, batch_no="26031702", boxes=1700, place="四川省成都市",
        loss_fen=9_724_000,
    )  # fmt: skip
    report(uow, uow.contracts.get(CONTRACT), alleged, Source(complainant_id=stage.accounts["D-000101"].id))


def _step(stage: Stage, at: datetime, who: str, step: Callable[[UnitOfWork, Breach], object]) -> None:
    uow = stage.work(at, who)
    step(uow, uow.breaches.get(NUMBER))


def _notify(uow: UnitOfWork, breach: Breach) -> None:
    clauses = clauses_on(uow.contracts.get(CONTRACT).versions, breach.occurred_on)
    due = deadlines(clauses, breach.clause, uow.today, uow.requests.working_days)
    breach.notify(uow.today, due, "portal", by=uow.actor, at=uow.now)


def _reply(uow: UnitOfWork, breach: Breach) -> None:
    breach.reply(REPLY, by=uow.actor, at=uow.now)


def _confirm(uow: UnitOfWork, breach: Breach) -> None:
    breach.confirm(REASON, by=uow.actor, at=uow.now, today=uow.today)


def _compute(uow: UnitOfWork, breach: Breach) -> None:
    contract = uow.contracts.get(CONTRACT)
    asked = question(uow.settlement.clause(breach, contract), uow.settlement.case(breach, contract))
    assert asked is not None
    answer = asked.ask(uow.today, uow.requests.working_days)
    assert answer is not None
    uow.settlement.compute(breach, contract, asked.facts, answer)
