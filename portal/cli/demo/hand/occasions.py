"""Two plans: one for a hospital that lists a product, agreed to; one for New Year, whose list waits."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from portal.cli.demo.clock import shanghai
from portal.cli.demo.hand.stage import Act, Stage
from portal.domain.care.occasions import Occasion
from portal.domain.care.planning.models import Way

LISTED, NEW_YEAR = date(2026, 12, 8), date(2027, 1, 1)
CONGRATULATION = "{联系人|您好}，恭喜洛施坦进院！感谢{客户}的努力，后续配送和资料我们全力配合。"
GREETING = "{联系人|您好}，新年快乐！感谢{客户}一年来的信任，祝您和家人安康。"


def plan_acts(stage: Stage) -> Iterator[Act]:
    yield shanghai("2026-11-18 09:30"), partial(_listing, stage)
    yield shanghai("2026-11-20 14:00"), partial(_new_year, stage)


def _listing(stage: Stage) -> None:
    work = stage.work(shanghai("2026-11-18 09:30"), "business")
    plan = work.plans.open(Occasion.LISTING, LISTED, work.contacts.of(stage.accounts["D-000101"])[:2])
    plan.text = CONGRATULATION
    work.plans.submit(plan)
    stage.work(shanghai("2026-11-19 10:00"), "director").plans.decide(plan, True)


def _new_year(stage: Stage) -> None:
    work = stage.work(shanghai("2026-11-20 14:00"), "care")
    plan = work.plans.open(Occasion.NEW_YEAR, NEW_YEAR, work.occasions_ahead.guests_of_festival())
    plan.text, plan.gift_item, plan.gift_kind, plan.gift_cost = GREETING, "2027 年定制台历", "branded", 4_500
    lines = work.guest_lists.lines(plan)
    some = [line.row.id for line in lines if not line.stop][:4]
    work.guest_lists.arrange(plan, dict.fromkeys(some, Way.GIFT))
    work.plans.submit(plan)
