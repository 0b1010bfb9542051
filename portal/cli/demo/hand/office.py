"""What the office has in hand: prospects, a change that a partner proposes, what was taken out, who took over what."""

from datetime import date, timedelta

from portal.cli.demo.clock import shanghai
from portal.cli.demo.hand.stage import Act, Stage
from portal.domain import pursued
from portal.domain.proposals.fields import FIELDS
from portal.domain.recruiting.models import Prospect
from portal.domain.recruiting.prospects import ProspectFacts
from portal.domain.recruiting.stages import LostReason
from portal.domain.recruiting.stages import Stage as Step
from portal.intake.taking_out.exports import Exports

PROSPECTS: tuple[tuple[str, str, str, str, str, str, Step, str, date | None, LostReason | None], ...] = (
    ("2026-09-08 10:20", "PR01", "530000", "", "滇岭医药（筹备中）", "陈先生 154-0000-0931", Step.TALKING,
     "寄底价表与样品", date(2026, 11, 27), None),
    ("2026-10-12 15:05", "PR01", "520100", "N-000203", "", "", Step.OFFER, "等保证金付款计划", date(2026, 11, 25),
     None),
    ("2026-10-20 09:40", "PR02", "620000", "", "陇上康泽商贸", "展会名片", Step.CONTACTED, "电话约访",
     date(2026, 11, 20), None),
    ("2026-08-18 11:00", "PR02", "640000", "", "宁朔医药有限公司", "", Step.LOST, "", None, LostReason.DEPOSIT),
    ("2026-11-16 16:30", "PR01", "540000", "", "藏地药业代表", "153-0000-0777", Step.IDENTIFIED, "", None, None),
)  # fmt: skip
"""When, product, region, account or name, how to reach them, how far it is, the next step and its day, why lost."""
PROPOSED_AT, TAKEN_AT, GIVEN_AT = "2026-11-20 16:05", "2026-11-21 09:30", "2026-11-23 09:15"


def office_acts(stage: Stage) -> list[Act]:
    """In the order of time with everything else."""
    return [
        *(act for facts in PROSPECTS for act in _prospect(stage, *facts)),
        (shanghai(PROPOSED_AT), lambda: _propose(stage)),
        (shanghai(TAKEN_AT), lambda: _take_out(stage)),
        (shanghai(GIVEN_AT), lambda: _hand_over(stage)),
    ]


def _prospect(
    stage: Stage, since: str, product: str, region: str, number: str, name: str, contact: str, step: Step, plan: str,
    next_on: date | None, lost: LostReason | None,
) -> list[Act]:  # fmt: skip
    """Put down by the business manager; how far it is, he says the next day."""
    put_down: list[Prospect] = []

    def add() -> None:
        account = stage.accounts[number] if number else None
        owner = stage.staff["service" if step is Step.IDENTIFIED else "business"].id
        facts = ProspectFacts(stage.products[product], region, account, name, contact, "", None, owner)
        put_down.append(stage.work(at, "business").prospects.add(facts))

    def move() -> None:
        if step is not Step.IDENTIFIED:
            work = stage.work(at + timedelta(days=1), "business")
            owner_id = stage.staff["business"].id
            work.prospects.move(put_down[0], pursued.Step(step, plan, next_on, owner_id, lost or ""))

    at = shanghai(since)
    return [(at, add), (at + timedelta(days=1), move)]


def _propose(stage: Stage) -> None:
    """The licence was renewed; the new number and day wait for somebody to compare them with the paper."""
    account = stage.accounts["D-000101"]
    renewed = {"licence_no": account.licence_no, "licence_until": "2031-03-31"}
    work = stage.work(shanghai(PROPOSED_AT), "owner@minchuan.example")
    work.proposals.propose(account, FIELDS["licence"], renewed, note="许可证已换发，扫描件已上传到资质文件。")


def _take_out(stage: Stage) -> None:
    Exports(stage.work(shanghai(TAKEN_AT), "admin")).take("prospects", "csv", {"stage": "open"}, "zh")


def _hand_over(stage: Stage) -> None:
    """What the service desk had of recruitment goes to the business manager."""
    work = stage.work(shanghai(GIVEN_AT), "admin")
    leaving, heir = (work.people.staff_member(stage.staff[name].id) for name in ("service", "business"))
    work.hand_overs.give(leaving, {"prospects": heir})
