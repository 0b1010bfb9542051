"""Who leads whom, and the rules by which new requests are given out."""

from typing import Any

from portal.cli.demo.clock import AS_OF
from portal.cli.demo.hand.stage import Stage
from portal.domain.people.leads import choose_lead
from portal.domain.requests.assigning.rows import Whom

LED = (("service", "director"), ("quality", "director"))
RULES: tuple[dict[str, Any], ...] = (
    {"name": "质量投诉给质量部", "category": "quality_complaint", "whom": Whom.LEAST_BUSY, "role": "quality"},
    {"name": "VIP 增加区域给商务经理", "category": "territory_add", "tier": "vip", "whom": Whom.MANAGER},
)


def write_assigning(stage: Stage) -> None:
    """By the administrator; in force for what is filed after the demonstration was made."""
    work = stage.work(AS_OF, "admin")
    for who, lead in LED:
        choose_lead(work, stage.staff[who], stage.staff[lead].id)
    for facts in RULES:
        work.assignment_rules.add(facts)
