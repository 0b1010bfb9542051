"""What the peripheral contacts told of: a tender that is coming, a source that was won, a listing that was lost."""

from datetime import date
from functools import partial

from portal.cli.demo.clock import shanghai
from portal.cli.demo.hand.stage import Act, Stage
from portal.domain.base import Fen
from portal.domain.opportunities.repository import Facts
from portal.domain.opportunities.stages import About, LostReason
from portal.domain.opportunities.stages import Stage as Far
from portal.domain.pursued import Step

TENDER, SOURCE, LISTING = "OP-202610-0001", "OP-202610-0002", "OP-202610-0003"
RATED = (
    ("P-000301", 5, "招标信息又早又准"), ("P-000302", 3, "行业活动和报道，偶尔有线索"),
    ("P-000303", 4, "集团内渠道多，愿意牵线"),
)  # fmt: skip


def opening_acts(stage: Stage) -> list[Act]:
    return [
        (shanghai("2026-10-12 10:20"), partial(_add, stage)),
        (shanghai("2026-10-28 15:00"), partial(_move, stage)),
        (shanghai("2026-11-05 09:40"), partial(_rate, stage)),
    ]


def _add(stage: Stage) -> None:
    uow = stage.work(shanghai("2026-10-12 10:20"), "care")
    facts = (
        ("P-000301", Facts("川渝缓释制剂联盟带量采购", About.TENDER, Fen(36_000_000), date(2027, 1, 15),
                           stage.products["PR01"], "核对申报材料清单", date(2026, 12, 4), remark="预计 1 月中旬开标")),
        ("P-000303", Facts("冷链产品新货源", About.PRODUCT, Fen(18_000_000), None, None, "约见对方负责人",
                           date(2026, 10, 20))),
        ("P-000302", Facts("省立医院药事会进院", About.LISTING, Fen(6_000_000), date(2026, 10, 25),
                           stage.products["PR02"], "准备药事会资料", date(2026, 10, 18))),
    )  # fmt: skip
    for number, one in facts:
        opened = uow.opportunities.add(stage.accounts[number], one)
        opened.owner_id = uow.actor.staff_id


def _move(stage: Stage) -> None:
    uow = stage.work(shanghai("2026-10-28 15:00"), "care")
    me = uow.actor.staff_id
    tender, source, listing = (uow.opportunities.get(number) for number in (TENDER, SOURCE, LISTING))
    uow.opportunities.move(tender, Step(Far.PURSUED, "提交联盟申报材料", date(2026, 12, 4), me))
    uow.opportunities.move(source, Step(Far.WON, owner_id=me), stage.accounts["S-000003"])
    uow.opportunities.move(listing, Step(Far.LOST, owner_id=me, lost_reason=LostReason.TOO_LATE))


def _rate(stage: Stage) -> None:
    uow = stage.work(shanghai("2026-11-05 09:40"), "care")
    for number, rating, why in RATED:
        account = stage.accounts[number]
        uow.relations.rate(account, uow.accounts.standing(account), rating, why)
