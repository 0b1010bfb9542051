"""What the tiers bring, and the last reckoning of them, which waits for somebody to decide."""

from typing import cast

from sqlalchemy import Table, insert

from portal.cli.demo.clock import AS_OF, TODAY
from portal.cli.demo.hand.sales import LAST
from portal.cli.demo.hand.stage import Stage
from portal.domain.levels.models import TierProposal, TierRun
from portal.insight.tier_run import reckon

BENEFITS = (
    (
        "vip",
        "专属商务经理与高层对接人，急件一小时内答复",
        "A manager and a sponsor of your own",
        True,
    ),
    ("vip", "近效期换货比例提高到 8%", "Near-expiry exchange up to 8%", True),
    ("vip", "供货紧张时优先保供", "", False),
    ("a", "季度对账与返利说明会", "A quarterly talk about statements and rebates", True),
    ("b", "线上产品培训名额 2 个", "Two places in product training", True),
)


def write_levels(stage: Stage) -> None:
    """By the business manager, on the day the demonstration stands still."""
    work = stage.work(AS_OF, "business")
    for tier, text_zh, text_en, is_shown in BENEFITS:
        work.benefits.add(tier, text_zh, text_en, is_shown=is_shown)
    found = reckon(stage.session, LAST, TODAY)
    pareto, table = found.pareto, cast(Table, TierProposal.__table__)
    stage.session.add(
        TierRun(
            as_of=LAST, asked_at=AS_OF, ran_at=AS_OF, earning=len(pareto.ranked), head=len(pareto.head),
            profit=pareto.total, proposals=len(found.rows),
        )
    )  # fmt: skip
    stage.session.unguarded("proposals for every account").execute(insert(table), found.rows)
