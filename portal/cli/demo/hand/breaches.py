"""The breach of the printed tables and one of our own, step by step, and the deposits that were paid in."""

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
OURS = "BR-202609-0001"
LATE = "订单 PO-20260907-01（洛施坦缓释片 4,000 盒）应于 2026-09-10 前送达，2026-09-14 才送到。"
ADMITTED = "物流签收记录显示晚到 4 天，原因是中转仓排车不足，属我方责任。"
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
    ours: tuple[tuple[str, str, Callable[[UnitOfWork, Breach], object]], ...] = (
        ("2026-09-21 15:30", "director", _admit), ("2026-09-21 16:00", "legal", _compute_late),
        ("2026-09-22 09:20", "owner@minchuan.example", lambda uow, breach: uow.settlement.agree(breach)),
        ("2026-09-28 15:10", "finance", _pay),
    )  # fmt: skip
    for begins, report_one, number, told in (
        ("2026-07-28 17:10", _report, NUMBER, steps), ("2026-09-21 10:05", _report_ours, OURS, ours),
    ):  # fmt: skip
        acts.append((shanghai(begins), partial(report_one, stage, shanghai(begins))))
        acts += [(shanghai(at), partial(_step, stage, number, shanghai(at), who, step)) for at, who, step in told]
    return acts


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


def _report_ours(stage: Stage, at: datetime) -> None:
    uow = stage.work(at, "service")
    alleged = Alleged(
        article="第 9 条", obligor=Party.US, occurred_on=date(2026, 9, 11), what=LATE,
        product_id=stage.products["PR01"].id, boxes=4000,
    )  # fmt: skip
    report(uow, uow.contracts.get("D-2026-011"), alleged)


def _step(stage: Stage, number: str, at: datetime, who: str, step: Callable[[UnitOfWork, Breach], object]) -> None:
    uow = stage.work(at, who)
    step(uow, uow.breaches.get(number))


def _admit(uow: UnitOfWork, breach: Breach) -> None:
    breach.confirm(ADMITTED, by=uow.actor, at=uow.now, today=uow.today)


def _compute_late(uow: UnitOfWork, breach: Breach) -> None:
    uow.settlement.note_facts(breach, {"due_on": "2026-09-10", "delivered_on": "2026-09-14", "goods_fen": 11_440_000})
    _compute(uow, breach)


def _pay(uow: UnitOfWork, breach: Breach) -> None:
    uow.settlement.pay(breach, uow.contracts.get(breach.contract.number), uow.today, 0)


def _notify(uow: UnitOfWork, breach: Breach) -> None:
    clauses = clauses_on(uow.contracts.get(CONTRACT).versions, breach.occurred_on)
    due = deadlines(clauses, breach.clause, uow.today, uow.requests.working_days)
    breach.notify(uow.today, due, "portal", by=uow.actor, at=uow.now)


def _reply(uow: UnitOfWork, breach: Breach) -> None:
    breach.reply(REPLY, by=uow.actor, at=uow.now)


def _confirm(uow: UnitOfWork, breach: Breach) -> None:
    breach.confirm(REASON, by=uow.actor, at=uow.now, today=uow.today)


def _compute(uow: UnitOfWork, breach: Breach) -> None:
    contract = uow.contracts.get(breach.contract.number)
    asked = question(uow.settlement.clause(breach, contract), uow.settlement.case(breach, contract))
    assert asked is not None
    answer = asked.ask(uow.today, uow.requests.working_days)
    assert answer is not None
    uow.settlement.compute(breach, contract, asked.facts, answer)
